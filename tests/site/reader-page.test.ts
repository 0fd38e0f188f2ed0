/** What the forms of a reader's own page do, without a browser. */
import { describe, expect, test } from 'vitest';
import { maskAddresses } from '../../src/base/mask-address.ts';
import { useSite } from './site-rig.ts';

const rig = useSite();
let counter = 0;
const fresh = async () => {
  const email = `person${(counter += 1)}@example.net`;
  const id = await rig.add(email);
  return { email, id, path: `/p/${rig.token(id)}` };
};
const readerOf = async (email: string) => {
  const reader = await rig.store().readers.findByEmail(email);
  if (!reader) throw new Error(`${email} is unknown.`);
  return reader;
};
const post = async (
  path: string,
  fields: Record<string, string> | string[][] = {},
  headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' },
) => {
  const body = new URLSearchParams(fields);
  const response = await rig.app().request(path, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const lastConsent = async (id: string) => (await rig.store().readers.record(id))?.consents.at(-1);
const mailsTo = async (email: string) =>
  rig.store().query(`select kind, about, locale from outbox where email = '${email}' order by id`);
const statusIn = (text: string) =>
  /role="status"[^>]*>([\s\S]*?)<\/(?:p|div)>/
    .exec(text)?.[1]
    ?.replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

describe('the page', () => {
  test('names the newsletter and the masked address, and has the button to leave first', async () => {
    const { email, path } = await fresh();
    const response = await rig.app().request(path);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).not.toContain(email);
    expect(text).toContain('p•••@example.net');
    expect(maskAddresses(text)).not.toContain('@example.net,');
    const buttons = [...text.matchAll(/<button[^>]*>\s*([^<]*?)\s*</g)].map(([, label]) => label);
    expect(buttons[0]).toBe('Unsubscribe');
  });

  test('is the same at the header’s URL', async () => {
    const { id, path } = await fresh();
    const [one, other] = [
      await (await rig.app().request(path)).text(),
      await (await rig.app().request(`/u/${rig.token(id)}`)).text(),
    ];
    expect(other).toBe(one);
  });

  test.each([
    ['de-AT,en;q=0.5', 'de-AT', 'ltr', 'Abbestellen'],
    ['ar', 'ar', 'rtl', 'إلغاء الاشتراك'],
    ['tlh, en;q=0.1, de;q=0.9', 'de', 'ltr', 'Abbestellen'],
    ['*', 'en-US', 'ltr', 'Unsubscribe'],
    ['de;q=0, x-klingon', 'en-US', 'ltr', 'Unsubscribe'],
    ['de-u-nu-arab', 'de', 'ltr', 'Abbestellen'],
    ['__proto__, constructor;q=0.9', 'en-US', 'ltr', 'Unsubscribe'],
  ])('is in the language of %s', async (accept, lang, direction, label) => {
    const { path } = await fresh();
    const response = await rig.app().request(path, { headers: { 'accept-language': accept } });
    const text = await response.text();
    expect(text).toContain(`<html lang="${lang}" dir="${direction}">`);
    expect(text).toContain(label);
  });

  test('is in the reader’s language whatever the browser wants', async () => {
    const { id, path } = await fresh();
    await rig.store().readers.choose(id, { locale: 'de' }, { source: 'a test' });
    const response = await rig.app().request(path, { headers: { 'accept-language': 'fr' } });
    expect(await response.text()).toContain('<html lang="de"');
  });

  test('of a reader whose address has markup shows it as text', async () => {
    const id = await rig.add(`o'<b>&"x@example.net`.replaceAll(/[<>"]/g, ''));
    const response = await rig.app().request(`/p/${rig.token(id)}`);
    expect(await response.text()).not.toContain('<b>');
  });
});

describe('leaving', () => {
  test('takes the reader off the list, and offers a way back and room for a reason', async () => {
    const { email, path } = await fresh();
    const left = await post(`${path}/leave`);
    expect(left.status).toBe(200);
    expect(statusIn(left.text)).toContain('You no longer get The Politics Briefing');
    expect((await readerOf(email)).state.kind).toBe('unsubscribed');
    expect(left.text).toContain('That was a mistake: subscribe again');
    expect(left.text).toContain('Would you tell us why?');
  });

  test('keeps the evidence: from a page, in a browser', async () => {
    const { id, path } = await fresh();
    const agent = 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/150.0';
    await post(`${path}/leave`, {}, { 'user-agent': agent, 'accept-language': 'en' });
    const record = await rig.store().readers.record(id);
    expect(record?.departures).toMatchObject([{ how: 'page', agent: 'browser' }]);
  });

  test('twice is no error', async () => {
    const { path } = await fresh();
    await post(`${path}/leave`);
    const again = await post(`${path}/leave`);
    expect([again.status, statusIn(again.text)]).toEqual([
      200,
      expect.stringContaining('You no longer get'),
    ]);
  });

  test('was a mistake: everything is as it was', async () => {
    const { email, id, path } = await fresh();
    await post(`${path}/topics`, { topics: 'weekend' });
    await post(`${path}/leave`);
    const back = await post(`${path}/return`);
    expect(statusIn(back.text)).toBe('Welcome back. You get The Politics Briefing again.');
    const reader = await readerOf(email);
    expect([reader.state.kind, reader.topics]).toEqual(['active', ['weekend']]);
    expect(await lastConsent(id)).toMatchObject({
      action: 'restored',
      source: 'preferences page',
      wording: 'That was a mistake: subscribe again',
    });
  });

  test('in a pause was a mistake: the pause goes on, and the page says so', async () => {
    const { email, path } = await fresh();
    await post(`${path}/pause`, { weeks: '2' });
    await post(`${path}/leave`);
    const back = await post(`${path}/return`);
    expect((await readerOf(email)).state.kind).toBe('paused');
    expect(statusIn(back.text)).toMatch(/^Your letters are paused until January 19, 2026\.$/);
    expect(back.text).toContain('Get letters again now');
  });

  test('for a complaint can’t be taken back on the page', async () => {
    const { email, path } = await fresh();
    await post(`${path}/leave`);
    await rig.store().suppressions.add(email, 'marked as spam', 'complaint');
    const back = await post(`${path}/return`);
    expect(statusIn(back.text)).toContain('can’t be subscribed again here');
    expect((await readerOf(email)).state.kind).toBe('unsubscribed');
  });

  test.each([
    [{ reason: 'too-often' }, 'too-often'],
    [{ reason: 'other', words: ' I moved\r\n\u0000 away ' }, 'other: I moved away'],
    [{ words: '<script>' }, '<script>'],
    [{ reason: 'made-up', words: 'x'.repeat(900) }, 'x'.repeat(500)],
    [{ reason: '' }, undefined],
  ])('%#: the reason is kept as it was given, without what is no text', async (fields, kept) => {
    const { id, path } = await fresh();
    await post(`${path}/leave`);
    const answer = await post(`${path}/reason`, fields);
    expect([answer.status, answer.text.includes('<script>')]).toEqual([200, false]);
    expect((await rig.store().readers.record(id))?.departures.at(-1)?.reason).toBe(kept);
  });

  test('the link of an erased reader opens a page that says so, and its forms do nothing', async () => {
    const { email, path } = await fresh();
    await rig.store().readers.erase(email);
    for (const answer of [
      await post(`${path}/leave`),
      await post(`${path}/return`),
      await post(`${path}/export`),
    ]) {
      expect([answer.status, answer.text.includes('no longer exists')]).toEqual([200, true]);
    }
    expect((await rig.app().request(path)).status).toBe(200);
    expect(await mailsTo(email)).toEqual([]);
  });
});

describe('choices', () => {
  test('topics: those that were ticked, and no others', async () => {
    const { email, id, path } = await fresh();
    const saved = await post(`${path}/topics`, [
      ['topics', 'weekend'],
      ['topics', 'made-up'],
      ['topics', "',drop table"],
    ]);
    expect(statusIn(saved.text)).toBe('Saved. You get: The weekend read.');
    expect((await readerOf(email)).topics).toEqual(['weekend']);
    expect(await lastConsent(id)).toMatchObject({ action: 'changed', detail: 'topics: weekend' });
    const none = await post(`${path}/topics`);
    expect(statusIn(none.text)).toContain('only get letters that go to everybody');
    expect((await readerOf(email)).topics).toEqual([]);
  });

  test.each([2, 4, 8])('a pause of %i weeks, and its end at a click', async (weeks) => {
    const { email, path } = await fresh();
    const paused = await post(`${path}/pause`, { weeks: String(weeks) });
    const until = new Date(rig.now.getTime() + weeks * 7 * 86_400_000);
    expect((await readerOf(email)).state).toEqual({ kind: 'paused', until });
    const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
    expect(statusIn(paused.text)).toBe(`Your letters are paused until ${date.format(until)}.`);
    expect(paused.text).toContain('Get letters again now');
    await post(`${path}/resume`);
    expect((await readerOf(email)).state).toEqual({ kind: 'active' });
  });

  test.each(['', '1', '3', '52', '-2', '2e0', '2 '.repeat(3), 'NaN'])(
    'a pause of "%s" weeks is none',
    async (weeks) => {
      const { email, path } = await fresh();
      expect((await post(`${path}/pause`, { weeks })).status).toBe(200);
      expect((await readerOf(email)).state.kind).toBe('active');
    },
  );

  test('language and time zone: the page is in the new language at once', async () => {
    const { email, id, path } = await fresh();
    const fields = { locale: 'de', timeZone: 'Europe/Berlin' };
    const saved = await post(`${path}/language`, fields);
    expect(statusIn(saved.text)).toBe('Sprache und Zeitzone sind gespeichert.');
    expect(await readerOf(email)).toMatchObject(fields);
    expect(await lastConsent(id)).toMatchObject({
      detail: 'language: de; time zone: Europe/Berlin',
    });
  });

  test.each([
    { locale: 'xx', timeZone: 'Mars/Olympus' },
    { locale: '__proto__', timeZone: '' },
    { locale: 'toString', timeZone: '../etc' },
  ])('%j changes nothing', async (fields) => {
    const { email, path } = await fresh();
    expect((await post(`${path}/language`, fields)).status).toBe(200);
    const { locale, timeZone } = await readerOf(email);
    expect([locale, timeZone]).toEqual([undefined, undefined]);
  });

  test('the record of consent keeps a truncated address only if the config says so', async () => {
    const { id, path } = await fresh();
    const headers = { 'x-forwarded-for': '203.0.113.77' };
    await post(`${path}/pause`, { weeks: '2' }, headers);
    expect((await lastConsent(id))?.ip).toBeUndefined();
    const app = rig.remake(({ settings }) => ({
      settings: { ...settings, consentIp: 'truncated', trustedProxies: 1 },
    }));
    await app.request(`${path}/resume`, { method: 'POST', headers });
    expect((await lastConsent(id))?.ip).toBe('203.0.113.0/24');
  });
});

describe('a form of another site', () => {
  test.each<[string, Record<string, string>, number]>([
    [
      'of this site',
      { 'sec-fetch-site': 'same-origin', origin: 'https://letters.example.com' },
      200,
    ],
    [
      'of this site that hides where it is',
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
      200,
    ],
    ['of this site without an Origin', { 'sec-fetch-site': 'same-origin' }, 200],
    ['that the reader sent from the history', { 'sec-fetch-site': 'none' }, 200],
    ['of an old browser', {}, 200],
    ['of an old browser that hides where it is', { origin: 'null' }, 200],
    ['of an old browser with an Origin', { origin: 'https://letters.example.com' }, 200],
    ['of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['of another site that hides', { 'sec-fetch-site': 'cross-site', origin: 'null' }, 403],
    ['of a site beside this one', { 'sec-fetch-site': 'same-site' }, 403],
    ['of another site, by an old browser', { origin: 'https://evil.example' }, 403],
    [
      'of this host without https, by an old browser',
      { origin: 'http://letters.example.com' },
      403,
    ],
    ['of something that is no origin', { origin: 'letters.example.com' }, 403],
  ])('%s: %j is answered with %i', async (_, headers, status) => {
    const { email, path } = await fresh();
    const answer = await post(`${path}/leave`, {}, headers);
    expect(answer.status).toBe(status);
    expect((await readerOf(email)).state.kind).toBe(status === 200 ? 'unsubscribed' : 'active');
  });
});

describe('another address', () => {
  test('is asked by mail, and nothing changes before it confirms', async () => {
    const { email, path } = await fresh();
    const asked = await post(`${path}/address`, { email: 'new-one@example.org' });
    expect(statusIn(asked.text)).toContain('We have sent a link to the new address');
    expect((await readerOf(email)).email).toBe(email);
    expect(await mailsTo('new-one@example.org')).toMatchObject([{ kind: 'confirm-address' }]);
  });

  test('that is known, suppressed or unknown gets the same answer', async () => {
    await rig.add('known@example.org');
    await rig.store().suppressions.add('complained@example.org', 'marked as spam', 'complaint');
    const answers = [];
    for (const email of ['known', 'complained', 'never-seen'].map(
      (name) => `${name}@example.org`,
    )) {
      const { path } = await fresh();
      const { status, text } = await post(`${path}/address`, { email });
      answers.push([status, text.replaceAll(/\/p\/[\w.-]+/g, '')]);
    }
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await mailsTo('complained@example.org')).toEqual([]);
  });

  test.each([
    '',
    'x',
    'a@b',
    'a b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    `${'x'.repeat(300)}@example.org`,
    'a@example.org, b@example.org',
    '"><script>@example.org',
  ])('that is none, such as "%s", is refused and shown again as text', async (typed) => {
    const { path } = await fresh();
    const answer = await post(`${path}/address`, { email: typed });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('aria-invalid="true"');
    expect(answer.text).not.toContain('<script>');
    const [mails] = await rig.store().query(`select count(*) as count from outbox
        where email like '%b@example.org' or email like '%xxx%'`);
    expect(Number(mails?.['count'])).toBe(0);
  });

  test('is asked three times a day at most, by one reader and at one address', async () => {
    const { path } = await fresh();
    const victim = 'victim@example.org';
    for (const local of ['a', 'b', 'c']) {
      await post(`${path}/address`, { email: `${local}-of-many@example.org` });
    }
    const fourth = await post(`${path}/address`, { email: 'd-of-many@example.org' });
    expect(statusIn(fourth.text)).toContain('asked for a few times already');
    expect(await mailsTo('d-of-many@example.org')).toEqual([]);
    for (let round = 0; round < 6; round += 1) {
      const other = await fresh();
      await post(`${other.path}/address`, { email: victim });
    }
    expect(await mailsTo(victim)).toHaveLength(3);
  });
});

describe.each([
  ['export', 'It works for one hour, once.'],
  ['erase', 'Nothing is erased until you confirm there.'],
] as const)('%s', (kind, words) => {
  test('sends a fresh mail to the reader’s own address, in their language', async () => {
    const { email, id, path } = await fresh();
    const asked = await post(`${path}/${kind}`);
    expect(statusIn(asked.text)).toContain(words);
    expect(await mailsTo(email)).toMatchObject([{ kind, locale: 'en-US' }]);
    await rig.store().readers.choose(id, { locale: 'ar' }, { source: 'a test' });
    await post(`${path}/${kind}`);
    expect((await mailsTo(email)).at(-1)).toMatchObject({ locale: 'ar' });
    for (let round = 0; round < 5; round += 1) await post(`${path}/${kind}`);
    expect(await mailsTo(email)).toHaveLength(3);
  });

  test('is possible for a reader who left', async () => {
    const { email, path } = await fresh();
    await post(`${path}/leave`);
    await post(`${path}/${kind}`);
    expect(await mailsTo(email)).toHaveLength(1);
  });
});
