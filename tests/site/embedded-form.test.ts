/** Sign-up forms on the pages of other sites, with and without a script. */
import { describe, expect, test } from 'vitest';
import { TRAP } from '../../src/site/sign-up/judge.ts';
import { START } from './site-rig.ts';
import { EMBED, SENT, useSignUps } from './sign-up/desk.ts';
import { BROWSER, fieldsIn, read } from './sign-up/form.ts';

const desk = useSignUps();
const { rig, from, queued, signUps } = desk;

describe('a form on another page', () => {
  const CROSS = {
    ...BROWSER,
    origin: EMBED,
    referer: `${EMBED}/news?utm=1`,
    'sec-fetch-site': 'cross-site',
  };

  test('works without a script, with one more click on our page', async () => {
    const body = new URLSearchParams({ email: 'ada@example.com', form: 'front-page' });
    const step = await read(
      await desk.app.request('/subscribe', { method: 'POST', body, headers: CROSS }),
    );
    expect(step.says).toMatch(/^One more click/);
    expect(fieldsIn(step).get('form')).toBe('front-page');
    expect((await desk.send(fieldsIn(step), {})).says).toBe(SENT);
    expect(await signUps()).toMatchObject([{ source: 'sign-up form "front-page"' }]);
  });

  test('works with one click if its page fetches a ticket, and is recorded with its page', async () => {
    const asked = await desk.app.request('/subscribe?form=front-page', {
      headers: { ...CROSS, accept: 'application/json' },
    });
    expect(asked.headers.get('access-control-allow-origin')).toBe(EMBED);
    const { ticket, wording } = (await asked.json()) as Record<string, string>;
    expect(wording).toContain('I agree to get The Politics Briefing');
    rig.now = new Date(START.getTime() + 5000);
    const fields = new URLSearchParams({
      email: 'ada@example.com',
      form: 'front-page',
      ticket: ticket ?? '',
    });
    expect((await desk.send(fields, {}, CROSS)).says).toBe(SENT);
    expect(await signUps()).toMatchObject([{ page: `${EMBED}/news`, doubtful: 0 }]);
  });

  test('leads on to a page that is allowed, and to no other', async () => {
    const answer = await from({ email: 'ada@example.com', next: `${EMBED}/thanks?a=1` });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`${EMBED}/thanks?a=1`);
    for (const next of [
      'https://evil.example/',
      `${EMBED}.evil.example/`,
      'https://paper.example@evil.example/',
      'https://user:pass@paper.example/',
      '//evil.example/',
      'javascript:alert(1)',
      'data:text/html,x',
      `blob:${EMBED}/1`,
      'http://paper.example/',
      `/\\evil.example`,
      '',
    ]) {
      rig.now = new Date(rig.now.getTime() + 86_400_000);
      const shown = await from({ email: 'ada@example.com', next });
      expect([shown.status, shown.says]).toEqual([200, SENT]);
    }
  });

  test('keeps where it leads on to in the step between, which may lead there', async () => {
    const body = new URLSearchParams({ email: 'ada@example.com', next: `${EMBED}/thanks` });
    const step = await read(
      await desk.app.request('/subscribe', { method: 'POST', body, headers: CROSS }),
    );
    expect(step.headers.get('content-security-policy')).toContain(`form-action 'self' ${EMBED};`);
    expect((await desk.send(fieldsIn(step), {})).headers.get('location')).toBe(`${EMBED}/thanks`);
  });
});

describe('JSON', () => {
  const CROSS = {
    ...BROWSER,
    origin: EMBED,
    'sec-fetch-site': 'cross-site',
    accept: 'application/json',
    'content-type': 'application/json',
  };
  const ticketOf = async () => {
    const asked = await desk.app.request('/subscribe', { headers: CROSS });
    return ((await asked.json()) as { ticket: string }).ticket;
  };
  const post = async (fields: unknown, headers: Record<string, string> = CROSS) => {
    const body = typeof fields === 'string' ? fields : JSON.stringify(fields);
    const answer = await desk.app.request('/subscribe', { method: 'POST', body, headers });
    return {
      status: answer.status,
      headers: answer.headers,
      json: (await answer.json()) as unknown,
    };
  };

  test('goes through the same checks', async () => {
    const ticket = await ticketOf();
    const email = 'ada@example.com';
    const topics = ['daily', 'weekend'];
    expect((await post({ email, ticket })).json).toMatchObject({ status: 'now' });
    expect(await queued()).toEqual([]);
    rig.now = new Date(START.getTime() + 5000);
    const trapped = await post({ email, ticket, [TRAP]: 'x' });
    expect(trapped.json).toMatchObject({ status: 'now' });
    expect(await queued()).toEqual([]);
    const answer = await post({ email, ticket, topics });
    expect(answer).toMatchObject({ status: 200, json: { status: 'now', message: SENT } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(EMBED);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(await queued()).toEqual(['confirm ada@example.com']);
    expect(await signUps()).toMatchObject([{ topics: ',daily,weekend,' }]);
    expect(await post({ email: 'bob@example.com', ticket })).toMatchObject({
      status: 422,
      json: { status: 'used', ticket: expect.any(String) as string },
    });
    expect(await post({ email: 'bob@example.com' })).toMatchObject({
      status: 422,
      json: { status: 'one-more' },
    });
    expect(await post({ email: 'bob', ticket: await ticketOf() })).toMatchObject({
      json: { status: 'invalid', message: expect.stringMatching(/^Enter a complete/) as string },
    });
    expect(await queued()).toHaveLength(1);
  });

  test('is allowed from the sites that may embed the form, and no other', async () => {
    const preflight = (origin: string) =>
      desk.app.request('/subscribe', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
    const allowed = await preflight(EMBED);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(EMBED);
    const refused = await preflight('https://evil.example');
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    const ticket = await ticketOf();
    rig.now = new Date(START.getTime() + 5000);
    const evil = { ...CROSS, origin: 'https://evil.example' };
    const { json, headers } = await post({ email: 'ada@example.com', ticket }, evil);
    expect(json).toMatchObject({ status: 'one-more' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(await queued()).toEqual([]);
  });

  test.each(['', '[]', 'null', '"x"', '{', '{"email":', '[{"email":"a@example.com"}]'])(
    'that is no object is refused: %s',
    async (body) => {
      const answer = await desk.app.request('/subscribe', { method: 'POST', body, headers: CROSS });
      expect(answer.status).toBe(415);
    },
  );

  test('with fields of other types is read as if they were absent', async () => {
    for (const email of [1, null, {}, { toString: 'x' }, [], [1], true]) {
      expect(await post({ email, __proto__: { email: 'x@example.com' } })).toMatchObject({
        status: 422,
        json: { status: 'invalid' },
      });
    }
  });
});
