import { expect, test } from 'vitest';
import type { Bucket } from '../../../src/subscribers/limits.ts';
import { after, atOnce, START, type StoreBench } from '../stores.ts';

const FIVE_AN_HOUR: Bucket = { key: 'network:1', size: 5, perHour: 5 };

export function limitsContract(bench: StoreBench): void {
  const limits = () => bench.store().limits;
  const taken = async (bucket: Bucket, times: number) => {
    const outcomes = [];
    for (let time = 0; time < times; time++) outcomes.push(await limits().take([bucket]));
    return outcomes.filter(({ kind }) => kind === 'taken').length;
  };

  test('give as many tokens as a bucket holds, and then those that flow in', async () => {
    expect(await taken(FIVE_AN_HOUR, 10)).toBe(5);
    bench.now = after(12 * 60 - 1);
    expect(await taken(FIVE_AN_HOUR, 10)).toBe(0);
    bench.now = after(12 * 60);
    expect(await taken(FIVE_AN_HOUR, 10)).toBe(1);
    bench.now = after(100 * 3600);
    expect(await taken(FIVE_AN_HOUR, 10)).toBe(5);
  });

  test('give tokens ahead of time to those who wait for them', async () => {
    const ahead = { ...FIVE_AN_HOUR, ahead: 2 };
    const outcomes = [];
    for (let time = 0; time < 8; time++) outcomes.push(await limits().take([ahead]));
    const minutes = outcomes.map((each) => (each.kind === 'taken' ? each.waitMs / 60_000 : each));
    const empty = { kind: 'empty', key: 'network:1' };
    expect(minutes).toEqual([0, 0, 0, 0, 0, 12, 24, empty]);
    bench.now = after(12 * 60);
    expect(await limits().take([ahead])).toEqual({ kind: 'taken', waitMs: 24 * 60_000 });
  });

  test('name the bucket that is empty, and take nothing from those after it', async () => {
    const one = { key: 'one', size: 1, perHour: 1 };
    const two = { key: 'two', size: 1, perHour: 1 };
    expect(await limits().take([one])).toEqual({ kind: 'taken', waitMs: 0 });
    expect(await limits().take([one, two])).toEqual({ kind: 'empty', key: 'one' });
    expect(await limits().take([two])).toEqual({ kind: 'taken', waitMs: 0 });
  });

  test('give nothing more when the clock is set back', async () => {
    expect(await taken(FIVE_AN_HOUR, 5)).toBe(5);
    bench.now = new Date(START.getTime() - 86_400_000);
    expect(await taken(FIVE_AN_HOUR, 5)).toBe(0);
    bench.now = START;
    expect(await taken(FIVE_AN_HOUR, 5)).toBe(0);
  });

  test('hold when many ask at once, from several connections', async () => {
    const taken = await atOnce(bench, 40, (store) => store.limits.take([FIVE_AN_HOUR]));
    expect(taken.filter(({ kind }) => kind === 'taken')).toHaveLength(5);
  });

  test('let a key be used once until its time', async () => {
    const uses = await atOnce(bench, 10, (store) => store.limits.useOnce('n', after(60)));
    expect(uses.filter((used) => used)).toHaveLength(1);
    expect(await limits().isUsed('n')).toBe(true);
    expect(await limits().isUsed('m')).toBe(false);
    bench.now = after(60);
    expect(await limits().isUsed('n')).toBe(false);
    expect(await limits().useOnce('n', after(120))).toBe(true);
    expect(await limits().useOnce('n', after(120))).toBe(false);
  });
}
