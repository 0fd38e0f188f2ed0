import { describe, expect, test } from 'vitest';
import type { Lease } from '../../../src/deliver/ledger.ts';
import type { UndeliveredPart } from '../../../src/deliver/runs.ts';
import { after, claimed, PLAN, step, subscribe, type StoreBench } from '../stores.ts';

export function reportsContract(bench: StoreBench): void {
  const { store } = bench;
  const begin = async (count: number, domains?: string[]) => {
    await subscribe(bench, count, domains);
    return claimed(store().runs);
  };

  async function accept(bench: StoreBench, lease: Lease, id: number, seconds: number) {
    bench.now = after(seconds);
    await store().ledger.record(lease, [step(id, 'released')]);
    await store().ledger.record(lease, [step(id, 'accepted')]);
  }

  describe('accepted letters over time', () => {
    test('are none before the first letter is accepted', async () => {
      const { run } = await begin(2);
      expect(await store().runs.acceptedOverTime(run)).toEqual([]);
    });

    test('are counted by the second in a short run, oldest first, without empty seconds', async () => {
      const lease = await begin(5);
      for (const [id, seconds] of [
        [1, 0],
        [3, 9.9],
        [2, 0.4],
        [4, 9.2],
      ] as const)
        await accept(bench, lease, id, seconds);
      expect(await store().runs.acceptedOverTime(lease.run)).toEqual([
        { at: after(0.4), count: 2 },
        { at: after(9.9), count: 2 },
      ]);
    });

    test.each([
      ['minutes', 15],
      ['hours', 15 * 60],
      ['days', 15 * 3600],
    ])('are counted in at most about 300 intervals in a run of %s', async (_, seconds) => {
      const lease = await begin(400);
      const times = Array.from(
        { length: 400 },
        (_, index) => `when ${index + 1} then '${after((index + 1) * seconds).toISOString()}'`,
      );
      await store().query(
        `update deliveries set state = 'accepted',
          updated_at = case subscriber_id ${times.join(' ')} end`,
      );
      const pieces = await store().runs.acceptedOverTime(lease.run);
      expect(pieces.length).toBeGreaterThan(10);
      expect(pieces.length).toBeLessThanOrEqual(302);
      expect(pieces.reduce((sum, { count }) => sum + count, 0)).toBe(400);
      expect(pieces.at(-1)?.at).toEqual(after(400 * seconds));
    });

    test('include only those of the run, and none that failed', async () => {
      const lease = await begin(3);
      const other = await store().runs.create({ ...PLAN, edition: '2023-06-15-y' });
      await accept(bench, lease, 1, 1);
      await store().ledger.record(lease, [step(2, 'rejected'), step(3, 'released')]);
      expect(await store().runs.acceptedOverTime(lease.run)).toEqual([{ at: after(1), count: 1 }]);
      expect(await store().runs.acceptedOverTime(other)).toEqual([]);
    });
  });

  describe('refusals', () => {
    const refused = (id: number, text: string, enhanced?: string) =>
      step(id, 'rejected', {
        reply: { code: 550, text, ...(enhanced !== undefined && { enhanced }) },
      });

    test('with the same enhanced status code count as one reason, whatever their text', async () => {
      const lease = await begin(3);
      await store().ledger.record(lease, [
        refused(1, '550 5.1.1 <p1@example.com> unknown, id=77', '5.1.1'),
        refused(2, '550 5.1.1 <p2@example.com> unknown, id=12', '5.1.1'),
        refused(3, '550 5.7.1 spam', '5.7.1'),
      ]);
      expect(await store().runs.countRefusals(lease.run)).toEqual([
        {
          domain: 'example.com',
          state: 'rejected',
          reason: '550 5.1.1 <…> unknown, id=12',
          count: 2,
        },
        { domain: 'example.com', state: 'rejected', reason: '550 5.7.1 spam', count: 1 },
      ]);
    });

    test('without an enhanced status code are told apart by how they begin', async () => {
      const lease = await begin(4);
      await store().ledger.record(lease, [
        refused(1, '550 no such user here'),
        refused(2, '550 blocked'),
        step(3, 'deferred', { reason: 'the server did not answer' }),
        step(4, 'suppressed', { reason: 'asked to be left out' }),
      ]);
      const rows = await store().runs.countRefusals(lease.run);
      expect(rows.map(({ state, reason }) => [state, reason])).toEqual([
        ['rejected', '550 blocked'],
        ['rejected', '550 no such user here'],
        ['suppressed', 'asked to be left out'],
        ['deferred', 'the server did not answer'],
      ]);
    });

    test('are counted by domain, the most frequent first, at most 100 rows', async () => {
      const domains = Array.from({ length: 120 }, (_, index) => `d${index}.example.com`);
      const lease = await begin(121, domains);
      const all = Array.from({ length: 121 }, (_, index) => refused(index + 1, '550 no', '5.0.0'));
      await store().ledger.record(lease, all);
      const rows = await store().runs.countRefusals(lease.run);
      expect(rows).toHaveLength(100);
      expect(rows[0]).toEqual({
        domain: 'd0.example.com',
        state: 'rejected',
        reason: '550 no',
        count: 2,
      });
    });

    test('are none in a run whose letters were all accepted', async () => {
      const lease = await begin(1);
      await accept(bench, lease, 1, 1);
      expect(await store().runs.countRefusals(lease.run)).toEqual([]);
    });
  });

  test('list who did not get it by name, a part at a time, in the run’s order', async () => {
    await store().subscribers.save([
      { email: 'ada@example.com', name: 'Ada Abbot', attributes: {} },
      { email: 'ben@example.com', firstName: 'Ben', lastName: 'Bosch', attributes: {} },
      { email: 'cy@example.com', attributes: {} },
    ]);
    const lease = await begin(0);
    const list = async (part: Partial<UndeliveredPart> = {}) => {
      const found = await store().runs.undeliveredReaders(lease.run, { limit: 10, ...part });
      return found.map(({ name, email, state, position }) => [position, name ?? email, state]);
    };
    expect(await list()).toEqual([]);
    await store().ledger.record(
      lease,
      [1, 2, 3].map((id) => step(id, 'released')),
    );
    expect(await list()).toEqual([]);
    await store().ledger.record(lease, [
      step(1, 'rejected', { reply: { code: 550, text: '550 no' } }),
      step(2, 'unknown', { reason: 'connection lost' }),
      step(3, 'unknown', { reason: 'connection lost' }),
    ]);
    const all = await list();
    expect(all.map(([, who, state]) => [who, state])).toEqual([
      ['Ada Abbot', 'rejected'],
      ['Ben Bosch', 'unknown'],
      ['cy@example.com', 'unknown'],
    ]);
    expect(await list({ limit: 2 })).toEqual(all.slice(0, 2));
    expect(await list({ after: Number(all[1]?.[0]) })).toEqual(all.slice(2));
    expect(await list({ state: 'unknown', limit: 1 })).toEqual(all.slice(1, 2));
    const [first] = await store().runs.undeliveredReaders(lease.run, { limit: 1 });
    expect(first).toMatchObject({ attempts: 1, reason: '550 no', domain: 'example.com' });
    expect((await store().readers.findByEmail('ada@example.com'))?.readerId).toBe(first?.readerId);
  });
}
