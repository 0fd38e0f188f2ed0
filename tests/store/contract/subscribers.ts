import { expect, test } from 'vitest';
import { PLAN, subscribe, type StoreBench } from '../stores.ts';

const READER_ID = expect.stringMatching(/^[\w-]{22}$/) as string;

export function subscribersContract(bench: StoreBench): void {
  const subscribers = () => bench.store().subscribers;
  const list = () => Array.fromAsync(subscribers().all());

  test('saves every field that is known of a subscriber, and no other', async () => {
    const full = {
      email: 'ada@example.com',
      name: 'A',
      firstName: 'Ada',
      lastName: 'L',
      attributes: { city: 'London', __proto__x: '1' },
    };
    await subscribers().save([full, { email: 'b@example.com', attributes: {} }]);
    expect(await list()).toEqual([
      { id: 1, ...full, readerId: READER_ID },
      { id: 2, email: 'b@example.com', attributes: {}, readerId: READER_ID },
    ]);
  });

  test('updates a subscriber whose address is on the list in another spelling', async () => {
    await subscribers().save([{ email: 'ada@bücher.example.com', attributes: {} }]);
    const saved = await subscribers().save([
      { email: 'ADA@XN--bcher-KVA.example.com', name: 'Ada', attributes: {} },
    ]);
    expect(saved).toMatchObject({ added: 0, updated: 1 });
    expect(await subscribers().count()).toBe(1);
  });

  test('saves the last of two rows with one address', async () => {
    const rows = ['First', 'Last'].map((name) => ({
      email: 'ada@example.com',
      name,
      attributes: {},
    }));
    expect(await subscribers().save(rows)).toMatchObject({ added: 1, updated: 1 });
    const [ada] = await list();
    expect(ada?.name).toBe('Last');
  });

  test('updates only what a row has, and keeps the rest', async () => {
    const full = {
      email: 'zed@example.com',
      firstName: 'Zed',
      attributes: { city: 'Tokyo', time_zone: 'Asia/Tokyo' },
    };
    await subscribers().save([full]);
    await subscribers().save([{ email: 'ZED@example.com', attributes: { plan: 'gold' } }]);
    expect(await list()).toEqual([
      {
        id: 1,
        ...full,
        readerId: READER_ID,
        email: 'ZED@example.com',
        attributes: { ...full.attributes, plan: 'gold' },
      },
    ]);
    expect(await subscribers().timeZones()).toEqual(['Asia/Tokyo']);
  });

  test('overwrites what a row does not have where it replaces', async () => {
    const full = { email: 'zed@example.com', firstName: 'Zed', attributes: { city: 'Tokyo' } };
    await subscribers().save([full]);
    const bare = { email: 'zed@example.com', attributes: {} };
    await subscribers().save([bare], { replace: true });
    expect(await list()).toEqual([{ id: 1, ...bare, readerId: READER_ID }]);
  });

  test('merges rows of one address, of which the later ones win', async () => {
    await subscribers().save([
      { email: 'Ann@example.com', name: 'Ann One', attributes: { time_zone: 'Europe/Berlin' } },
      { email: 'ann@EXAMPLE.com', name: 'Ann Two', attributes: {} },
      { email: 'ann@example.com', attributes: {} },
    ]);
    expect(await list()).toMatchObject([
      { email: 'ann@example.com', name: 'Ann Two', attributes: { time_zone: 'Europe/Berlin' } },
    ]);
  });

  test('takes a removed subscriber off every list, for later imports too', async () => {
    await subscribe(bench, 3);
    expect(await subscribers().remove('P2@example.com')).toBe(true);
    expect(await subscribers().remove('p2@example.com')).toBe(false);
    const saved = await subscribers().save([{ email: 'p2@example.com', attributes: {} }]);
    expect(saved).toEqual({
      added: 0,
      updated: 0,
      skipped: [{ index: 0, email: 'p2@example.com', why: 'unsubscribed' }],
    });
    expect((await list()).map(({ email }) => email)).toEqual(['p1@example.com', 'p3@example.com']);
    expect(await subscribers().count()).toBe(2);
    expect(await subscribers().find(2)).toBeUndefined();
    expect(await subscribers().findByEmail('p2@example.com')).toBeUndefined();
    expect(await subscribers().search('p2', 10)).toEqual([]);
    expect((await bench.store().runs.create(PLAN)).total).toBe(2);
  });

  test('finds a subscriber by an address in any spelling', async () => {
    await subscribers().save([{ email: 'ada@bücher.example.com', attributes: {} }]);
    expect(await subscribers().findByEmail('ADA@XN--bcher-KVA.example.com')).toMatchObject({
      id: 1,
    });
    expect(await subscribers().findByEmail('nobody@example.com')).toBeUndefined();
  });

  test('lists the editions that a reader received, the newest first, without trials', async () => {
    await subscribe(bench, 1);
    await bench.store().runs.create(PLAN);
    await bench.store().runs.create({ ...PLAN, edition: `${PLAN.edition}-two` });
    const { readers } = bench.store();
    const { readerId = '' } = (await readers.findByEmail('p1@example.com')) ?? {};
    const received = async () => (await readers.record(readerId))?.editions;
    const before = await received();
    expect(before?.map(({ edition, state }) => [edition, state])).toEqual([
      [`${PLAN.edition}-two`, 'planned'],
      [PLAN.edition, 'planned'],
    ]);
    await bench.store().runs.create({ ...PLAN, edition: 'tried', destination: 'mailbox' });
    expect(await received()).toEqual(before);
  });

  test('saves an empty batch without effect', async () => {
    expect(await subscribers().save([])).toEqual({ added: 0, updated: 0, skipped: [] });
    expect(await subscribers().count()).toBe(0);
  });

  test('lists more subscribers than a page holds, each once and in order', async () => {
    await subscribe(bench, 2500);
    const emails = (await list()).map(({ email }) => email);
    expect(emails).toEqual(Array.from({ length: 2500 }, (_, index) => `p${index + 1}@example.com`));
  });

  test('finds a subscriber by id, and none for an id that is not on the list', async () => {
    await subscribe(bench, 2);
    expect(await subscribers().find(2)).toEqual({
      id: 2,
      email: 'p2@example.com',
      attributes: {},
      readerId: READER_ID,
    });
    expect(await subscribers().find(3)).toBeUndefined();
  });

  test('finds the subscriber with the longest address and name, the first of equals', async () => {
    expect(await subscribers().longest()).toBeUndefined();
    await subscribers().save([
      { email: 'long-address@example.com', attributes: {} },
      { email: 'a@example.com', firstName: 'Ada', lastName: 'Countess Lovelace', attributes: {} },
      { email: 'b@example.com', name: 'Ada Countess Lovelace', attributes: {} },
      { email: 'c@example.com', name: 'Ada Countess Lovelace', attributes: {} },
    ]);
    expect((await subscribers().longest())?.email).toBe('b@example.com');
  });

  test.each([
    ['', ['ada@example.com', 'ben@example.com', 'u_v@example.com']],
    [' ADA ', ['ada@example.com']],
    ['ada abbot', ['ada@example.com']],
    ['100%', ['ben@example.com']],
    ['_', ['u_v@example.com']],
    ['\\', []],
    ["'; drop table subscribers; --", []],
  ])('finds subscribers whose address or name contains %j', async (text, found) => {
    await subscribers().save([
      { email: 'ada@example.com', firstName: 'Ada', lastName: 'Abbot', attributes: {} },
      { email: 'ben@example.com', name: '100% Ben', attributes: {} },
      { email: 'u_v@example.com', attributes: {} },
    ]);
    const emails = (await subscribers().search(text, 10)).map(({ email }) => email);
    expect(emails).toEqual(found);
  });

  test('finds no more subscribers than the limit', async () => {
    await subscribe(bench, 3);
    expect(await subscribers().search('example', 2)).toHaveLength(2);
  });

  test('lists each time zone once, without unknown zones and those of nobody', async () => {
    await subscribers().save([
      { email: 'a@example.com', attributes: { time_zone: 'Asia/Tokyo' } },
      { email: 'b@example.com', attributes: { timezone: 'America/New_York' } },
      { email: 'c@example.com', attributes: { timezone: 'Asia/Tokyo' } },
      { email: 'd@example.com', attributes: { timezone: 'Mars/Olympus' } },
      { email: 'e@example.com', attributes: {} },
    ]);
    const zones = async () => (await subscribers().timeZones()).toSorted();
    expect(await zones()).toEqual(['America/New_York', 'Asia/Tokyo']);
    await subscribers().save([{ email: 'b@example.com', attributes: {} }], { replace: true });
    expect(await zones()).toEqual(['Asia/Tokyo']);
  });
}
