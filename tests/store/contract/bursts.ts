import { expect, test } from 'vitest';
import { after, START, subscribe, type StoreBench } from '../stores.ts';

export function burstsContract(bench: StoreBench): void {
  const bursts = (since = START) => bench.store().bursts.since(since, 5, 0.3);

  /** Lets the first readers of a domain leave, one a second. */
  const leave = async (
    domain: string,
    count: number,
    how: 'one-click' | 'by hand' = 'one-click',
  ) => {
    const { readers } = bench.store();
    const rows = await bench
      .store()
      .query(`select reader_id from subscribers where domain = '${domain}' order by id`);
    for (const [index, { reader_id }] of rows.slice(0, count).entries()) {
      bench.now = after(index);
      await readers.leave([{ readerId: String(reader_id), how, agent: 'crawler' }]);
    }
  };

  test('a domain is a burst when more than the share of its readers left, and at least so many', async () => {
    await subscribe(bench, 34, ['a.example', 'b.example']);
    await leave('a.example', 6);
    await leave('b.example', 5);
    // 5 of 17 are less than 30 %.
    expect(await bursts()).toEqual([{ domain: 'a.example', left: 6, of: 17 }]);
  });

  test('four of four are no burst, and neither are those who left before or by hand', async () => {
    await subscribe(bench, 18, ['a.example', 'b.example', 'c.example']);
    await leave('a.example', 4);
    await leave('b.example', 6);
    await leave('c.example', 6, 'by hand');
    expect(await bursts(after(2))).toEqual([]);
    expect(await bursts()).toEqual([{ domain: 'b.example', left: 6, of: 6 }]);
  });

  test('readers who came back are not counted', async () => {
    await subscribe(bench, 6, ['a.example']);
    await leave('a.example', 6);
    const [row] = await bench.store().query('select reader_id from subscribers limit 1');
    const { readers } = bench.store();
    await readers.comeBack(String(row?.['reader_id']), { source: 'preferences page' });
    expect(await bursts()).toEqual([{ domain: 'a.example', left: 5, of: 6 }]);
  });
}
