import { expect, test } from 'vitest';
import { subscribe, type StoreBench } from '../stores.ts';

export function factsContract(bench: StoreBench): void {
  test('count the list, and how many of it are suppressed', async () => {
    await subscribe(bench, 3);
    await bench.store().suppressions.add('P2@example.com', 'complained');
    await bench.store().suppressions.add('not-on-the-list@example.com', 'complained');
    expect(await bench.store().facts()).toMatchObject({ subscribers: 3, suppressed: 1 });
  });

  test('name the newest migration', async () => {
    expect((await bench.store().facts()).migration).toBe('0012-stop-requests');
  });

  test('compare the clocks if the database has one', async () => {
    bench.now = new Date(Date.now() - 60_000);
    const { clockAheadMs } = await bench.store().facts();
    if (bench.engine === 'sqlite') expect(clockAheadMs).toBeUndefined();
    else expect(Math.abs((clockAheadMs ?? 0) - 60_000)).toBeLessThan(5_000);
  });
}
