/** Readers who leave, pause, come back or are suppressed while a run is sent to a real server. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Ledger } from '../../src/deliver/ledger.ts';
import { deliverRun } from '../../src/deliver/run.ts';
import { smtpTransport } from '../../src/smtp/connect.ts';
import { parseSmtpUrls } from '../../src/smtp/url.ts';
import { sampleConfig } from '../support/sample.ts';
import { startSink } from '../support/smtp-sink.ts';
import { onBothEngines, PLAN, type StoreBench } from '../store/stores.ts';
import { letterTo, SOON, total } from './run-bench.ts';

const READERS = 300;

const ACTS = ['leave', 'pause', 'suppress', 'leave and come back', 'erase'] as const;
type Act = (typeof ACTS)[number];

/** Which reader does what, after how many outcomes. */
const acts = fc.uniqueArray(
  fc.record({
    reader: fc.integer({ min: 1, max: READERS }),
    after: fc.integer({ min: 0, max: READERS - 20 }),
    act: fc.constantFrom(...ACTS),
  }),
  { minLength: 100, maxLength: 250, selector: ({ reader }) => reader },
);

const REASONS: Readonly<Record<Act, RegExp>> = {
  leave: /^unsubscribed$/,
  pause: /^paused until \d{4}-\d\d-\d\d$/,
  suppress: /^complained$/,
  'leave and come back': /^unsubscribed$/,
  erase: /erased|unsubscribed/,
};

async function fill({ store }: StoreBench): Promise<ReadonlyMap<number, string>> {
  const { subscribers } = store();
  const people = Array.from({ length: READERS }, (_, at) => ({
    email: `p${at + 1}@example.com`,
    attributes: {},
  }));
  await subscribers.save(people);
  const found = await Array.fromAsync(subscribers.all());
  return new Map(
    found.map(({ email, readerId = '' }) => [Number(/\d+/.exec(email)?.[0]), readerId]),
  );
}

onBothEngines((bench) => {
  const perform = async (act: Act, reader: number, readerId: string) => {
    const { readers, suppressions } = bench.store();
    const left = () => readers.leave([{ readerId, how: 'one-click', agent: 'provider' }]);
    switch (act) {
      case 'leave':
        return left();
      case 'pause': {
        const pausedUntil = new Date(Date.now() + 14 * 86_400_000);
        return readers.choose(readerId, { pausedUntil }, { source: 'preferences page' });
      }
      case 'suppress':
        return suppressions.add(`p${reader}@example.com`, 'complained', 'complaint');
      case 'leave and come back':
        await left();
        return readers.comeBack(readerId, { source: 'preferences page' });
      case 'erase':
        return readers.erase(`p${reader}@example.com`);
    }
  };

  test.each([1, 2, 3])(
    'nobody who left, paused or was suppressed before their release gets a letter, and the states add up (plan %i)',
    async (seed) => {
      const [planned = []] = fc.sample(acts, { seed, numRuns: 1 });
      const server = await startSink();
      bench.now = new Date();
      const { runs, ledger, query } = bench.store();
      const ids = await fill(bench);
      const run = await runs.create(PLAN);
      const claim = await runs.claim(run, 'one', 30, () => true);
      if (claim.kind !== 'claimed') throw new Error('The run is new.');

      let clock = 0;
      const released = new Map<number, number>();
      const gone = new Map<number, number>();
      const watched: Ledger = {
        ...ledger,
        record: (lease, changes, attempt) => {
          for (const { subscriberId, state } of changes) {
            if (state === 'released') released.set(subscriberId, ++clock);
          }
          return ledger.record(lease, changes, attempt);
        },
      };
      const acting: Promise<void>[] = [];
      let outcomes = 0;
      const act = () => {
        for (const { reader, act: what } of planned.filter(({ after }) => after === outcomes)) {
          const done = perform(what, reader, ids.get(reader) ?? '').then(() => {
            if (what !== 'leave and come back') gone.set(reader, ++clock);
          });
          acting.push(done);
        }
      };
      act();
      const { delivery } = sampleConfig({ delivery: SOON });
      const result = await deliverRun({
        ledger: watched,
        lease: claim.lease,
        leaseSeconds: 30,
        databasePatienceMs: 500,
        servers: parseSmtpUrls(server.url, delivery, () => '').map((each) => ({
          transport: smtpTransport(each),
          weight: 1,
          maxConnections: 8,
          maxMessages: 100,
        })),
        letterFor: letterTo,
        settings: delivery,
        clock: () => new Date(),
        random: Math.random,
        signal: new AbortController().signal,
        onEvent: (event) => {
          if (event.kind !== 'outcome') return;
          outcomes += 1;
          act();
        },
      });
      await Promise.all(acting);
      expect(result).toEqual({ kind: 'finished' });

      const rows = await query('select subscriber_id, state, reply from deliveries');
      const byReader = new Map(rows.map((row) => [Number(row['subscriber_id']), row]));
      expect(byReader.size).toBe(READERS);
      const tally = await runs.tally(run);
      expect(total(tally)).toBe(READERS);
      expect(tally.accepted + tally.suppressed).toBe(READERS);
      const arrived = server.letters.map(({ to }) => Number(/\d+/.exec(to)?.[0]));
      expect(new Set(arrived).size, 'no letter arrives twice').toBe(arrived.length);
      expect(arrived.length).toBe(tally.accepted);
      const acted = new Map(planned.map(({ reader, act: what }) => [reader, what]));
      for (const [reader, row] of byReader) {
        const what = acted.get(reader);
        const isAccepted = row['state'] === 'accepted';
        expect(arrived.includes(reader)).toBe(isAccepted);
        if (what === undefined) expect(isAccepted, `p${reader} stayed`).toBe(true);
        const left = gone.get(reader);
        const release = released.get(reader);
        if (left !== undefined && (release === undefined || left < release)) {
          expect(isAccepted, `p${reader}: ${what ?? ''} before the release`).toBe(false);
        }
        if (!isAccepted && what) expect(row['reply']).toMatch(REASONS[what]);
      }
      await server.close();
    },
  );
});
