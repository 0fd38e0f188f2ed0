import { expect, test } from 'vitest';
import type { NewSignUp } from '../../../src/subscribers/sign-ups.ts';
import { after, atOnce, type StoreBench } from '../stores.ts';

const ADA: NewSignUp = {
  email: 'Ada@Example.com',
  name: 'Ada',
  topics: ['daily', 'weekend'],
  locale: 'de',
  source: 'sign-up form "page"',
  page: 'https://news.example.com/subscribe',
  wording: 'I want the letter.',
  ip: '192.0.2.0/24',
};
const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

export function signUpsContract(bench: StoreBench): void {
  const signUps = () => bench.store().signUps;
  const rows = (table: string) => bench.store().query(`select * from ${table} order by 1`);
  const queued = async () =>
    (await rows('outbox')).map(({ kind, email }) => `${String(kind)} ${String(email)}`);
  const linkOf = async (address: string) => {
    const [row] = await bench
      .store()
      .query(`select sign_up_id from sign_ups where address_key = '${address.toLowerCase()}'`);
    return String(row?.['sign_up_id']);
  };
  const join = async (signUp: NewSignUp) => {
    await signUps().ask(signUp);
    return signUps().confirm(await linkOf(signUp.email));
  };
  const person = (number: number, more: Partial<NewSignUp> = {}): NewSignUp => ({
    email: `p${number}@d${number}.example`,
    source: 'form',
    ...more,
  });

  test('queue one confirmation, and put nobody on the list before it', async () => {
    expect(await signUps().ask(ADA)).toEqual({ kind: 'now', capReached: false });
    expect(await queued()).toEqual(['confirm Ada@Example.com']);
    expect(await rows('outbox')).toMatchObject([
      { about: await linkOf(ADA.email), locale: 'de', state: 'waiting' },
    ]);
    expect(await bench.store().subscribers.count()).toBe(0);
    expect(await rows('consents')).toEqual([]);
    expect(await signUps().find(await linkOf(ADA.email))).toEqual({
      kind: 'open',
      email: 'Ada@Example.com',
      locale: 'de',
    });
    expect(await signUps().findByEmail('ada@EXAMPLE.com')).toEqual({
      email: 'Ada@Example.com',
      askedAt: bench.now,
      topics: ['daily', 'weekend'],
      mails: 1,
      held: false,
    });
  });

  test('keep the sign-up and its mail together, or neither', async () => {
    const store = bench.store();
    await store.query('alter table outbox rename to outbox_gone');
    await expect(signUps().ask(ADA)).rejects.toThrow();
    await store.query('alter table outbox_gone rename to outbox');
    expect(await rows('sign_ups')).toEqual([]);
    expect(await signUps().ask(ADA)).toMatchObject({ kind: 'now' });
  });

  test('put a person on the list when they confirm, with the record of it', async () => {
    await signUps().ask(ADA);
    await bench.store().query(`update sign_ups set message_id = '<m@example.com>'`);
    bench.now = after(90);
    const link = await linkOf(ADA.email);
    const confirmed = await signUps().confirm(link, { newestEdition: true });
    expect(confirmed).toEqual({
      kind: 'confirmed',
      readerId: expect.stringMatching(/^[\w-]{22}$/) as string,
      locale: 'de',
    });
    expect(await bench.store().subscribers.findByEmail('ada@example.com')).toMatchObject({
      email: 'Ada@Example.com',
      name: 'Ada',
    });
    expect(await rows('subscribers')).toMatchObject([{ topics: ',daily,weekend,', locale: 'de' }]);
    const [wording] = await rows('wordings');
    expect(wording).toMatchObject({ text: 'I want the letter.' });
    const common = {
      source: 'sign-up form "page"',
      page: 'https://news.example.com/subscribe',
      wording: wording?.['hash'],
      locale: 'de',
      message_id: '<m@example.com>',
      detail: 'topics: daily, weekend',
    };
    expect(await rows('consents')).toMatchObject([
      { ...common, action: 'asked', at: after(0).toISOString(), ip: '192.0.2.0/24' },
      { ...common, action: 'confirmed', at: after(90).toISOString(), ip: null },
    ]);
    expect(await queued()).toEqual([
      'confirm Ada@Example.com',
      'welcome Ada@Example.com',
      'newest-edition Ada@Example.com',
    ]);
  });

  test('confirm once, however often and by however many the link is used', async () => {
    await signUps().ask(ADA);
    const link = await linkOf(ADA.email);
    const outcomes = await atOnce(bench, 8, (store) => store.signUps.confirm(link));
    expect(outcomes.filter(({ kind }) => kind === 'confirmed')).toHaveLength(8);
    expect(await rows('consents')).toHaveLength(2);
    expect((await queued()).filter((mail) => mail.startsWith('welcome'))).toHaveLength(1);
  });

  test('do not put somebody back who left, when an old link is used again', async () => {
    await join(ADA);
    await bench.store().subscribers.remove(ADA.email);
    expect(await signUps().confirm(await linkOf(ADA.email))).toEqual({
      kind: 'confirmed',
      locale: 'de',
    });
    expect(await bench.store().subscribers.count()).toBe(0);
  });

  test('let a link work for 72 hours after its mail, and know no other', async () => {
    await signUps().ask(ADA);
    const link = await linkOf(ADA.email);
    bench.now = after(72 * HOUR);
    expect(await signUps().find(link)).toMatchObject({ kind: 'open' });
    bench.now = after(72 * HOUR + 1);
    expect(await signUps().find(link)).toEqual({ kind: 'expired', locale: 'de' });
    expect(await signUps().confirm(link)).toEqual({ kind: 'expired', locale: 'de' });
    expect(await signUps().confirm('nobody')).toEqual({ kind: 'unknown' });
    expect(await bench.store().subscribers.count()).toBe(0);
    await signUps().ask(ADA);
    expect(await linkOf(ADA.email)).not.toBe(link);
    expect(await signUps().confirm(link)).toEqual({ kind: 'unknown' });
  });

  test('resend a confirmation after 10 minutes, 1 hour and 24 hours, and then no more', async () => {
    const times = [0, 9, 10, 60, 69, 70, 100, 70 + 24 * 60 - 1, 70 + 24 * 60, 10_000, 20_000];
    const counts: number[] = [];
    for (const minutes of times) {
      bench.now = after(minutes * MINUTE);
      expect(await signUps().ask(ADA)).toMatchObject({ kind: 'now' });
      counts.push((await queued()).length);
    }
    expect(counts).toEqual([1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
  });

  test('keep the link of an earlier mail when the confirmation is resent', async () => {
    await signUps().ask(ADA);
    const link = await linkOf(ADA.email);
    bench.now = after(10 * MINUTE);
    await signUps().ask({ ...ADA, email: 'ADA@example.COM' });
    expect(await linkOf(ADA.email)).toBe(link);
    expect(await rows('sign_ups')).toHaveLength(1);
  });

  test('bind a link to what was asked with it, whatever others ask for the address', async () => {
    const other = { ...ADA, name: 'Cheap watches', topics: ['weekend'] };
    await signUps().ask(ADA);
    const link = await linkOf(ADA.email);
    bench.now = after(MINUTE);
    await signUps().ask(other);
    expect(await linkOf(ADA.email)).toBe(link);
    expect(await rows('sign_ups')).toMatchObject([{ name: 'Ada', topics: ',daily,weekend,' }]);
    bench.now = after(10 * MINUTE);
    await signUps().ask(other);
    expect(await signUps().confirm(link)).toEqual({ kind: 'unknown' });
    expect(await rows('sign_ups')).toMatchObject([{ name: 'Cheap watches', mails: 2 }]);
  });

  test('are purged 30 days after the last mail, however often somebody asks', async () => {
    for (let days = 0; days <= 35; days++) {
      bench.now = after(days * DAY);
      await signUps().ask(ADA);
      await signUps().purge();
    }
    expect(await queued()).toHaveLength(5);
    expect(await signUps().findByEmail(ADA.email)).toMatchObject({ mails: 1 });
  });

  test('tell somebody on the list so by mail, at most once in 24 hours', async () => {
    await join(ADA);
    const before = (await queued()).length;
    for (const hours of [1, 2, 24, 25, 26]) {
      bench.now = after(hours * HOUR);
      expect(await signUps().ask(ADA)).toEqual({ kind: 'now', capReached: false });
    }
    expect((await queued()).slice(before)).toEqual(
      Array.from({ length: 2 }, () => 'already-subscribed Ada@Example.com'),
    );
    expect(await bench.store().subscribers.count()).toBe(1);
    expect(await signUps().findByEmail(ADA.email)).toBeUndefined();
  });

  test.each(['complaint', 'by-hand'] as const)(
    'never write to an address that is suppressed as %s, and answer as to any other',
    async (kind) => {
      await bench.store().suppressions.add(ADA.email, 'a reason', kind);
      const other = { ...ADA, email: 'other@example.com' };
      expect(await signUps().ask(ADA)).toEqual(await signUps().ask(other));
      expect(await queued()).toEqual(['confirm other@example.com']);
      expect(await signUps().findByEmail(ADA.email)).toBeUndefined();
    },
  );

  test('do not lift a complaint that came after the confirmation mail', async () => {
    await signUps().ask(ADA);
    await bench.store().suppressions.add(ADA.email, 'spam', 'complaint');
    const link = await linkOf(ADA.email);
    expect(await signUps().confirm(link)).toEqual({ kind: 'suppressed' });
    expect(await bench.store().subscribers.count()).toBe(0);
    expect(await bench.store().suppressions.find(ADA.email)).toMatchObject({ kind: 'complaint' });
  });

  test('write once to an address that bounced, whose confirmation lifts that', async () => {
    await bench.store().suppressions.add(ADA.email, '550 no such user', 'hard-bounce');
    for (const days of [0, 1, 2, 3]) {
      bench.now = after(days * DAY);
      expect(await signUps().ask(ADA)).toMatchObject({ kind: 'now' });
    }
    expect(await queued()).toEqual(['confirm Ada@Example.com']);
    bench.now = after(HOUR);
    expect(await signUps().confirm(await linkOf(ADA.email))).toMatchObject({ kind: 'confirmed' });
    expect(await bench.store().suppressions.find(ADA.email)).toBeUndefined();
    expect(await rows('consents')).toMatchObject([
      { detail: 'topics: daily, weekend' },
      { detail: 'topics: daily, weekend; lifted suppression: hard-bounce' },
    ]);
  });

  test('put back somebody who left, with what they had and the same id', async () => {
    const first = await join(ADA);
    await bench.store().subscribers.remove(ADA.email);
    await bench.store().suppressions.add(ADA.email, 'opted out', 'opted-out');
    bench.now = after(DAY);
    const second = await join({ email: ADA.email, locale: 'de', source: 'form' });
    expect(second).toEqual(first);
    expect(await bench.store().suppressions.find(ADA.email)).toBeUndefined();
    expect(await rows('subscribers')).toMatchObject([
      { name: 'Ada', topics: ',daily,weekend,', removed_at: null },
    ]);
  });

  test('hold an address that nobody reads as a person, without a mail', async () => {
    const abuse = { ...ADA, email: 'abuse@example.com', held: true };
    expect(await signUps().ask(abuse)).toEqual({ kind: 'now', capReached: false });
    expect(await queued()).toEqual([]);
    expect(await signUps().findByEmail('abuse@example.com')).toMatchObject({ held: true });
    expect(await signUps().count()).toEqual({ pending: 0, waiting: 0, held: 1 });
  });

  test('purge what was not confirmed within 30 days, and confirmed ones with their link', async () => {
    await signUps().ask(ADA);
    await join(person(1));
    await bench.store().suppressions.add('p2@d2.example', 'spam', 'complaint');
    await signUps().ask(person(2));
    const left = async () => (await rows('sign_ups')).map(({ email }) => email);
    const purgeAfter = async (days: number) => {
      bench.now = after(days * DAY + 1);
      await signUps().purge();
      return left();
    };
    expect(await purgeAfter(0)).toHaveLength(3);
    expect(await purgeAfter(2)).toEqual([ADA.email, 'p1@d1.example']);
    expect(await purgeAfter(3)).toEqual([ADA.email]);
    expect(await purgeAfter(30)).toEqual([]);
    expect(await bench.store().subscribers.count()).toBe(1);
  });

  capsOf(bench, person);
}

function capsOf(
  bench: StoreBench,
  person: (number: number, more?: Partial<NewSignUp>) => NewSignUp,
): void {
  const signUps = () => bench.store().signUps;
  const mails = async () => {
    const rows = await bench.store().query('select email from outbox order by id');
    return rows.map(({ email }) => String(email));
  };
  const askAll = async (people: readonly NewSignUp[]) => {
    const kinds: Record<string, number> = {};
    for (const each of people) {
      const { kind } = await signUps().ask(each);
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
    return kinds;
  };
  const people = (count: number, more: Partial<NewSignUp> = {}) =>
    Array.from({ length: count }, (_, index) => person(index + 1, more));

  test('let at most 20 unconfirmed mails an hour out, and send the others later in order', async () => {
    expect(await askAll(people(50))).toEqual({ now: 20, later: 30 });
    expect(await mails()).toHaveLength(20);
    expect(await signUps().count()).toEqual({ pending: 50, waiting: 30, held: 0 });
    bench.now = after(HOUR - 1);
    expect(await signUps().release()).toBe(0);
    bench.now = after(HOUR);
    expect(await signUps().release()).toBe(20);
    bench.now = after(2 * HOUR);
    expect(await signUps().release()).toBe(10);
    expect(await mails()).toEqual(people(50).map(({ email }) => email));
  });

  test('hand out a mail that waited to the next sender of mails', async () => {
    await askAll(people(21));
    expect(await bench.store().outbox.claim('one', 100, 60)).toHaveLength(20);
    bench.now = after(HOUR);
    const claimed = await bench.store().outbox.claim('two', 100, 60);
    expect(claimed.map(({ to }) => to)).toContain('p21@d21.example');
  });

  test('give the place of a confirmed sign-up to the next one', async () => {
    await askAll(people(30));
    const [row] = await bench
      .store()
      .query(`select sign_up_id from sign_ups where email = 'p1@d1.example'`);
    await signUps().confirm(String(row?.['sign_up_id']));
    expect(await signUps().release()).toBe(1);
    expect((await mails()).at(-1)).toBe('p21@d21.example');
    expect(await signUps().ask(person(31))).toEqual({ kind: 'later', capReached: true });
  });

  test('let at most 10 mails an hour out to one domain, and others past it', async () => {
    const victims = people(40).map((each, index) => ({
      ...each,
      email: `v${index}@victim.example`,
    }));
    expect(await askAll(victims)).toEqual({ now: 10, later: 30 });
    expect(await signUps().ask(person(1))).toEqual({ kind: 'now', capReached: false });
    bench.now = after(HOUR);
    expect(await signUps().release()).toBe(10);
    const others = Array.from({ length: 11 }, (_, index) => person(index + 100));
    expect(await askAll(others)).toEqual({ now: 10, later: 1 });
  });

  test('let doubtful sign-ups use half of the caps, and wait behind the others', async () => {
    const doubtful = people(30, { doubtful: true });
    expect(await askAll(doubtful)).toEqual({ now: 10, later: 20 });
    const others = Array.from({ length: 12 }, (_, index) => person(index + 100));
    expect(await askAll(others)).toEqual({ now: 10, later: 2 });
    bench.now = after(HOUR);
    await signUps().release();
    const sent = await mails();
    expect(sent.slice(20, 22)).toEqual(['p110@d110.example', 'p111@d111.example']);
    expect(sent).toHaveLength(30);
  });

  test('refuse to record more than three days of mails, and no person of a known standing', async () => {
    const known = person(9999);
    await bench.store().suppressions.add(known.email, 'spam', 'complaint');
    const outcomes = await askAll(people(1500));
    expect(outcomes).toEqual({ now: 20, later: 1440, full: 40 });
    expect(await signUps().ask(known)).toEqual({ kind: 'full', capReached: true });
    expect(await signUps().count()).toMatchObject({ pending: 1460, waiting: 1440 });
  });

  test('answer alike under the cap, for every address', async () => {
    await bench.store().subscribers.save([{ email: 'reader@example.org', attributes: {} }]);
    await bench.store().suppressions.add('spam@example.net', 'spam', 'complaint');
    const known = () =>
      ['reader@example.org', 'spam@example.net', 'abuse@example.edu', 'new@example.com'].map(
        (email) => ({ email, source: 'form', held: email.startsWith('abuse') }),
      );
    expect(await askAll(known())).toEqual({ now: 4 });
    await askAll(people(30));
    bench.now = after(10 * MINUTE);
    expect(await askAll(known())).toEqual({ later: 4 });
  });

  test.skipIf(bench.engine === 'postgres')(
    'write as much for one address as for another, so that the time tells nothing',
    async () => {
      await bench.store().subscribers.save([{ email: 'reader@example.org', attributes: {} }]);
      await bench.store().suppressions.add('spam@example.net', 'spam', 'complaint');
      await signUps().ask(person(1, { wording: 'I agree.' }));
      const changes = async (email: string) => {
        const total = 'select total_changes() as changes';
        const [before] = await bench.store().query(total);
        await signUps().ask({ email, source: 'form', wording: 'I agree.' });
        const [now] = await bench.store().query(total);
        return Number(now?.['changes']) - Number(before?.['changes']);
      };
      const counts = [];
      for (const name of ['new@a.example', 'reader@example.org', 'spam@example.net']) {
        // Twice: the second time nobody gets a mail.
        counts.push(await changes(name), await changes(name));
      }
      expect(new Set(counts)).toEqual(new Set([3]));
    },
  );

  test('are busy while half of the mails of an hour are used up', async () => {
    await askAll(people(9));
    expect(await signUps().isBusy()).toBe(false);
    await askAll([person(10)]);
    expect(await signUps().isBusy()).toBe(true);
    bench.now = after(HOUR);
    expect(await signUps().isBusy()).toBe(false);
  });

  test('wait for a time that the caller names, and keep an earlier turn', async () => {
    const later = person(1, { notBefore: after(600) });
    expect(await signUps().ask(later)).toEqual({ kind: 'later', capReached: false });
    expect(await signUps().ask({ ...later, notBefore: after(1200) })).toMatchObject({
      kind: 'later',
    });
    expect(await signUps().release()).toBe(0);
    bench.now = after(600);
    expect(await signUps().release()).toBe(1);
    expect(await mails()).toEqual(['p1@d1.example']);
  });

  test('drop a mail that waited if the address has complained since', async () => {
    await askAll(people(21));
    await bench.store().suppressions.add('p21@d21.example', 'spam', 'complaint');
    bench.now = after(HOUR);
    expect(await signUps().release()).toBe(0);
    expect(await signUps().count()).toMatchObject({ waiting: 0 });
    expect(await mails()).toHaveLength(20);
  });

  test('hold under the cap when many connections ask at once', async () => {
    await atOnce(bench, 60, (store, index) => store.signUps.ask(person(index)));
    expect(await mails()).toHaveLength(20);
  });
}
