import { describe, expect, onTestFinished, test } from 'vitest';
import { attempt, type AttemptContext, type DueLetter } from '../../src/deliver/attempt.ts';
import { createBreaker } from '../../src/deliver/breaker.ts';
import type { DeliveryEvent, RunResult } from '../../src/deliver/events.ts';
import { groupCommit } from '../../src/deliver/group-commit.ts';
import type { Letter } from '../../src/letter/letter.ts';
import { scripted } from '../support/test-servers.ts';
import { sampleConfig } from '../support/sample.ts';
import type { ScriptedOptions, ScriptedServer } from '../support/scripted-server.ts';
import { bench, useFreshBench } from './fresh-bench.ts';
import { poolOf } from './pool-bench.ts';
import { letterTo, type Delivery } from './run-bench.ts';

useFreshBench();

const NOW = new Date('2026-06-14T10:00:00Z');

interface Attempted {
  readonly tried: boolean;
  readonly state: unknown;
  readonly events: readonly DeliveryEvent[];
  readonly ends: readonly RunResult[];
}

/** A run with deliveries that are due, and one connection to a scripted server. */
async function setUp(server: ScriptedServer, delivery: Delivery = {}, count = 2) {
  await bench.subscribe(count);
  const lease = await bench.lease();
  const { ledger } = bench.store;
  const settings = sampleConfig({ delivery }).delivery;
  const { acquire, events: poolEvents } = poolOf(server);
  const pooled = await acquire();
  const connection = await pooled.open();
  if (!connection) throw new Error('There is no connection.');
  onTestFinished(() => {
    pooled.free();
  });
  const events: DeliveryEvent[] = [];
  const ends: RunResult[] = [];
  const work: Promise<void>[] = [];
  const context: AttemptContext = {
    ledger,
    lease,
    keeper: { holds: () => true, ensure: () => Promise.resolve(true) },
    record: groupCommit(ledger, lease),
    breaker: createBreaker({ ...settings.pause, unknown: 11 }),
    settings,
    clock: () => NOW,
    random: () => 0.5,
    onEvent: (event) => events.push(event),
    end: (result) => ends.push(result),
    later: (each) => work.push(each),
  };
  const letters = (await ledger.page(lease.run, 0, count, new Date())).map((due): DueLetter => ({
    due,
    letter: letterTo(due.subscriber),
  }));
  const attemptOne = async (index: number, next?: Letter): Promise<Attempted> => {
    const letter = letters[index];
    if (!letter) throw new Error(`There is no delivery ${index}.`);
    const before = events.length;
    const tried = await attempt(context, { pooled, connection }, letter, () =>
      Promise.resolve(next),
    );
    await Promise.all(work.splice(0));
    const [row] = await bench.store.query(
      `select state from deliveries where subscriber_id = ${letter.due.subscriber.id}`,
    );
    return { tried, state: row?.['state'], events: events.slice(before), ends };
  };
  return { attemptOne, letters, pooled, connection, context, poolEvents, lease };
}

const replying = (step: string, reply: string, letter = 0): ScriptedOptions => ({
  script: (event) => (event.step === step && event.letter === letter ? { reply } : undefined),
});

describe('an attempt', () => {
  test('records `accepted`, and reports it with the server and its reply', async () => {
    const server = await scripted(replying('dot', '250 2.0.0 queued'));
    const { attemptOne, letters, pooled } = await setUp(server);
    expect(await attemptOne(0)).toEqual({
      tried: true,
      state: 'accepted',
      ends: [],
      events: [
        {
          kind: 'outcome',
          subscriber: letters[0]?.due.subscriber,
          domain: 'example.com',
          attempt: 1,
          server: pooled.server,
          state: 'accepted',
          messageId: letters[0]?.letter.messageId,
          reply: { code: 250, enhanced: '2.0.0', text: '250 2.0.0 queued' },
        },
      ],
    });
  });

  test('resolves when the server has replied, before the outcome is recorded', async () => {
    const server = await scripted();
    const { context, letters, pooled, connection } = await setUp(server);
    const gate = Promise.withResolvers<undefined>();
    const settled: Promise<void>[] = [];
    const slow: AttemptContext = {
      ...context,
      record: async (change) => {
        if (change.state !== 'released') await gate.promise;
        return context.record(change);
      },
      later: (work) => settled.push(work),
    };
    const [letter] = letters;
    if (!letter) throw new Error('There is no delivery.');
    const none = () => Promise.resolve(undefined);
    expect(await attempt(slow, { pooled, connection }, letter, none)).toBe(true);
    expect(server.accepted).toHaveLength(1);
    const row = () => bench.store.query("select state from deliveries where state = 'accepted'");
    expect(await row()).toEqual([]);
    gate.resolve(undefined);
    await Promise.all(settled);
    expect(await row()).toHaveLength(1);
  });

  test('rejects an address that does not exist, and suppresses it', async () => {
    const server = await scripted(replying('rcpt', '550 5.1.1 no such user'));
    const { attemptOne, letters } = await setUp(server);
    const { state, events } = await attemptOne(0);
    expect([state, events.length]).toEqual(['rejected', 1]);
    expect(await bench.store.query('select address_key, reason from suppressions')).toEqual([
      { address_key: letters[0]?.due.subscriber.email, reason: '550 5.1.1 no such user' },
    ]);
  });

  test('defers a temporary refusal until the first retry of the settings', async () => {
    const server = await scripted(replying('rcpt', '450 4.2.0 come back'));
    const { attemptOne } = await setUp(server, { retry: { firstMinutes: 8 } });
    const { state, events } = await attemptOne(0);
    expect(state).toBe('deferred');
    expect(events).toMatchObject([{ retryAt: new Date('2026-06-14T10:08:00Z') }]);
  });

  test('records `unknown` with the reason if the connection is lost after the dot', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'dot' ? { then: 'disconnect' } : undefined),
    });
    const { attemptOne } = await setUp(server);
    const { state, events } = await attemptOne(0);
    expect(state).toBe('unknown');
    expect(events).toMatchObject([{ reason: expect.stringMatching(/closed/) as string }]);
    expect(events[0]).not.toHaveProperty('reply');
  });

  test('pauses the run if the sender is refused, and leaves the delivery planned', async () => {
    const server = await scripted(replying('mail', '550 5.7.1 not you'));
    const { attemptOne } = await setUp(server);
    expect(await attemptOne(0)).toEqual({
      tried: true,
      state: 'planned',
      events: [],
      ends: [{ kind: 'paused', reason: '550 5.7.1 not you' }],
    });
  });

  test('slows the server down after a 421', async () => {
    const server = await scripted(replying('rcpt', '421 4.7.0 too fast'));
    const { attemptOne, poolEvents } = await setUp(server);
    expect((await attemptOne(0)).state).toBe('deferred');
    expect(poolEvents).toContainEqual(
      expect.objectContaining({ kind: 'slowed', reason: '421 4.7.0 too fast' }),
    );
  });

  test('pauses the run when too many letters fail alike, and names the last reason', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'dot' ? { reply: '554 5.7.1 spam' } : undefined),
    });
    const { attemptOne } = await setUp(server, { pause: { policy: 2 } });
    expect((await attemptOne(0)).ends).toEqual([]);
    expect((await attemptOne(1)).ends).toEqual([
      {
        kind: 'paused',
        reason:
          '2 of the last 2 letters were refused for their sender or content; the last reason was: 554 5.7.1 spam',
      },
    ]);
  });
});

describe('an attempt without a letter', () => {
  test('leaves out an address that was suppressed in the meantime, and sends nothing', async () => {
    const server = await scripted();
    const { attemptOne, letters } = await setUp(server);
    await bench.store.ledger.suppress(letters[0]?.due.subscriber.email ?? '', 'asked us to');
    const { tried, state, ends } = await attemptOne(0);
    expect([tried, state, ends]).toEqual([true, 'suppressed', []]);
    expect(server.clear()).not.toContain('Subject');
  });

  test('ends the run as `lost` if another owner has it, and sends nothing', async () => {
    const server = await scripted();
    const { attemptOne } = await setUp(server);
    await bench.lease('other');
    const { state, ends } = await attemptOne(0);
    expect([state, ends]).toEqual(['planned', [{ kind: 'lost' }]]);
    expect(server.clear()).not.toContain('Subject');
  });

  test('resolves to false for an announced letter whose connection is lost', async () => {
    const server = await scripted({
      script: ({ step, letter }) =>
        step === 'mail' && letter === 1 ? { then: 'disconnect' } : undefined,
    });
    const { attemptOne, letters } = await setUp(server);
    expect((await attemptOne(0, letters[1]?.letter)).state).toBe('accepted');
    expect(await attemptOne(1)).toEqual({ tried: false, state: 'planned', events: [], ends: [] });
  });
});
