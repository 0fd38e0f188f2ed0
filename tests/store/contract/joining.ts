import { expect, test } from 'vitest';
import type { Standing } from '../../../src/subscribers/reader.ts';
import { after, claimed, step, subscribe, type StoreBench } from '../stores.ts';

const FORM = { source: 'sign-up form', wording: 'Send me the briefing.' };
const DAY = 24 * 3600;

export function joiningContract(bench: StoreBench): void {
  const { store } = bench;
  const readers = () => store().readers;
  const idOf = async (email: string) =>
    (await readers().findByEmail(email))?.readerId ?? expect.fail(`${email} is unknown.`);
  const leave = async (...emails: readonly string[]) => {
    const batch = await Promise.all(
      emails.map(async (email) => ({
        readerId: await idOf(email),
        how: 'one-click' as const,
        agent: 'crawler' as const,
      })),
    );
    return readers().leave(batch);
  };

  const signUp = async (email: string) => {
    await store().signUps.ask({ email, ...FORM });
    const [row] = await store().query(
      `select sign_up_id as id from sign_ups where address_key = '${email}'`,
    );
    return store().signUps.confirm(String(row?.['id']));
  };

  test('an import skips who left or is suppressed, and says which', async () => {
    await subscribe(bench, 4);
    await leave('p2@example.com');
    await store().suppressions.add('p3@example.com', 'complained', 'complaint');
    await store().suppressions.add('p5@example.com', 'asked by phone');
    const batch = [1, 2, 3, 5, 6, 2].map((n) => ({
      email: `P${n}@example.com`,
      name: 'New',
      attributes: { n: '1' },
    }));
    expect(await store().subscribers.save(batch, { replace: true })).toEqual({
      added: 1,
      updated: 1,
      skipped: [
        { index: 1, email: 'P2@example.com', why: 'unsubscribed' },
        { index: 2, email: 'P3@example.com', why: 'suppressed' },
        { index: 3, email: 'P5@example.com', why: 'suppressed' },
        { index: 5, email: 'P2@example.com', why: 'unsubscribed' },
      ],
    });
    expect(await readers().findByEmail('p2@example.com')).toMatchObject({
      email: 'p2@example.com',
      attributes: {},
      state: { kind: 'unsubscribed' },
    });
    expect(await readers().findByEmail('p5@example.com')).toBeUndefined();
  });

  test('an import records where the consent of new readers comes from', async () => {
    await subscribe(bench, 1);
    const rows = ['p1@example.com', 'p2@example.com', 'p3@example.com', 'P2@example.com'];
    const detail = 'exported from Acme, double opt-in';
    await store().subscribers.save(
      rows.map((email) => ({ email, attributes: {}, topics: ['daily'], locale: 'de' })),
      { consentOf: (row) => ({ source: `list.csv:${row + 2}`, detail }) },
    );
    const entries = await store().query('select * from consents order by subscriber_id');
    expect(entries).toMatchObject([
      { subscriber_id: 1, action: 'imported', source: 'unknown' },
      { subscriber_id: 2, action: 'imported', source: 'list.csv:5', detail },
      { subscriber_id: 3, action: 'imported', source: 'list.csv:4', detail },
    ]);
    expect(await readers().findByEmail('p2@example.com')).toMatchObject({
      topics: ['daily'],
      locale: 'de',
    });
    expect(await readers().findByEmail('p1@example.com')).not.toHaveProperty('topics');
  });

  test('what a scanner did is undone since a time, for one domain or kind of program', async () => {
    await subscribe(bench, 8, ['a.org', 'b.org']);
    await leave('p1@a.org');
    bench.now = after(100);
    const since = bench.now;
    await leave('p2@b.org', 'p3@a.org', 'p4@b.org', 'p5@a.org');
    await store().subscribers.remove('p6@b.org');
    await store().suppressions.add('p5@a.org', 'complained', 'complaint');
    await readers().comeBack(await idOf('p4@b.org'), FORM);
    bench.now = after(200);
    const restore = (more = {}) => readers().restore({ since, ...more });
    expect(await restore({ dryRun: true })).toEqual({ restored: 2, suppressed: 1 });
    expect(await restore({ agent: 'browser' })).toEqual({ restored: 0, suppressed: 0 });
    expect(await restore({ until: since })).toEqual({ restored: 0, suppressed: 0 });
    expect(await restore({ domain: 'b.org', agent: 'crawler' })).toEqual({
      restored: 1,
      suppressed: 0,
    });
    expect(await restore()).toEqual({ restored: 1, suppressed: 1 });
    expect(await restore()).toEqual({ restored: 0, suppressed: 1 });
    const on = await Array.fromAsync(store().subscribers.all());
    expect(on.map(({ id }) => id)).toEqual([2, 3, 4, 7, 8]);
    const { consents, departures } = (await readers().record(await idOf('p3@a.org'))) ?? {};
    expect(consents?.map(({ action }) => action)).toEqual(['imported', 'withdrawn', 'restored']);
    expect(departures).toMatchObject([{ how: 'one-click', undoneAt: after(200) }]);
  });

  test('readers are listed by where they stand and by a text', async () => {
    await subscribe(bench, 1205);
    const pausedUntil = after(DAY);
    for (const n of [2, 3]) {
      await readers().choose(await idOf(`p${n}@example.com`), { pausedUntil }, FORM);
    }
    await leave('p4@example.com', 'p5@example.com');
    await store().suppressions.add('p3@example.com', 'complained', 'complaint');
    await store().suppressions.add('p5@example.com', 'complained', 'complaint');
    const list = async (...standings: readonly Standing[]) =>
      (await Array.fromAsync(readers().list({ standings }))).map(({ id }) => id);
    expect(await list('paused')).toEqual([2]);
    expect(await list('unsubscribed')).toEqual([4]);
    expect(await list('suppressed')).toEqual([3, 5]);
    expect(await list('paused', 'unsubscribed')).toEqual([2, 4]);
    expect(await list('active')).toHaveLength(1201);
    expect(await list()).toEqual([]);
    expect(await Array.fromAsync(readers().list())).toHaveLength(1205);
    const found = await Array.fromAsync(readers().list({ text: 'P120', limit: 3 }));
    expect(found.map(({ id }) => id)).toEqual([120, 1200, 1201]);
  });

  test('the list adds up by where readers stand, and each day has who came and who went', async () => {
    await subscribe(bench, 6);
    bench.now = after(DAY);
    await signUp('ada@example.com');
    await store().signUps.ask({ email: 'nobody@example.com', ...FORM });
    await leave('p1@example.com', 'p2@example.com');
    bench.now = after(2 * DAY);
    await signUp('p1@example.com');
    await readers().choose(await idOf('p3@example.com'), { pausedUntil: after(9 * DAY) }, FORM);
    await store().suppressions.add('p4@example.com', 'complained', 'complaint');
    await store().suppressions.add('stranger@example.com', 'complained', 'complaint');
    await readers().erase('p5@example.com');
    const stats = await readers().stats(after(-DAY));
    expect(stats.standings).toEqual({ active: 3, paused: 1, unsubscribed: 1, suppressed: 1 });
    expect(stats).toMatchObject({ erased: 1, pending: 1 });
    expect(stats.days).toEqual([
      { day: '2023-06-14', joined: 6, confirmed: 0, left: 0, returned: 0 },
      { day: '2023-06-15', joined: 1, confirmed: 1, left: 2, returned: 0 },
      { day: '2023-06-16', joined: 0, confirmed: 1, left: 1, returned: 1 },
    ]);
    expect((await readers().stats(after(DAY))).days).toEqual(stats.days.slice(1));
    expect(await store().subscribers.count()).toBe(5);
  });

  test('leavers are counted by the newest edition that they had', async () => {
    await subscribe(bench, 4);
    const lease = await claimed(store().runs);
    const all = [1, 2, 3];
    await store().ledger.record(
      lease,
      all.map((id) => step(id, 'released')),
    );
    await store().ledger.record(
      lease,
      all.map((id) => step(id, 'accepted')),
    );
    await leave('p1@example.com', 'p2@example.com', 'p4@example.com');
    await readers().comeBack(await idOf('p1@example.com'), FORM);
    const { leavers } = await readers().stats(after(0));
    expect(leavers).toMatchObject([
      { edition: lease.run.edition, left: 2, returned: 1, accepted: 3 },
      { left: 1, returned: 0, accepted: 0 },
    ]);
    expect(leavers[1]).not.toHaveProperty('edition');
  });

  test('nobody changes or deletes an entry of the record of consent', async () => {
    await subscribe(bench, 1);
    await readers().choose(
      await idOf('p1@example.com'),
      { locale: 'de' },
      { ...FORM, ip: '192.0.2.0' },
    );
    const { query } = store();
    for (const change of [
      `update consents set action = 'confirmed' where subscriber_id = 1`,
      `update consents set at = '2020-01-01T00:00:00.000Z'`,
      `update consents set source = 'elsewhere'`,
      `update consents set wording = null where ip is not null`,
      `update consents set ip = '192.0.2.1'`,
      `update consents set detail = 'more'`,
      'delete from consents',
    ]) {
      await expect(query(change), change).rejects.toThrow('only added to');
    }
    await query('update consents set ip = null');
    expect(await query('select ip from consents')).toEqual([{ ip: null }, { ip: null }]);
  });
}
