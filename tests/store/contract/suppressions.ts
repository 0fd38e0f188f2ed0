import { expect, test } from 'vitest';
import { claimed, PLAN, rowOf, START, step, subscribe, type StoreBench } from '../stores.ts';

export function suppressionsContract(bench: StoreBench): void {
  test('match an address in any spelling, and keep the first reason', async () => {
    const { suppressions, runs } = bench.store();
    await subscribe(bench, 2, ['bücher.example.com']);
    await suppressions.add('P2@XN--bcher-KVA.example.com', 'unsubscribed');
    await suppressions.add('p2@bücher.example.com', 'complained');
    const run = await runs.create(PLAN);
    expect(await Array.fromAsync(runs.undelivered(run))).toEqual([
      expect.objectContaining({ email: 'p2@bücher.example.com', reason: 'unsubscribed' }),
    ]);
  });

  test('are found with their reason and since when', async () => {
    const { suppressions } = bench.store();
    await suppressions.add('ada@example.com', 'complained');
    expect(await suppressions.find('ADA@example.com')).toMatchObject({ reason: 'complained' });
    expect(await suppressions.find('ben@example.com')).toBeUndefined();
  });

  test('made by the ledger are the same list', async () => {
    const { ledger, runs, suppressions } = bench.store();
    await subscribe(bench, 1);
    await ledger.suppress('p1@example.com', '550 no such user');
    await suppressions.add('p1@example.com', 'complained');
    await claimed(runs);
    expect(await rowOf(bench.store(), 1)).toMatchObject({
      state: 'suppressed',
      reply: '550 no such user',
    });
  });

  test('added in the middle of a run stop the release of waiting letters', async () => {
    const { ledger, runs, suppressions } = bench.store();
    await subscribe(bench, 2);
    const lease = await claimed(runs);
    await ledger.page(lease.run, 0, 10, START);
    await suppressions.add('p1@example.com', 'unsubscribed');
    const released = [step(1, 'released'), step(2, 'released')];
    expect(await ledger.record(lease, released)).toEqual(['refused', 'moved']);
    expect(await ledger.leaveOut(lease)).toBe(1);
    expect(await rowOf(bench.store(), 1)).toMatchObject({
      state: 'suppressed',
      reply: 'unsubscribed',
    });
  });

  test('of a reader, and their lifting, are in the record of consent, but not what a server said', async () => {
    const { suppressions, ledger, readers } = bench.store();
    await subscribe(bench, 2);
    await suppressions.add('p1@example.com', 'asked by phone');
    await suppressions.add('p1@example.com', 'a second time');
    await suppressions.add('stranger@example.com', 'asked by phone');
    await ledger.suppress('p2@example.com', '550 no such user');
    expect(await suppressions.lift('P1@example.com')).toBe(true);
    expect(await suppressions.lift('p1@example.com')).toBe(false);
    await suppressions.add('p1@example.com', 'a feedback report', 'complaint');
    const entries = async (email: string) => {
      const { readerId = '' } = (await readers.findByEmail(email)) ?? {};
      const { consents } = (await readers.record(readerId)) ?? expect.fail(email);
      return consents.map(({ action, detail }) => [action, detail]);
    };
    expect(await entries('p1@example.com')).toEqual([
      ['imported', undefined],
      ['changed', 'suppressed (by-hand): asked by phone'],
      ['restored', 'suppression lifted (by-hand)'],
      ['withdrawn', 'suppressed (complaint): a feedback report'],
    ]);
    expect(await entries('p2@example.com')).toEqual([['imported', undefined]]);
  });
}
