/** The sign-up form: what people see, what is recorded, and what programs get. */
import { describe, expect, test } from 'vitest';
import { TRAP } from '../../src/site/sign-up/judge.ts';
import { SITE_URL, START } from './site-rig.ts';
import { SENT, useSignUps } from './sign-up/desk.ts';
import { BROWSER, fieldsIn, read } from './sign-up/form.ts';

const desk = useSignUps();
const { rig, from, queued, signUps } = desk;

describe('the form', () => {
  test('records who signed up and queues one confirmation', async () => {
    const email = 'Ada@Example.com';
    const answer = await from({ email, name: 'Ada', topics: 'weekend' });
    expect(answer.status).toBe(200);
    expect(answer.says).toBe(SENT);
    expect(answer.text).toContain('Ada@Example.com');
    expect(await queued()).toEqual(['confirm Ada@Example.com']);
    expect(await signUps()).toMatchObject([
      {
        email,
        name: 'Ada',
        topics: ',weekend,',
        locale: 'en-US',
        source: 'sign-up form "page"',
        page: `${SITE_URL}/subscribe`,
        ip: '198.51.100.0/24',
        doubtful: 0,
      },
    ]);
    const [wording] = await rig.store().query('select text from wordings');
    expect(wording).toEqual({
      text: 'By subscribing, I agree to get The Politics Briefing by email. I can unsubscribe at any time with the link in every email.',
    });
    expect((await rig.store().subscribers.findByEmail(email))?.email).toBeUndefined();
  });

  test('is what the bare address of the site leads to', async () => {
    const answer = await desk.app.request('/');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/subscribe');
  });

  test('shows the words that a reader agrees to, and ticks every topic', async () => {
    const page = await read(await desk.app.request('/subscribe', { headers: BROWSER }));
    expect(page.status).toBe(200);
    expect(page.text).toContain('I can unsubscribe at any time with the link in every email.');
    expect(fieldsIn(page).getAll('topics')).toEqual(['daily', 'weekend']);
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(page.text).not.toContain('<script');
  });

  test('records no choice if no topic is chosen or known', async () => {
    await from({ email: 'ada@example.com', topics: 'nonsense' });
    expect(await signUps()).toMatchObject([{ topics: null }]);
  });

  test.each(['', 'ada', 'ada@', 'ada@example', '@example.com', 'a b@example.com', 'a@b@c.d'])(
    'is shown again for an incomplete address: %j',
    async (email) => {
      const answer = await from({ email, name: 'Ada' });
      expect(answer.status).toBe(422);
      expect(answer.says).toMatch(/^Enter a complete email address/);
      const input = answer.document.querySelector('#email');
      expect(input?.getAttribute('aria-invalid')).toBe('true');
      expect(input?.getAttribute('value')).toBe(email);
      expect(answer.document.querySelector('#name')?.getAttribute('value')).toBe('Ada');
      expect(await signUps()).toEqual([]);
    },
  );

  test('can be corrected at once after a mistake', async () => {
    const again = await from({ email: 'ada@gmial' });
    const answer = await desk.send(fieldsIn(again), { email: 'ada@example.com' });
    expect(answer.says).toBe(SENT);
    expect(await queued()).toEqual(['confirm ada@example.com']);
  });

  test('helps a person who left it open overnight, and keeps what they typed', async () => {
    const again = await from(
      { email: 'ada@example.com', name: 'Ada', topics: 'weekend' },
      { seconds: 25 * 3600 },
    );
    expect(again.status).toBe(200);
    expect(again.says).toMatch(/^This page was open for more than a day/);
    expect(await queued()).toEqual([]);
    const answer = await desk.send(fieldsIn(again), {});
    expect(answer.says).toBe(SENT);
    expect(await queued()).toEqual(['confirm ada@example.com']);
    expect(await signUps()).toMatchObject([{ name: 'Ada', topics: ',weekend,' }]);
  });

  test('answers a second click as the first one, and sends one mail', async () => {
    const page = await read(await desk.app.request('/subscribe', { headers: BROWSER }));
    rig.now = new Date(START.getTime() + 5000);
    const clicks = [1, 2, 3].map(() => desk.send(fieldsIn(page), { email: 'ada@example.com' }));
    const answers = await Promise.all(clicks);
    expect(new Set(answers.map(({ says }) => says))).toEqual(new Set([SENT]));
    expect(await queued()).toEqual(['confirm ada@example.com']);
  });

  test('asks for another click when it is sent again with another address', async () => {
    const page = await read(await desk.app.request('/subscribe', { headers: BROWSER }));
    rig.now = new Date(START.getTime() + 5000);
    await desk.send(fieldsIn(page), { email: 'ada@example.com' });
    const again = await desk.send(fieldsIn(page), { email: 'bob@example.com' });
    expect(again.says).toMatch(/^This form was sent before/);
    expect(await queued()).toEqual(['confirm ada@example.com']);
    await desk.send(fieldsIn(again), {});
    expect(await queued()).toHaveLength(2);
  });

  test('says if the domain accepts no mail, and lets people in if that is not known', async () => {
    desk.routes.set('gmial.com', 'refuses').set('slow.org', 'unknown');
    const answer = await from({ email: 'ada@gmial.com' });
    expect(answer.status).toBe(422);
    expect(answer.says).toMatch(/^This address can’t receive email/);
    expect((await from({ email: 'ada@slow.org' })).says).toBe(SENT);
    expect(await queued()).toEqual(['confirm ada@slow.org']);
  });

  test.each([
    ['de', 'Schauen Sie in Ihr Postfach', 'ltr'],
    ['ar', 'افتح صندوق بريدك', 'rtl'],
    ['xx-unknown', SENT, 'ltr'],
  ])('speaks the language of the browser: %s', async (language, says, direction) => {
    const headers = { ...BROWSER, 'accept-language': language };
    const answer = await from({ email: 'ada@example.com' }, { headers });
    expect(answer.says).toBe(says);
    expect(answer.document.documentElement.getAttribute('dir')).toBe(direction);
  });
});

describe('the answer is the same', () => {
  const answerFor = async (email: string) => {
    const { status, text, headers } = await from({ email });
    const kept = Object.fromEntries(headers);
    return { status, text: text.replaceAll(email, 'ADDRESS'), headers: kept };
  };

  test('for new, pending, subscribed, unsubscribed, suppressed and erased addresses', async () => {
    const { store } = rig;
    await rig.add('reader@example.com');
    await rig.add('left@example.com');
    await store().subscribers.remove('left@example.com');
    await store().suppressions.add('spam@example.com', 'spam', 'complaint');
    await store().suppressions.add('hand@example.com', 'by hand', 'by-hand');
    await store().suppressions.add('bounced@example.com', '550', 'hard-bounce');
    await rig.add('erased@example.com');
    await store().readers.erase('erased@example.com');
    await store().signUps.ask({ email: 'pending@example.com', source: 'form' });
    const before = (await queued()).length;
    const names = ['reader', 'left', 'spam', 'hand', 'bounced', 'erased', 'pending', 'abuse'];
    const expected = await answerFor('new@example.com');
    for (const [index, name] of names.entries()) {
      desk.peer = `203.0.${index}.1`;
      expect(await answerFor(`${name}@example.com`)).toEqual(expected);
    }
    expect((await queued()).slice(before).sort()).toEqual([
      'already-subscribed reader@example.com',
      ...['bounced', 'erased', 'left', 'new'].map((name) => `confirm ${name}@example.com`),
    ]);
  });

  test.each([
    ['fills in the field that people don’t see', { [TRAP]: 'Buy now' }, {}],
    ['sends the form within 2 seconds', {}, { seconds: 1 }],
  ])('for a program that %s, which gets no mail', async (_, change, options) => {
    const expected = await answerFor('ada@example.com');
    const before = await queued();
    const caught = await from({ email: 'ada@example.com', ...change }, options);
    expect({
      status: caught.status,
      text: caught.text.replaceAll('ada@example.com', 'ADDRESS'),
    }).toEqual({ status: expected.status, text: expected.text });
    const other = await from({ email: 'bob@example.com', ...change }, options);
    expect(other.says).toBe(SENT);
    expect(await queued()).toEqual(before);
  });
});

describe('a request that no form of this site made', () => {
  test.each([
    ['without a ticket', { ticket: '' }, {}],
    ['with a ticket of another form', { form: 'another' }, {}],
    ['with a forged ticket', { ticket: `f1.abcdefgh.${'0'.repeat(8)}.${'a'.repeat(22)}` }, {}],
    [
      'from a page of another site',
      {},
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    ],
    ['with a foreign Origin alone', {}, { 'sec-fetch-site': '', origin: 'https://evil.example' }],
  ])('leads to the form, filled in, and to no mail: %s', async (_, change, more) => {
    const headers = Object.fromEntries(
      Object.entries({ ...BROWSER, ...more }).filter(([, value]) => value !== ''),
    );
    const page = await read(await desk.app.request('/subscribe', { headers: BROWSER }));
    rig.now = new Date(START.getTime() + 5000);
    const again = await desk.send(fieldsIn(page), { email: 'ada@example.com', ...change }, headers);
    expect(again.status).toBe(200);
    expect(again.says).toMatch(/^One more click/);
    expect(again.document.querySelector('#email')?.getAttribute('value')).toBe('ada@example.com');
    expect(await queued()).toEqual([]);
    expect((await desk.send(fieldsIn(again), {})).says).toBe(SENT);
  });

  test('and one that can’t be read changes nothing', async () => {
    const types = ['text/plain', 'application/xml', 'text/html', ''];
    for (const type of types) {
      const headers = { ...BROWSER, 'content-type': type };
      const answer = await desk.app.request('/subscribe', {
        method: 'POST',
        body: 'email=ada@example.com',
        headers,
      });
      expect(answer.status).toBe(415);
    }
    expect(await signUps()).toEqual([]);
  });

  test('nor does HEAD, GET or another method', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) {
      const url = '/subscribe?email=ada@example.com&name=Ada';
      const { status } = await desk.app.request(url, { method, headers: BROWSER });
      expect(status).toBe(['GET', 'HEAD'].includes(method) ? 200 : 405);
    }
    expect(await signUps()).toEqual([]);
  });
});
