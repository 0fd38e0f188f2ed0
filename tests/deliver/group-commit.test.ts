import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { groupCommit } from '../../src/deliver/group-commit.ts';
import type { Change, Lease, Ledger } from '../../src/deliver/ledger.ts';
import { turns } from '../support/loop-time.ts';
import { openRunBench, type RunBench } from './run-bench.ts';

let bench: RunBench;
let lease: Lease;
/** The sizes of the groups that the ledger was given. */
let groups: number[];
/** The bench's ledger, which remembers the groups and takes some turns to write each. */
let ledger: Ledger;

beforeEach(async () => {
  bench = await openRunBench();
  await bench.subscribe(9);
  lease = await bench.lease();
  groups = [];
  ledger = {
    ...bench.store.ledger,
    record: async (held, changes) => {
      groups.push(changes.length);
      await turns();
      return bench.store.ledger.record(held, changes);
    },
  };
});
afterEach(() => bench.close());

const release = (subscriberId: number): Change => ({ subscriberId, state: 'released' });
const states = () => bench.store.query('select state from deliveries order by subscriber_id');

describe('groupCommit', () => {
  test('records the steps of one turn of the event loop in one transaction', async () => {
    const record = groupCommit(ledger, lease);
    const recorded = await Promise.all([1, 2, 3].map((id) => record(release(id))));
    expect([recorded, groups]).toEqual([['moved', 'moved', 'moved'], [3]]);
  });

  test('records steps that arrive while a group is written together in the next one', async () => {
    const record = groupCommit(ledger, lease);
    const first = record(release(1));
    await setImmediate();
    await setImmediate();
    expect(groups).toEqual([1]);
    const second = record(release(2));
    await setImmediate();
    const third = record(release(3));
    await Promise.all([first, second, third]);
    expect(groups).toEqual([1, 2]);
  });

  test('keeps the order of the steps of one delivery', async () => {
    const record = groupCommit(ledger, lease);
    const steps: readonly Change[] = [
      release(1),
      { subscriberId: 1, state: 'deferred', reason: 'busy' },
      release(1),
      { subscriberId: 1, state: 'accepted' },
    ];
    expect(await Promise.all(steps.map(record))).toEqual(Array(4).fill('moved'));
    expect((await states())[0]).toEqual({ state: 'accepted' });
  });

  test('resolves each step to its own result, after it is in the database', async () => {
    const record = groupCommit(ledger, lease);
    const recorded = await Promise.all([
      record(release(1)),
      record({ subscriberId: 2, state: 'accepted' }),
      record(release(3)),
    ]);
    expect(recorded).toEqual(['moved', 'refused', 'moved']);
    expect((await states()).slice(0, 3)).toEqual([
      { state: 'released' },
      { state: 'planned' },
      { state: 'released' },
    ]);
  });

  test('resolves steps to `lost` once another owner has the run', async () => {
    const record = groupCommit(ledger, lease);
    await bench.lease('other');
    expect(await Promise.all([record(release(1)), record(release(2))])).toEqual(['lost', 'lost']);
  });

  test('rejects every step of a group that could not be written, and goes on', async () => {
    const record = groupCommit(ledger, lease);
    await bench.store.query('pragma query_only = on');
    const failed = await Promise.allSettled([1, 2].map((id) => record(release(id))));
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await bench.store.query('pragma query_only = off');
    expect(await record(release(1))).toBe('moved');
  });
});
