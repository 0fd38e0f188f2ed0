/** The link of a confirmation mail. */
import { beforeEach, describe, expect, test } from 'vitest';
import { SITE_URL, START, useSite } from './site-rig.ts';
import { BROWSER, read, type Sent } from './sign-up/form.ts';

const rig = useSite({ site: { url: SITE_URL, newestEdition: true } });
let count = 0;
/** Another person in each test. */
let ada = { email: '', source: 'form', locale: 'en' };
const HOUR = 3_600_000;

beforeEach(async () => {
  rig.now = new Date(START);
  ada = { ...ada, email: `ada${(count += 1)}@example.com` };
  for (const table of ['sign_ups', 'outbox', 'suppressions']) {
    await rig.store().query(`delete from ${table}`);
  }
});

/** Signs up, and returns the path of the link. */
async function linkFor(signUp = ada): Promise<string> {
  await rig.store().signUps.ask(signUp);
  const [row] = await rig.store().query('select about from outbox order by id desc limit 1');
  return `/confirm/${rig.token(String(row?.['about']), 'sign-up')}`;
}

const get = async (path: string, headers = BROWSER) =>
  read(await rig.app().request(path, { headers: { ...headers } }));
const post = async (path: string, init: RequestInit = { headers: { ...BROWSER } }) =>
  read(await rig.app().request(path, { method: 'POST', ...init }));
const isOnList = async (email: string) =>
  (await rig.store().subscribers.findByEmail(email)) !== undefined;
const kinds = async () => {
  const rows = await rig.store().query('select kind from outbox order by id');
  return rows.map(({ kind }) => String(kind));
};
const buttons = ({ document }: Sent) =>
  Array.from(document.querySelectorAll('button'), (button) => button.textContent.trim());

describe('the link of a confirmation mail', () => {
  test('says that nothing is done yet, and has one button', async () => {
    const page = await get(await linkFor());
    expect(page.status).toBe(200);
    expect(page.says).toBe('You are not subscribed yet');
    expect(buttons(page)).toEqual(['Yes, subscribe me']);
    expect(page.text).toContain('a•••@example.com');
    expect(page.text).not.toContain(ada.email);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  test('confirms nobody by GET, HEAD or a prefetch, however often', async () => {
    const link = await linkFor();
    for (let time = 0; time < 100; time++) {
      const method = time % 2 === 0 ? 'GET' : 'HEAD';
      const headers = { ...BROWSER, 'sec-purpose': 'prefetch', 'user-agent': 'Safelinks' };
      expect((await rig.app().request(link, { method, headers })).status).toBe(200);
    }
    expect(await isOnList(ada.email)).toBe(false);
    expect(await kinds()).toEqual(['confirm']);
  });

  test('puts the reader on the list by POST, welcomes them, and leads to their page', async () => {
    const link = await linkFor();
    const done = await post(link);
    expect([done.status, done.says]).toEqual([200, 'You are subscribed']);
    expect(await isOnList(ada.email)).toBe(true);
    expect(await kinds()).toEqual(['confirm', 'welcome', 'newest-edition']);
    const path = done.document.querySelector('a.action')?.getAttribute('href') ?? '';
    expect(path).toMatch(/^\/p\/v2\./);
    expect((await get(path)).text).toContain('a•••@example.com');
    expect((await rig.store().readers.findByEmail(ada.email))?.state.kind).toBe('active');
  });

  test.each<[string, RequestInit]>([
    ['without headers and body', {}],
    ['with a form of something else', { body: new URLSearchParams({ email: 'x@example.com' }) }],
    ['from a browser without Sec-Fetch-Site', { headers: { origin: 'null' } }],
  ])('can be posted %s', async (_, init) => {
    expect((await post(await linkFor(), init)).says).toBe('You are subscribed');
    expect(await isOnList('x@example.com')).toBe(false);
  });

  test('can be posted again without another effect', async () => {
    const link = await linkFor();
    await Promise.all([post(link), post(link), post(link)]);
    expect((await get(link)).says).toBe('You are subscribed already');
    expect(buttons(await get(link))).toEqual([]);
    expect(await kinds()).toEqual(['confirm', 'welcome', 'newest-edition']);
    const { id = 0 } = (await rig.store().subscribers.findByEmail(ada.email)) ?? {};
    const sql = `select action from consents where subscriber_id = ${id} order by id`;
    expect(await rig.store().query(sql)).toEqual([{ action: 'asked' }, { action: 'confirmed' }]);
  });

  test('does not bring back a reader who left since', async () => {
    const link = await linkFor();
    await post(link);
    await rig.store().subscribers.remove(ada.email);
    expect((await post(link)).says).toBe('This link was used before');
    expect(await isOnList(ada.email)).toBe(false);
  });

  test('expires after 72 hours, and then offers to sign up again', async () => {
    const link = await linkFor();
    rig.now = new Date(START.getTime() + 72 * HOUR + 1000);
    for (const page of [await get(link), await post(link)]) {
      expect([page.status, page.says]).toEqual([410, 'This link has expired']);
      expect(page.document.querySelector('a.action')?.getAttribute('href')).toBe('/subscribe');
    }
    expect(await isOnList(ada.email)).toBe(false);
  });

  test('of a sign-up that was purged has expired, too', async () => {
    const link = await linkFor();
    rig.now = new Date(START.getTime() + 31 * 24 * HOUR);
    await rig.store().signUps.purge();
    expect((await post(link)).says).toBe('This link has expired');
  });

  test('subscribes nobody who has complained since', async () => {
    const link = await linkFor();
    await rig.store().suppressions.add(ada.email, 'spam', 'complaint');
    expect((await post(link)).says).toBe('This address can’t be subscribed here');
    expect(await isOnList(ada.email)).toBe(false);
  });

  test('brings back somebody who was erased, as a new reader', async () => {
    await rig.add(ada.email);
    await rig.store().readers.erase(ada.email);
    expect((await post(await linkFor())).says).toBe('You are subscribed');
    expect(await isOnList(ada.email)).toBe(true);
    expect(await rig.store().query('select * from suppressions')).toEqual([]);
  });

  test('is in the language of the sign-up, wherever it is opened', async () => {
    const page = await get(await linkFor({ ...ada, locale: 'ar' }));
    expect(page.says).toBe('لم يكتمل اشتراكك بعد');
    expect(page.document.documentElement.getAttribute('dir')).toBe('rtl');
  });
});

describe('a token', () => {
  test('of another purpose, list or secret, or a forged one, confirms nobody', async () => {
    const link = await linkFor();
    const [, , token = ''] = link.split('/');
    const id = token.split('.')[2] ?? '';
    const others = [
      rig.token(id, 'reader'),
      rig.token(id, 'erase'),
      rig.token('A'.repeat(22), 'sign-up'),
      token.slice(0, -1),
      `${token}A`,
      token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      token.toUpperCase(),
      '%00',
      '..%2f..',
    ];
    for (const other of others) {
      const { status } = await post(`/confirm/${other}`);
      expect([404, 410]).toContain(status);
    }
    expect(await isOnList(ada.email)).toBe(false);
    expect(await kinds()).toEqual(['confirm']);
  });

  test('of a reader can’t be made from a sign-up, nor the other way round', async () => {
    const link = await linkFor();
    await post(link);
    const token = link.replace('/confirm/', '');
    expect((await get(`/p/${token}`)).status).toBe(404);
    expect((await post(`/u/${token}`)).status).toBe(404);
    expect(await isOnList(ada.email)).toBe(true);
  });
});
