/** Sign-ups that mean harm, and too many of them. */
import { describe, expect, test } from 'vitest';
import { SENT, useSignUps } from './sign-up/desk.ts';
import { BROWSER } from './sign-up/form.ts';

const desk = useSignUps();
const { rig, from, queued, signUps } = desk;

describe('hostile input', () => {
  test.each([
    ['a null byte', 'ada\0@example.com'],
    ['a line break and a header', 'ada@example.com\r\nBcc: victim@example.org'],
    ['a line feed', 'ada@example.com\nBcc: victim@example.org'],
    ['two addresses', 'ada@example.com,bob@example.com'],
    ['a text that is written from the right', '\u202emoc.elpmaxe@ada'],
    ['markup', '<script>alert(1)</script>@example.com'],
    ['a quotation mark', '"><img src=x onerror=alert(1)>@example.com'],
    ['half a character', '\ud800@example.com'],
    ['a text of 10,000 characters', `${'a'.repeat(10_000)}@example.com`],
    ['a display name', 'Ada <ada@example.com>'],
    ['an address literal', 'ada@[127.0.0.1]'],
  ])('is no address and does no harm: %s', async (_, email) => {
    const answer = await from({ email });
    expect(answer.status).toBe(422);
    expect(answer.document.querySelector('script, img')).toBeNull();
    expect(await queued()).toEqual([]);
  });

  test('in SQL is an address like any other, or none', async () => {
    await from({ email: `o'brien@example.com`, name: `'; drop table subscribers; --` });
    expect(await queued()).toEqual([`confirm o'brien@example.com`]);
    expect(await signUps()).toMatchObject([{ name: `'; drop table subscribers; --` }]);
    expect(await rig.store().subscribers.count()).toBeGreaterThanOrEqual(0);
  });

  test('is escaped where it is shown again', async () => {
    const name = '"><script>alert(1)</script>';
    const answer = await from({ email: 'ada@', name });
    expect(answer.document.querySelector('script')).toBeNull();
    expect(answer.document.querySelector('#name')?.getAttribute('value')).toBe(name);
  });

  test('addresses of other scripts work', async () => {
    for (const email of ['адам@почта.example', 'ada@bücher.example', '用户@例子.example']) {
      expect((await from({ email })).says).toBe(SENT);
    }
    expect(await queued()).toHaveLength(3);
  });

  test('a name that advertises is left out', async () => {
    for (const name of [
      'Visit https://spam.example',
      'www.spam.example',
      'Win at casino.xyz now',
    ]) {
      await rig.store().query('delete from sign_ups');
      await rig.store().query('delete from limits');
      await from({ email: 'ada@example.com', name });
      expect(await signUps()).toMatchObject([{ name: null }]);
    }
    await rig.store().query('delete from limits');
    await from({ email: 'bob@example.com', name: 'Dr. Ana-María O’Neil \u202ejr.' });
    expect((await signUps()).at(-1)).toMatchObject({ name: 'Dr. Ana-María O’Neil jr.' });
  });

  test('of 10 MB is refused', async () => {
    const headers = { ...BROWSER, 'content-type': 'application/x-www-form-urlencoded' };
    const body = `email=${'a'.repeat(10_000_000)}`;
    const answer = await desk.app.request('/subscribe', { method: 'POST', body, headers });
    expect(answer.status).toBe(413);
  });
});

describe('limits', () => {
  test('let 5 an hour in from one network, 20 more wait, and refuse the rest', async () => {
    const says: Record<string, number> = {};
    for (let person = 0; person < 40; person++) {
      const answer = await from({ email: `p${person}@d${person}.example` }, { seconds: 3 });
      says[answer.says] = (says[answer.says] ?? 0) + 1;
    }
    expect(says).toEqual({
      [SENT]: 5,
      'Your email comes a little later': 20,
      'Please try again tomorrow': 15,
    });
    expect(await queued()).toHaveLength(5);
    expect(rig.events).toEqual([{ kind: 'sign-up-limit', isPrivate: false }]);
    desk.peer = '203.0.113.1';
    expect((await from({ email: 'another@example.com' })).says).toBe(SENT);
    rig.now = new Date(rig.now.getTime() + 5 * 3_600_000);
    expect(await rig.store().signUps.release()).toBe(20);
    expect(await queued()).toHaveLength(26);
  });

  test('tell of a private network that is over them, as behind a proxy that is not named', async () => {
    desk.peer = '10.0.0.2';
    for (let person = 0; person < 30; person++) await from({ email: `p${person}@d.example` });
    expect(rig.events).toContainEqual({ kind: 'sign-up-limit', isPrivate: true });
  });

  test('keep nothing more of a network that is over them, however often it sends', async () => {
    const kept = async () => {
      const rows = await Promise.all(
        ['limits', 'used_once', 'sign_ups'].map((table) =>
          rig.store().query(`select count(*) as count from ${table}`),
        ),
      );
      return rows.flat();
    };
    const flood = async (first: number, end: number) => {
      for (let person = first; person < end; person++) {
        await from({ email: `p${person}@d${person}.example` }, { seconds: 3 });
      }
    };
    await flood(0, 30);
    const before = await kept();
    await flood(30, 60);
    expect(await kept()).toEqual(before);
  });

  test('count spellings of one address together, and answer alike beyond them', async () => {
    const emails = [
      'ada.l@gmail.com',
      'a.dal@gmail.com',
      'adal+1@gmail.com',
      'adal@googlemail.com',
    ];
    for (const email of emails) {
      desk.peer = `203.0.${emails.indexOf(email)}.1`;
      expect((await from({ email })).says).toBe(SENT);
    }
    expect(await queued()).toHaveLength(3);
  });

  test('count an IPv6 customer with many networks once', async () => {
    let recorded = 0;
    for (let network = 0; network < 100; network++) {
      desk.peer = `2001:db8:7:${network.toString(16)}::1`;
      const answer = await from({ email: `p${network}@d${network}.example` }, { seconds: 3 });
      if (answer.says === SENT) recorded++;
    }
    expect(recorded).toBeLessThanOrEqual(20);
  });

  test('tell once when the cap on unconfirmed mails is reached', async () => {
    for (let person = 0; person < 30; person++) {
      desk.peer = `203.0.${person}.1`;
      await from({ email: `p${person}@d${person}.example` }, { seconds: 3 });
    }
    expect(await queued()).toHaveLength(20);
    expect(rig.events).toEqual([{ kind: 'sign-up-cap' }]);
    desk.peer = '203.0.99.1';
    const later = await from({ email: 'late@example.org' });
    expect([later.status, later.says]).toEqual([200, 'Your email comes a little later']);
  });

  test('keep no address in the clear', async () => {
    await from({ email: 'ada@example.com' });
    const rows = [
      ...(await rig.store().query('select key from limits')),
      ...(await rig.store().query('select key from used_once')),
    ];
    expect(rows.length).toBeGreaterThan(3);
    expect(JSON.stringify(rows)).not.toMatch(/ada|example|198\.51/);
  });
});
