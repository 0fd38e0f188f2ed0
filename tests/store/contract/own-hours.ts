import { expect, test } from 'vitest';
import type { Run } from '../../../src/deliver/ledger.ts';
import { claimed, PLAN, START, step, type StoreBench } from '../stores.ts';

const HOUR = 3_600_000;
const hours = (count: number) => new Date(START.getTime() + count * HOUR);

export function ownHoursContract(bench: StoreBench): void {
  const page = (run: Run, at: Date) => bench.store().ledger.page(run, 0, 10, at);
  const names = async (run: Run, at: Date) =>
    (await page(run, at)).map(({ subscriber }) => subscriber.email.split('@')[0]).sort();

  test('hold back each letter until its hour, and the earliest hour is the next retry', async () => {
    const run = await begin(bench);
    expect(await names(run, hours(-9))).toEqual([]);
    expect(await names(run, hours(-8))).toEqual(['tokyo']);
    expect(await names(run, hours(0))).toEqual(['nobody-knows', 'nowhere', 'tokyo']);
    expect(await names(run, hours(4))).toEqual(['new-york', 'nobody-knows', 'nowhere', 'tokyo']);
    expect(await bench.store().ledger.nextRetry(run)).toEqual(hours(-8));
    expect(run.lastHour).toEqual(hours(4));
  });

  test('are kept with the run, which ends with the latest of its audience', async () => {
    const run = await begin(bench);
    const { runs } = bench.store();
    expect(await runs.find(PLAN.edition, PLAN.audience, PLAN.destination)).toEqual(run);
    expect(await runs.create(PLAN)).toEqual(run);
  });

  test('do not delay the retry of a deferred delivery', async () => {
    const run = await begin(bench);
    const { ledger, runs } = bench.store();
    const lease = await claimed(runs);
    const [tokyo] = await page(run, hours(-8));
    const retryAt = hours(-7);
    const change = step(tokyo?.subscriber.id ?? 0, 'deferred', { retryAt });
    await ledger.record(lease, [change]);
    expect(await names(run, hours(-8))).toEqual([]);
    expect(await names(run, retryAt)).toEqual(['tokyo']);
    expect(await ledger.nextRetry(run)).toEqual(retryAt);
  });

  test('delay nothing in a run that has none', async () => {
    await subscribeWorld(bench);
    const run = await bench.store().runs.create(PLAN);
    expect(run.lastHour).toBeUndefined();
    expect(await page(run, new Date(0))).toHaveLength(4);
    expect(await bench.store().ledger.nextRetry(run)).toBeUndefined();
  });

  test('can differ in every time zone there is', async () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const people = zones.map((zone, index) => ({
      email: `p${index}@example.com`,
      attributes: { timezone: zone },
    }));
    await bench.store().subscribers.save(people);
    const at = new Map(zones.map((zone, index) => [zone, hours(index)]));
    const run = await bench
      .store()
      .runs.create({ ...PLAN, hours: { otherwise: START, zones: at } });
    expect(run.total).toBe(zones.length);
    expect(await bench.store().ledger.page(run, 0, 1000, hours(99))).toHaveLength(100);
  });
}

async function subscribeWorld({ store }: StoreBench): Promise<void> {
  const people = [
    { email: 'tokyo@example.com', attributes: { time_zone: 'Asia/Tokyo' } },
    { email: 'new-york@example.com', attributes: { timezone: 'America/New_York' } },
    { email: 'nobody-knows@example.com', attributes: {} },
    { email: 'nowhere@example.com', attributes: { time_zone: 'Mars/Olympus' } },
  ];
  await store().subscribers.save(people);
}

async function begin(bench: StoreBench): Promise<Run> {
  await subscribeWorld(bench);
  const zones = new Map([
    ['Asia/Tokyo', hours(-8)],
    ['America/New_York', hours(4)],
    ['Pacific/Honolulu', hours(10)],
  ]);
  return bench.store().runs.create({ ...PLAN, hours: { otherwise: START, zones } });
}
