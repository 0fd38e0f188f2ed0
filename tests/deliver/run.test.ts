import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliverRun } from '../../src/deliver/run.ts';
import { smtpTransport } from '../../src/deliver/smtp-transport.ts';
import type { Letter } from '../../src/letter/letter.ts';
import { sqlLedger } from '../../src/store/ledger.ts';
import type { Schema } from '../../src/store/schema.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { saveSubscribers } from '../../src/store/subscribers.ts';
import type { NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { startSink, startVanishing, type SinkOptions } from '../smtp-sink.ts';

let db: Kysely<Schema>;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  db = await openSqlite(':memory:');
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await db.destroy();
});

function letterFor({ email }: NewSubscriber): Letter {
  const text = Buffer.from(`To: ${email}\r\nSubject: x\r\n\r\n${'body '.repeat(3000)}\r\n`);
  const envelope = { from: 'news@example.com', to: email };
  return { messageId: `<${email}>`, envelope, chunks: [text], size: text.length };
}

async function deliver(port: number, count: number, connections = 3) {
  const people = Array.from({ length: count }, (_, index) => ({
    email: `p${index}@example.com`,
    attributes: {},
  }));
  await saveSubscribers(db, people, new Date());
  const ledger = sqlLedger(db, () => new Date());
  const plan = { edition: 'e', audience: 'all', contentHash: 'h' };
  const run = (await ledger.findRun('e', 'all')) ?? (await ledger.createRun(plan));
  const outcomes: string[] = [];
  const result = await deliverRun({
    ledger,
    run,
    transport: smtpTransport({ host: '127.0.0.1', port, secure: false }),
    letterFor,
    connections,
    onOutcome: ({ email }, state) => outcomes.push(`${email} ${state}`),
  });
  return { result, outcomes, tally: await ledger.tally(run) };
}

async function sink(options?: SinkOptions) {
  const started = await startSink(options);
  closing.push(started.close);
  return started;
}

describe('a run', () => {
  test('brings each letter to its subscriber once, byte for byte', async () => {
    const { port, letters } = await sink();
    const { result, tally, outcomes } = await deliver(port, 250);
    expect(result).toEqual({ kind: 'finished' });
    expect(tally).toMatchObject({ accepted: 250, planned: 0 });
    expect(outcomes).toHaveLength(250);
    expect(new Set(letters.map(({ to }) => to)).size).toBe(250);
    for (const { to, raw } of letters) {
      const [sent] = letterFor({ email: to, attributes: {} }).chunks;
      expect(raw.equals(sent ?? Buffer.alloc(0))).toBe(true);
    }
  });

  test('does not send again what was accepted', async () => {
    const { port, letters } = await sink();
    await deliver(port, 10);
    await deliver(port, 10);
    expect(letters).toHaveLength(10);
  });

  test('rejects a refused recipient, defers a greylisted one, and serves the others', async () => {
    const { port } = await sink({
      refuse: (address) =>
        address.startsWith('p3@')
          ? [550, 'no such user']
          : address.startsWith('p5@')
            ? [450, 'come back']
            : undefined,
    });
    const { tally } = await deliver(port, 10);
    expect(tally).toMatchObject({ accepted: 8, rejected: 1, deferred: 1 });
    const rows = await db
      .selectFrom('deliveries')
      .select(['state', 'reply', 'attempts'])
      .where('state', '!=', 'accepted')
      .orderBy('subscriber_id')
      .execute();
    expect(rows).toEqual([
      { state: 'rejected', reply: '550 no such user', attempts: 0 },
      { state: 'deferred', reply: '450 come back', attempts: 0 },
    ]);
  });

  test('tries a deferred delivery again the next time', async () => {
    let patient = false;
    const { port, letters } = await sink({ refuse: () => (patient ? undefined : [450, 'later']) });
    expect((await deliver(port, 3)).tally).toMatchObject({ deferred: 3 });
    patient = true;
    expect((await deliver(port, 3)).tally).toMatchObject({ accepted: 3 });
    expect(letters).toHaveLength(3);
  });

  test('rejects a letter that is refused after the dot', async () => {
    const { port } = await sink({
      refuseLetter: (to) => (to.startsWith('p1@') ? [554, 'spam'] : undefined),
    });
    expect((await deliver(port, 3)).tally).toMatchObject({ accepted: 2, rejected: 1 });
  });

  test('stops where the sender is refused, and blames no recipient', async () => {
    const { port } = await sink({ refuseSender: [550, 'not you'] });
    const { result, tally } = await deliver(port, 20);
    expect(result).toEqual({ kind: 'stopped', reason: '550 not you' });
    expect(tally).toMatchObject({ planned: 20 });
  });

  test('stops where there is no server, and sends nothing', async () => {
    const { port, close } = await startSink();
    await close();
    const { result, tally } = await deliver(port, 3);
    expect(result.kind).toBe('stopped');
    expect(tally).toMatchObject({ planned: 3 });
  });

  test('uses a connection for a hundred letters, then another', async () => {
    const { port, letters } = await sink();
    await deliver(port, 205, 1);
    expect(letters).toHaveLength(205);
  });
});

describe('a server that vanishes', () => {
  test.each([
    ['mail', 'deferred'],
    ['rcpt', 'deferred'],
    ['data', 'deferred'],
    ['dot', 'unknown'],
  ] as const)('at %s leaves the delivery %s', async (at, state) => {
    const { port, close } = await startVanishing(at);
    closing.push(close);
    expect((await deliver(port, 1, 1)).tally).toMatchObject({ [state]: 1 });
  });

  test('at the greeting leaves everything planned', async () => {
    const { port, close } = await startVanishing('greeting');
    closing.push(close);
    const { result, tally } = await deliver(port, 2, 1);
    expect(result.kind).toBe('stopped');
    expect(tally).toMatchObject({ planned: 2 });
  });
});
