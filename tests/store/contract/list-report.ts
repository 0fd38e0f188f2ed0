import { expect, test } from 'vitest';
import type { Departure } from '../../../src/subscribers/reader.ts';
import { after, nobodyIsDead, PLAN, START, step, subscribe, type StoreBench } from '../stores.ts';

const LOOKS = { atLeast: 3, share: 0.3, withinSeconds: 300 };

export function listReportContract(bench: StoreBench): void {
  const report = () => bench.store().listReport;
  const people = (emails: readonly string[]) =>
    bench.store().subscribers.save(emails.map((email) => ({ email, attributes: {} })));
  const idOf = async (email: string) =>
    (await bench.store().readers.findByEmail(email))?.readerId ??
    expect.fail(`${email} is unknown.`);
  const leave = async (email: string, how: Departure['how'] = 'one-click') => {
    const readerId = await idOf(email);
    await bench.store().readers.leave([{ readerId, how, agent: 'provider' }]);
  };
  /** Sends an edition to everybody on the list; the letters to these are accepted now. */
  const send = async (edition: string, ids: readonly number[]) => {
    const { runs, ledger } = bench.store();
    const claim = await runs.claim(
      await runs.create({ ...PLAN, edition }),
      ...(['one', 30, nobodyIsDead] as const),
    );
    if (claim.kind !== 'claimed') throw new Error('Another owner has the run.');
    for (const state of ['released', 'accepted'] as const) {
      await ledger.record(
        claim.lease,
        ids.map((id) => step(id, state)),
      );
    }
    await runs.free(claim.lease);
  };

  test('pages have all readers once, in list order, forwards and backwards', async () => {
    await subscribe(bench, 7);
    await leave('p3@example.com');
    const pages: (readonly number[])[] = [];
    let after: number | undefined;
    for (;;) {
      const page = await report().page({
        text: '',
        limit: 3,
        ...(after !== undefined && { after }),
      });
      pages.push(page.readers.map(({ id }) => id));
      expect(page.hasPrevious).toBe(after !== undefined);
      if (!page.hasNext) break;
      after = page.readers.at(-1)?.id;
    }
    expect(pages).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    const back = await report().page({ text: '', limit: 3, before: 7 });
    expect(back.readers.map(({ id }) => id)).toEqual([4, 5, 6]);
    expect(back).toMatchObject({ hasPrevious: true, hasNext: true });
    const first = await report().page({ text: '', limit: 3, before: 4 });
    expect(first.readers.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(first).toMatchObject({ hasPrevious: false, hasNext: true });
  });

  test('a whole address finds one reader, in any spelling; a part of one finds several', async () => {
    await people(['da@example.com', 'ada@example.com', 'bob%_@example.com']);
    const find = async (text: string) =>
      (await report().page({ text, limit: 9 })).readers.map(({ email }) => email);
    expect(await find('DA@Example.com')).toEqual(['da@example.com']);
    expect(await find('da@exampl')).toEqual(['da@example.com', 'ada@example.com']);
    expect(await find('%_')).toEqual(['bob%_@example.com']);
    expect(await find('a@example.com')).toEqual(['da@example.com', 'ada@example.com']);
    expect(await find('nobody')).toEqual([]);
  });

  test('suppressions are counted by kind', async () => {
    const { suppressions } = bench.store();
    await suppressions.add('a@example.com', 'gone', 'hard-bounce');
    await suppressions.add('b@example.com', 'gone', 'hard-bounce');
    await suppressions.add('c@example.com', 'spam', 'complaint');
    expect(await report().suppressed()).toEqual({ 'hard-bounce': 2, complaint: 1 });
  });

  test('departures are counted by edition, with how and how soon, the newest edition first', async () => {
    await subscribe(bench, 6);
    await leave('p6@example.com', 'by hand');
    await send('2023-06-13-one', [1, 2, 3, 4, 5]);
    bench.now = after(100);
    await leave('p1@example.com', 'page');
    bench.now = after(1000);
    await send('2023-06-14-two', [2, 3, 4, 5]);
    bench.now = after(1010);
    await leave('p2@example.com');
    bench.now = after(1030);
    await leave('p3@example.com');
    bench.now = after(1090);
    await leave('p4@example.com', 'page');
    await bench.store().readers.comeBack(await idOf('p4@example.com'), { source: 'page' });
    const how = { 'one-click': 0, page: 0, mail: 0, 'by hand': 0, erased: 0 };
    const expected = [
      {
        ...{ edition: '2023-06-14-two', accepted: 4, left: 3, returned: 1, medianSeconds: 30 },
        how: { ...how, 'one-click': 2, page: 1 },
      },
      {
        ...{ edition: '2023-06-13-one', accepted: 5, left: 1, returned: 0, medianSeconds: 100 },
        how: { ...how, page: 1 },
      },
      { accepted: 0, left: 1, returned: 0, how: { ...how, 'by hand': 1 } },
    ];
    const { readers } = bench.store();
    expect((await readers.stats(START)).leavers).toEqual(expected);
    expect((await readers.stats(after(2000))).leavers).toEqual([]);
  });

  test('a domain of which many left right after an edition came is a burst, until they are back', async () => {
    const corp = ['a', 'b', 'c', 'd'].map((name) => `${name}@corp.example.com`);
    await people([...corp, 'x@example.com', 'y@example.com', 'z@example.com']);
    await send('2023-06-14-two', [1, 2, 3, 4, 5, 6, 7]);
    bench.now = after(60);
    for (const email of corp.slice(0, 3)) await leave(email);
    await leave('x@example.com');
    expect(await report().bursts(START, LOOKS)).toEqual([
      {
        ...{ domain: 'corp.example.com', edition: '2023-06-14-two', left: 3, accepted: 4 },
        since: after(60),
      },
    ]);
    expect(await report().bursts(START, { ...LOOKS, share: 0.75 })).toEqual([]);
    expect(await report().bursts(START, { ...LOOKS, withinSeconds: 59 })).toEqual([]);
    expect(await report().bursts(after(61), LOOKS)).toEqual([]);
    await bench.store().readers.comeBack(await idOf('a@corp.example.com'), { source: 'page' });
    expect(await report().bursts(START, LOOKS)).toEqual([]);
  });
}
