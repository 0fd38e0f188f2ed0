/** One-click unsubscribing (RFC 8058), as providers send it and as others try it. */
import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { DatabaseUnavailableError } from '../../src/base/database-unavailable.ts';
import { earlierSubscriptionId } from '../../src/letter/recipient.ts';
import { makeToken, readToken } from '../../src/letter/token.ts';
import { parseSecrets } from '../../src/base/secrets.ts';
import { SECRET, useSite } from './site-rig.ts';

const rig = useSite();
let counter = 0;
const fresh = async () => {
  const email = `reader${(counter += 1)}@example.net`;
  return { email, id: await rig.add(email) };
};
const stateOf = async (email: string) => (await rig.store().readers.findByEmail(email))?.state.kind;
const post = (path: string, init: RequestInit = {}) =>
  Promise.resolve(rig.app().request(path, { method: 'POST', ...init }));

const FORM = 'List-Unsubscribe=One-Click';
const multipart = new FormData();
multipart.set('List-Unsubscribe', 'One-Click');

describe('a POST of the header’s URL takes the reader off the list at once', () => {
  test.each<[string, RequestInit]>([
    ['urlencoded', { body: new URLSearchParams(FORM) }],
    ['multipart', { body: multipart }],
    ['without a body', {}],
    ['with an empty body and no type', { body: new Uint8Array() }],
    ['with a body of no type', { body: new Blob([FORM]) }],
    ['as text/plain', { body: FORM, headers: { 'content-type': 'text/plain' } }],
    ['as JSON', { body: '{"a":1}', headers: { 'content-type': 'application/json' } }],
    ['with a broken type', { body: FORM, headers: { 'content-type': 'multipart/form-data' } }],
    ['with a type that is none', { body: FORM, headers: { 'content-type': ';;;,' } }],
    ['with bytes that are no text', { body: new Uint8Array([0xff, 0xfe, 0, 0x25, 0x25]) }],
    ['with 100 KB', { body: 'x'.repeat(100_000) }],
    ['from another origin', { headers: { origin: 'https://mail.example.org' } }],
    ['from a page of another site', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['with an Origin of null', { body: FORM, headers: { origin: 'null' } }],
    ['with a cookie', { headers: { cookie: 'a=b' } }],
    ['asking for JSON', { headers: { accept: 'application/json' } }],
    ['that asks for the connection to be kept', { headers: { 'user-agent': 'Yahoo Mail' } }],
  ])('%s', async (_, init) => {
    const { email, id } = await fresh();
    const response = await post(`/u/${rig.token(id)}`, init);
    expect(response.status).toBe(200);
    expect(response.redirected).toBe(false);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toBe('You are unsubscribed.\n');
    expect(await stateOf(email)).toBe('unsubscribed');
  });

  test.each([
    ['a slash at the end', '/u/TOKEN/'],
    ['a doubled slash', '//u//TOKEN'],
    ['many slashes', '///u///TOKEN///'],
    ['a query', '/u/TOKEN?utm_source=mail&token=other'],
    ['an empty query', '/u/TOKEN?'],
    ['encoded letters', '/%75/TOKEN'],
  ])('with %s, and no redirect', async (_, path) => {
    const { email, id } = await fresh();
    const response = await post(path.replace('TOKEN', rig.token(id)));
    expect(response.status).toBe(200);
    expect(await stateOf(email)).toBe('unsubscribed');
  });

  test('a field of the body does not replace the token in the address', async () => {
    const [one, other] = [await fresh(), await fresh()];
    const body = new URLSearchParams({
      token: rig.token(other.id),
      'List-Unsubscribe': 'One-Click',
    });
    await post(`/u/${rig.token(one.id)}?token=${rig.token(other.id)}`, { body });
    expect(await stateOf(one.email)).toBe('unsubscribed');
    expect(await stateOf(other.email)).toBe('active');
  });

  test('one that is sent ten times is recorded once, and answered the same each time', async () => {
    const { id } = await fresh();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(`/u/${rig.token(id)}`)),
    );
    expect(new Set(await Promise.all(answers.map((each) => each.text()))).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
    const departures = await rig.store().query(`select d.how, d.agent from departures d
      join subscribers s on s.id = d.subscriber_id where s.reader_id = '${id}'`);
    expect(departures).toEqual([{ how: 'one-click', agent: 'none' }]);
  });

  test('the answer is the same for readers on the list, who left, who are unknown, and erased', async () => {
    const [here, erased] = [await fresh(), await fresh()];
    await rig.store().readers.erase(erased.email);
    const ids = [here.id, here.id, 'u'.repeat(22), erased.id];
    const answers: unknown[] = [];
    for (const id of ids) {
      const response = await post(`/u/${rig.token(id)}`);
      const headers = Object.fromEntries(response.headers);
      answers.push({ status: response.status, text: await response.text(), headers });
    }
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
  });
});

describe('what is no token', () => {
  let app: ReturnType<typeof rig.app>;
  beforeAll(() => {
    const nothing = new Proxy(
      {},
      {
        get: (_, name) => () => {
          throw new Error(`${String(name)} was called.`);
        },
      },
    );
    app = rig.remake(() => ({
      ports: new Proxy({}, { get: () => nothing }) as never,
    }));
  });

  test('is refused before anything is looked up', async () => {
    const good = rig.token('r'.repeat(22));
    const [version = '', key = '', id = '', mac = ''] = good.split('.');
    const otherSecret = parseSecrets('b'.repeat(32));
    const { listId } = rig.options().newsletter;
    const tokens = [
      ...['x', '%00', '%', '%zz', '..%2f..', 'v2', 'v2...', `${good}x`, `x${good}`],
      ...[good.slice(0, -1), good.toUpperCase(), good.replaceAll('.', '%20'), `${good}%0a`],
      ...[
        `${version}.${key}.${id}`,
        `${version}.${key}.${id}.`,
        `${version}.${key}.${id}.${'A'.repeat(22)}`,
      ],
      ...[
        `v1.${key}.${id}.${mac}`,
        `v3.${key}.${id}.${mac}`,
        `${version}.${'k'.repeat(8)}.${id}.${mac}`,
      ],
      ...[
        `${version}.${key}.${'s'.repeat(22)}.${mac}`,
        `${version}.${key}.${id}.${mac.split('').reverse().join('')}`,
      ],
      makeToken('reader', listId, id, otherSecret),
      makeToken('reader', 'another.example.com', id, parseSecrets(SECRET)),
      ...(['sign-up', 'address', 'export', 'erase'] as const).map((purpose) =>
        rig.token(id, purpose),
      ),
      'x'.repeat(8000),
    ];
    for (const token of tokens) {
      const response = await app.request(`/u/${token}`, { method: 'POST' });
      expect([404, 400], token).toContain(response.status);
      expect((await app.request(`/p/${token}`)).status, token).toBe(404);
      expect((await app.request(`/p/${token}/leave`, { method: 'POST' })).status, token).toBe(404);
    }
    expect((await app.request(`/u/${good}`, { method: 'POST' })).status).toBe(500);
    rig.events.length = 0;
  });
});

test('a token that an earlier secret signed is honoured, and one that another secret signed is not', async () => {
  const { email, id } = await fresh();
  const old = rig.token(id);
  const rotated = rig.remake(() => ({ secrets: parseSecrets(`${'n'.repeat(40)} ${SECRET}`) }));
  const gone = rig.remake(() => ({ secrets: parseSecrets('n'.repeat(40)) }));
  expect((await gone.request(`/u/${old}`, { method: 'POST' })).status).toBe(404);
  expect(await stateOf(email)).toBe('active');
  expect((await rotated.request(`/u/${old}`, { method: 'POST' })).status).toBe(200);
  expect(await stateOf(email)).toBe('unsubscribed');
});

test('a token of a letter from before reader ids is honoured', async () => {
  const { email } = await fresh();
  await rig.add('somebody-else@example.net');
  const { listId } = rig.options().newsletter;
  const [secret] = parseSecrets(SECRET);
  const earlier = earlierSubscriptionId(listId, email);
  const mac = createHmac('sha256', secret?.key ?? '')
    .update(['v1', secret?.keyId, listId, earlier].join('\0'))
    .digest('base64url')
    .slice(0, 22);
  const response = await post(`/u/v1.${secret?.keyId ?? ''}.${earlier}.${mac}`);
  expect(response.status).toBe(200);
  expect(await stateOf(email)).toBe('unsubscribed');
  // Again, when the list no longer has them.
  expect((await post(`/u/v1.${secret?.keyId ?? ''}.${earlier}.${mac}`)).status).toBe(200);
});

test('a departure that was not stored is answered with 503, so that the provider tries again', async () => {
  const app = rig.remake(({ ports }) => ({
    ports: {
      ...ports,
      readers: {
        ...ports.readers,
        leave: () => Promise.reject(new DatabaseUnavailableError(new Error('disk full'))),
      },
    },
  }));
  const response = await app.request(`/u/${rig.token('r'.repeat(22))}`, { method: 'POST' });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('120');
  const told = JSON.stringify(rig.events.splice(0));
  expect(told).toContain('POST /u/:token');
  expect(told).not.toContain(rig.token('r'.repeat(22)));
});

test('500 departures at once share a few transactions, and each is recorded', async () => {
  const people = Array.from({ length: 500 }, (_, index) => `many${index}@example.org`);
  await rig.store().subscribers.save(people.map((email) => ({ email, attributes: {} })));
  const rows = await rig
    .store()
    .query(`select reader_id from subscribers where domain = 'example.org' order by id`);
  let groups = 0;
  const app = rig.remake(({ ports }) => ({
    ports: {
      ...ports,
      readers: {
        ...ports.readers,
        leave: (batch) => {
          groups += 1;
          return ports.readers.leave(batch);
        },
      },
    },
  }));
  const answers = await Promise.all(
    rows.map(async ({ reader_id }) =>
      app.request(`/u/${rig.token(String(reader_id))}`, { method: 'POST' }),
    ),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(groups).toBeLessThanOrEqual(4);
  const [left] = await rig.store().query(`select count(*) as count from departures d
    join subscribers s on s.id = d.subscriber_id where s.domain = 'example.org'`);
  expect(Number(left?.['count'])).toBe(500);
});

test.each(['GET', 'HEAD'])('%s of the header’s URL changes nothing', async (method) => {
  const { email, id } = await fresh();
  const response = await rig.app().request(`/u/${rig.token(id)}`, { method });
  expect(response.status).toBe(200);
  expect(await stateOf(email)).toBe('active');
});

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
  '%s of the header’s URL is refused',
  async (method) => {
    const { email, id } = await fresh();
    const response = await rig.app().request(`/u/${rig.token(id)}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST, GET, HEAD');
    expect(await stateOf(email)).toBe('active');
  },
);

test('a token is checked in the same time wherever it is wrong', () => {
  const { listId } = rig.options().newsletter;
  const good = rig.token('r'.repeat(22));
  const early = good.slice(0, -22) + (good.at(-22) === 'A' ? 'B' : 'A') + good.slice(-21);
  const late = good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A');
  const secrets = parseSecrets(SECRET);
  const timeOf = (token: string) => {
    const start = process.hrtime.bigint();
    for (let round = 0; round < 300; round += 1) readToken('reader', token, listId, secrets);
    return Number(process.hrtime.bigint() - start);
  };
  const best = { early: Infinity, late: Infinity };
  for (let round = 0; round < 60; round += 1) {
    best.early = Math.min(best.early, timeOf(early));
    best.late = Math.min(best.late, timeOf(late));
  }
  expect(best.early / best.late).toBeGreaterThan(0.7);
  expect(best.early / best.late).toBeLessThan(1.4);
});
