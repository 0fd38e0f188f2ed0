/** What a sender may do with a lease, by its own clock and by the database's. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { DatabaseUnavailableError } from '../../src/base/database-unavailable.ts';
import type { RunResult } from '../../src/deliver/events.ts';
import { keepLease } from '../../src/deliver/lease.ts';
import type { Ledger } from '../../src/deliver/ledger.ts';
import { sink } from '../support/test-servers.ts';
import { bench, useFreshBench } from './fresh-bench.ts';
import { LATER, LEASE_SECONDS, SOON } from './run-bench.ts';

useFreshBench();

/** A clock for leases that can be put forward, as for a process that is stopped meanwhile. */
function adjustableClock() {
  let stopped = 0;
  const now = () => performance.now() + stopped;
  return {
    stopFor: (seconds: number) => {
      stopped += seconds * 1000;
    },
    stopwatch: () => {
      const started = now();
      return () => now() - started;
    },
  };
}

const PAST = LEASE_SECONDS + 10;

/** The store's ledger, with something that happens right after the first letters are released. */
function interrupted(happen: () => Promise<void>): Ledger {
  const { ledger } = bench.store;
  let happened: Promise<void> | undefined;
  return {
    ...ledger,
    record: async (...call) => {
      const recorded = await ledger.record(...call);
      if (call[1].some(({ state }) => state === 'released')) await (happened ??= happen());
      return recorded;
    },
  };
}

describe('a sender that is stopped past its lease between `released` and the body', () => {
  test('writes nothing once it goes on, if its run was taken over and the letters resent', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(30);
    const clock = adjustableClock();
    const takeOver = async () => {
      clock.stopFor(PAST);
      const lease = await bench.lease('new');
      expect(await bench.store.runs.settle(lease)).toBeGreaterThan(0);
      await bench.store.runs.reopen(lease, ['unknown']);
      const { tally } = await bench.deliver({ url, lease, delivery: SOON });
      expect(tally).toMatchObject({ accepted: 30 });
    };
    const { result } = await bench.deliver({
      url,
      lease: await bench.lease('old'),
      ledger: interrupted(takeOver),
      stopwatch: clock.stopwatch,
    });
    expect(result).toEqual({ kind: 'lost' });
    expect(letters).toHaveLength(30);
    expect(new Set(letters.map(({ to }) => to)).size).toBe(30);
  });

  test('renews its lease if nobody took the run over, and sends each letter once', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(30);
    const clock = adjustableClock();
    const stop = () => {
      clock.stopFor(PAST);
      return Promise.resolve();
    };
    const { result, tally, events } = await bench.deliver({
      url,
      delivery: SOON,
      ledger: interrupted(stop),
      stopwatch: clock.stopwatch,
    });
    expect(result).toEqual({ kind: 'finished' });
    expect(tally).toMatchObject({ accepted: 30 });
    expect(letters).toHaveLength(30);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'outcome',
        state: 'deferred',
        reason: expect.stringContaining('longer than its lease') as string,
      }),
    );
  });
});

test('a sender that is stopped before `released` renews its lease before it releases a letter', async () => {
  const { url, letters } = await sink();
  await bench.subscribe(20);
  const clock = adjustableClock();
  const renewals: number[] = [];
  const { ledger } = bench.store;
  const { tally, events } = await bench.deliver({
    url,
    delivery: { ...LATER, maxConnections: 1 },
    ledger: {
      ...ledger,
      renew: (...call) => {
        renewals.push(letters.length);
        return ledger.renew(...call);
      },
      record: async (...call) => {
        const recorded = await ledger.record(...call);
        if (call[1].some(({ state }) => state === 'accepted') && letters.length === 10) {
          clock.stopFor(PAST);
        }
        return recorded;
      },
    },
    stopwatch: clock.stopwatch,
  });
  expect(tally).toMatchObject({ accepted: 20 });
  expect(renewals[0]).toBe(0);
  expect(renewals.some((count) => count >= 10)).toBe(true);
  const deferred = events.filter((event) => event.kind === 'outcome' && event.state === 'deferred');
  expect(deferred.length).toBeLessThanOrEqual(1);
});

describe('a lease', () => {
  async function keep(renew?: Ledger['renew'], databasePatienceMs = 100) {
    const clock = adjustableClock();
    const ends: RunResult[] = [];
    const lease = await bench.lease();
    const ledger = { ...bench.store.ledger, ...(renew && { renew }) };
    const { stopwatch } = clock;
    const options = { ledger, lease, leaseSeconds: LEASE_SECONDS, databasePatienceMs, stopwatch };
    const keeper = keepLease(options, (result) => ends.push(result));
    onTestFinished(() => {
      keeper.stop();
    });
    return { keeper, clock, ends };
  }

  test('is not trusted before it was renewed, nor in the last tenth of its time', async () => {
    const { keeper, clock } = await keep();
    expect(keeper.holds()).toBe(false);
    expect(await keeper.ensure()).toBe(true);
    clock.stopFor(LEASE_SECONDS * 0.85);
    expect(keeper.holds()).toBe(true);
    clock.stopFor(LEASE_SECONDS * 0.06);
    expect(keeper.holds()).toBe(false);
    expect(await keeper.ensure()).toBe(true);
    expect(keeper.holds()).toBe(true);
  });

  test('counts from before the database was asked, however long it takes to answer', async () => {
    const { keeper, clock, ends } = await keep(() => {
      clock.stopFor(asked++ === 0 ? LEASE_SECONDS * 0.95 : 0);
      return Promise.resolve('renewed');
    });
    let asked = 0;
    expect(await keeper.ensure()).toBe(true);
    expect([asked, ends]).toEqual([2, []]);
  });

  test('that another owner has ends the run, and is never held again', async () => {
    const { keeper, ends } = await keep();
    await bench.lease('other');
    expect(await keeper.ensure()).toBe(false);
    expect([ends, keeper.holds()]).toEqual([[{ kind: 'lost' }], false]);
  });

  test('that can’t be renewed ends the run once the database was away for too long', async () => {
    const failing = () =>
      Promise.reject(new DatabaseUnavailableError(new Error('the server is away')));
    const { keeper, ends } = await keep(failing);
    expect(await keeper.ensure()).toBe(false);
    expect(ends).toEqual([{ kind: 'unrecordable', reason: 'the server is away' }]);
  });
});
