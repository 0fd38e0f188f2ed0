import { expect, test } from 'vitest';
import type { Lease, Run } from '../../../src/deliver/ledger.ts';
import { trueCounts } from '../true-counts.ts';
import { after, claimed, nobodyIsDead, step, subscribe, type StoreBench } from '../stores.ts';

/** The counts of runs are kept, so they are compared with what the deliveries add up to. */
export function countsContract(bench: StoreBench): void {
  const { store } = bench;

  const expectTrueCounts = (run: Run) => trueCounts(store(), run);

  /** Gives the lease back, which counts all steps so far, and takes it again. */
  async function countAndGoOn(lease: Lease): Promise<Lease> {
    await store().runs.free(lease);
    const claim = await store().runs.claim(lease.run, 'one', 30, nobodyIsDead);
    if (claim.kind !== 'claimed') throw new Error('owned');
    return claim.lease;
  }

  test('are right before, between and after the times when they are brought up to date', async () => {
    await subscribe(bench, 12, ['a.org', 'b.org', 'c.org']);
    await store().suppressions.add('p5@b.org', 'asked to');
    let lease = await claimed(store().runs);
    const record = (...changes: Parameters<typeof step>[]) =>
      store().ledger.record(
        lease,
        changes.map((change) => step(...change)),
      );
    await expectTrueCounts(lease.run);
    await record([1, 'released'], [2, 'released'], [3, 'rejected'], [4, 'deferred']);
    await expectTrueCounts(lease.run);
    lease = await countAndGoOn(lease);
    await expectTrueCounts(lease.run);
    bench.now = after(2);
    await record([1, 'accepted'], [2, 'unknown'], [4, 'deferred'], [6, 'released']);
    await expectTrueCounts(lease.run);
    lease = await countAndGoOn(lease);
    bench.now = after(2.5);
    await record([4, 'released'], [4, 'accepted'], [6, 'accepted']);
    await expectTrueCounts(lease.run);
    await store().runs.reopen(lease, ['rejected', 'unknown']);
    await store().ledger.expire(lease, 'too late');
    await expectTrueCounts(lease.run);
    lease = await countAndGoOn(lease);
    await expectTrueCounts(lease.run);
    expect(await store().runs.acceptedOverTime(lease.run)).toEqual([{ at: after(2.5), count: 3 }]);
  });

  test('are right after deliveries were changed in the database itself', async () => {
    await subscribe(bench, 6, ['a.org', 'b.org']);
    const lease = await claimed(store().runs);
    await store().query(`update deliveries set state = 'rejected' where subscriber_id <= 3`);
    await expectTrueCounts(lease.run);
    await countAndGoOn(lease);
    await store().query(`update deliveries set state = 'planned' where subscriber_id = 2`);
    await expectTrueCounts(lease.run);
  });

  test('are brought up to date by a reader after a killed sender left much uncounted', async () => {
    await subscribe(bench, 3);
    const lease = await claimed(store().runs);
    await store().ledger.record(lease, [step(1, 'released')]);
    const far = `insert into transitions (id, run_id, subscriber_id, previous, state, attempt, at)
      ${bench.engine === 'postgres' ? 'overriding system value' : ''}
      values (1000000, 999, 1, 'released', 'unknown', 1, '2023-06-14T10:00:00.000Z')`;
    await store().query(far);
    expect(await store().runs.tally(lease.run)).toMatchObject({ planned: 2, released: 1 });
    expect(await store().query('select transition_id from counted')).toEqual([
      { transition_id: 1_000_000 },
    ]);
    expect(await store().runs.tally(lease.run)).toMatchObject({ planned: 2, released: 1 });
  });
}
