/** Short and long faults of the database in the middle of a run. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { DatabaseUnavailableError } from '../../src/base/database-unavailable.ts';
import { patientLedger } from '../../src/deliver/patient-ledger.ts';
import { sink } from '../support/test-servers.ts';
import { bench, useFreshBench } from './fresh-bench.ts';
import { LATER } from './run-bench.ts';

useFreshBench();

const ONE = { ...LATER, maxConnections: 1 };

/** Makes the database refuse writes once a server has so many letters; for a while, or for good. */
function breaksAt(letters: readonly unknown[], count: number, forMs?: number) {
  let broken = false;
  return () => {
    if (broken || letters.length < count) return;
    broken = true;
    void bench.store.query('pragma query_only = on').then(async () => {
      if (forMs === undefined) return;
      await delay(forMs);
      await bench.store.query('pragma query_only = off');
    });
  };
}

describe('a database that refuses writes in the middle of a run', () => {
  test('for half a second leaves no letter unknown whose acceptance was heard, and the run goes on', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(60);
    const { result, tally, events } = await bench.deliver({
      url,
      databasePatienceMs: 20_000,
      onEvent: breaksAt(letters, 20, 500),
    });
    expect(result).toEqual({ kind: 'finished' });
    expect(tally).toMatchObject({ accepted: 60, unknown: 0, released: 0 });
    expect(letters).toHaveLength(60);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds).toContain('database-failed');
    expect(kinds.indexOf('database-back')).toBeGreaterThan(kinds.indexOf('database-failed'));
  });

  test('for good ends the run after the patience, with the first error', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(60);
    const lease = await bench.lease();
    const { result, events } = await bench.deliver({
      url,
      lease,
      delivery: ONE,
      databasePatienceMs: 400,
      onEvent: breaksAt(letters, 20),
    });
    expect(result).toMatchObject({
      kind: 'unrecordable',
      reason: expect.stringMatching(/readonly/) as string,
    });
    expect(letters.length).toBeLessThan(25);
    expect(events.filter(({ kind }) => kind === 'database-failed').length).toBeGreaterThan(1);
  });

  test('loses no letter that was heard although the user stops the run meanwhile', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(60);
    const stop = new AbortController();
    const breaks = breaksAt(letters, 20, 500);
    const { result, tally } = await bench.deliver({
      url,
      signal: stop.signal,
      databasePatienceMs: 20_000,
      onEvent: ({ kind }) => {
        breaks();
        if (kind === 'database-failed') stop.abort();
      },
    });
    expect(result).toEqual({ kind: 'interrupted' });
    expect(tally).toMatchObject({ accepted: letters.length, unknown: 0, released: 0 });
    expect(letters.length).toBeLessThan(60);
  });
});

test('groups of steps that wait for each other share the patience with a database', async () => {
  await bench.subscribe(2);
  const lease = await bench.lease();
  const ledger = patientLedger(bench.store.ledger, {
    patienceMs: 600,
    clock: () => new Date(),
    onEvent: () => undefined,
    signal: new AbortController().signal,
  });
  await bench.store.query('pragma query_only = on');
  const release = (subscriberId: number) =>
    ledger.record(lease, [{ subscriberId, state: 'released' }]);
  await expect(release(1)).rejects.toThrow(DatabaseUnavailableError);
  const started = performance.now();
  await expect(release(2)).rejects.toThrow(DatabaseUnavailableError);
  expect(performance.now() - started).toBeLessThan(300);
  await bench.store.query('pragma query_only = off');
  expect(await release(1)).toEqual(['moved']);
});
