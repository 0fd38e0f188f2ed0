import { expect, test } from 'vitest';
import type { Leaving } from '../../../src/subscribers/readers.ts';
import { after, claimed, START, step, subscribe, type StoreBench } from '../stores.ts';

const PAGE = { source: 'preferences page' };

export function readersContract(bench: StoreBench): void {
  const readers = () => bench.store().readers;
  const idOf = async (email: string) =>
    (await readers().findByEmail(email))?.readerId ?? expect.fail(`${email} is unknown.`);
  const leaving = async (email: string, more: Partial<Leaving> = {}): Promise<Leaving> => ({
    readerId: await idOf(email),
    how: 'page',
    agent: 'browser',
    ...more,
  });
  /** Without those of the import. */
  const consents = () =>
    bench.store().query(`select * from consents where action <> 'imported' order by id`);
  const departures = () => bench.store().query('select * from departures order by id');

  test('find somebody by their id and by an address in any spelling', async () => {
    await bench.store().subscribers.save([
      {
        email: 'ada@bücher.example.com',
        firstName: 'Ada',
        attributes: { time_zone: 'Asia/Tokyo' },
      },
    ]);
    const found = await readers().findByEmail('ADA@XN--bcher-KVA.example.com');
    expect(found).toMatchObject({
      email: 'ada@bücher.example.com',
      firstName: 'Ada',
      state: { kind: 'active' },
      timeZone: 'Asia/Tokyo',
      since: START,
    });
    expect(found).not.toHaveProperty('topics');
    expect(await readers().find(found?.readerId ?? '')).toEqual(found);
    expect(await readers().find('nobody')).toBeUndefined();
  });

  test('leave at once, and a second time without a change', async () => {
    await subscribe(bench, 3);
    const wish = await leaving('p1@example.com', { how: 'one-click', agent: 'provider' });
    const stranger: Leaving = { readerId: 'nobody', how: 'page', agent: 'none' };
    bench.now = after(60);
    expect(await readers().leave([wish, stranger, wish])).toEqual(['left', 'unknown', 'already']);
    expect(await readers().leave([wish])).toEqual(['already']);
    expect(await readers().leave([])).toEqual([]);
    expect(await bench.store().subscribers.count()).toBe(2);
    expect(await readers().find(wish.readerId)).toMatchObject({
      email: 'p1@example.com',
      state: { kind: 'unsubscribed', since: after(60) },
    });
    expect(await departures()).toMatchObject([
      { subscriber_id: 1, how: 'one-click', agent: 'provider', domain: 'example.com' },
    ]);
    expect(await consents()).toMatchObject([
      { subscriber_id: 1, action: 'withdrawn', source: 'one-click unsubscribe' },
    ]);
  });

  test('leave in a batch of thousands', async () => {
    await subscribe(bench, 4500);
    const all = await Array.fromAsync(bench.store().subscribers.all());
    const batch = all.map(
      ({ readerId = '' }) => ({ readerId, how: 'page', agent: 'none' }) as const,
    );
    const results = await readers().leave(batch);
    expect(results.filter((each) => each === 'left')).toHaveLength(4500);
    expect(await bench.store().subscribers.count()).toBe(0);
    expect(await consents()).toHaveLength(4500);
  });

  test('leave with the newest edition that was accepted, and how long ago that was', async () => {
    const { runs, ledger } = bench.store();
    await subscribe(bench, 2);
    const trial = {
      edition: 'tried',
      destination: 'mailbox',
      audience: 'all',
      contentHash: '',
    } as const;
    const lease = await claimed(runs);
    await ledger.record(lease, [step(1, 'released'), step(2, 'released')]);
    bench.now = after(10);
    await ledger.record(lease, [step(1, 'accepted'), step(2, 'rejected')]);
    await runs.create(trial);
    bench.now = after(75.9);
    await readers().leave([await leaving('p1@example.com'), await leaving('p2@example.com')]);
    expect(await departures()).toMatchObject([
      { subscriber_id: 1, run_id: lease.run.id, seconds_since_accepted: 65 },
      { subscriber_id: 2, run_id: null, seconds_since_accepted: null },
    ]);
  });

  test('come back with all that they had, and their departure is undone', async () => {
    await subscribe(bench, 1);
    const wish = await leaving('p1@example.com');
    const { readerId } = wish;
    await readers().choose(readerId, { topics: ['weekend'] }, PAGE);
    const before = await readers().find(readerId);
    await readers().leave([wish]);
    await readers().giveReason(readerId, 'by mistake');
    bench.now = after(5);
    expect(await readers().comeBack(readerId, { source: 'unsubscribed page' })).toBe(true);
    expect(await readers().comeBack(readerId, { source: 'unsubscribed page' })).toBe(true);
    expect(await readers().comeBack('nobody', PAGE)).toBe(false);
    expect(await readers().find(readerId)).toEqual(before);
    expect(await departures()).toMatchObject([
      { reason: 'by mistake', undone_at: after(5).toISOString() },
    ]);
    expect((await consents()).map(({ action }) => action)).toEqual([
      'changed',
      'withdrawn',
      'restored',
    ]);
  });

  test.each([
    ['complaint', false],
    ['by-hand', false],
    ['hard-bounce', false],
    ['opted-out', true],
  ] as const)('come back after the suppression %s: %s', async (kind, lifted) => {
    const { suppressions } = bench.store();
    await subscribe(bench, 1);
    const wish = await leaving('p1@example.com');
    await readers().leave([wish]);
    await suppressions.add('p1@example.com', 'why', kind);
    expect(await readers().comeBack(wish.readerId, PAGE)).toBe(lifted);
    expect((await readers().find(wish.readerId))?.state.kind).toBe(
      lifted ? 'active' : 'unsubscribed',
    );
    expect((await suppressions.find('p1@example.com')) === undefined).toBe(lifted);
  });

  test('choose topics, a language, a time zone and a pause, and each change is recorded', async () => {
    await subscribe(bench, 1);
    const id = await idOf('p1@example.com');
    const until = after(14 * 24 * 3600);
    const choices = { topics: ['daily', 'weekend'], locale: 'de', timeZone: 'Europe/Berlin' };
    expect(await readers().choose(id, { ...choices, pausedUntil: until }, PAGE)).toBe(true);
    expect(await readers().find(id)).toMatchObject({
      ...choices,
      state: { kind: 'paused', until },
    });
    expect(await readers().choose(id, choices, PAGE)).toBe(true);
    expect(await readers().choose(id, { topics: [] }, PAGE)).toBe(true);
    expect((await readers().find(id))?.topics).toEqual([]);
    expect(await readers().choose(id, { topics: null, pausedUntil: null }, PAGE)).toBe(true);
    expect(await readers().find(id)).toMatchObject({ state: { kind: 'active' } });
    expect(await readers().find(id)).not.toHaveProperty('topics');
    expect(await readers().choose('nobody', choices, PAGE)).toBe(false);
    expect((await consents()).map(({ detail }) => detail)).toEqual([
      'topics: daily, weekend; language: de; time zone: Europe/Berlin; paused until 2023-06-28',
      'topics: none',
      'topics: all; pause ended',
    ]);
  });

  test('are active again when their pause is over, which needs no change', async () => {
    await subscribe(bench, 1);
    const id = await idOf('p1@example.com');
    await readers().choose(id, { pausedUntil: after(10) }, PAGE);
    bench.now = after(10);
    expect((await readers().find(id))?.state).toEqual({ kind: 'active' });
  });

  test('keep the time zone that they chose when a list with another one is imported', async () => {
    const { subscribers } = bench.store();
    const row = { email: 'p1@example.com', attributes: { time_zone: 'Asia/Tokyo' } };
    await subscribers.save([row]);
    const id = await idOf('p1@example.com');
    await readers().choose(id, { timeZone: 'Europe/Berlin' }, PAGE);
    await subscribers.save([row]);
    await subscribers.save([row], { replace: true });
    expect((await readers().find(id))?.timeZone).toBe('Europe/Berlin');
  });

  test('ask for something once, and use up the answer once', async () => {
    await subscribe(bench, 1);
    const id = await idOf('p1@example.com');
    const asked = await readers().ask(id, 'address', 'new@example.com');
    expect(asked).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/) as string,
      purpose: 'address',
      readerId: id,
      email: 'new@example.com',
      createdAt: START,
    });
    expect(await readers().findRequest(asked.id)).toEqual(asked);
    expect(await readers().useRequest(asked.id)).toBe(true);
    expect(await readers().useRequest(asked.id)).toBe(false);
    expect((await readers().findRequest(asked.id))?.usedAt).toEqual(START);
    expect(await readers().findRequest('none')).toBeUndefined();
    bench.now = after(31 * 24 * 3600);
    await readers().ask(id, 'export');
    expect(await readers().findRequest(asked.id)).toBeUndefined();
    bench.now = after(62 * 24 * 3600);
    await bench.store().signUps.purge();
    expect(await bench.store().query('select id from reader_requests')).toEqual([]);
  });
}
