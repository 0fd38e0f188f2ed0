import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { guard, letterPolicy, type GuardOptions } from '../../src/studio/guard.ts';
import { reachOf } from '../../src/studio/reach.ts';

function app(options: Partial<GuardOptions> = {}): Hono {
  const made = new Hono();
  made.use(
    guard({ hosts: reachOf('127.0.0.1').hosts, online: false, writers: 'here', ...options }),
  );
  made.all('/', (context) => context.text('in'));
  return made;
}

const ask = (headers: Record<string, string>, method = 'GET', path = '/', of = app()) =>
  of.request(`http://localhost${path}`, {
    method,
    headers: { host: 'localhost:4600', ...headers },
  });

describe('the guard', () => {
  test.each(['localhost', 'localhost:4600', '127.0.0.1:4600', '[::1]:4600', 'LOCALHOST:1'])(
    'a request to %s is let in',
    async (host) => {
      expect((await ask({ host })).status).toBe(200);
    },
  );

  test('nothing is written from elsewhere, unless everybody may write', async () => {
    const own = { origin: 'http://localhost:4600' };
    const socket = { remoteAddress: '192.0.2.7', localAddress: '192.0.2.1' };
    const elsewhere = { incoming: { socket } };
    const write = (options: Partial<GuardOptions>, env: object) =>
      app(options).request(
        'http://localhost/',
        { method: 'POST', headers: { host: 'localhost:4600', ...own } },
        env,
      );
    expect((await write({}, elsewhere)).status).toBe(403);
    expect((await write({ writers: 'everybody' }, elsewhere)).status).toBe(200);
    expect((await write({ writers: 'nobody' }, {})).status).toBe(403);
    for (const remoteAddress of ['127.0.0.1', '::ffff:127.0.0.1', '::1', '192.0.2.1']) {
      const here = { incoming: { socket: { ...socket, remoteAddress } } };
      expect([remoteAddress, (await write({}, here)).status]).toEqual([remoteAddress, 200]);
    }
  });

  test.each([
    'evil.example',
    'evil.example:4600',
    'localhost.evil.example',
    'localhost@evil.example',
    '127.0.0.1.evil.example',
    '',
  ])('a request to the Host "%s" is refused', async (host) => {
    const answer = await ask({ host });
    expect(answer.status).toBe(421);
    expect(await answer.text()).not.toBe('in');
  });

  test.each([
    [200, 'its own page', 'http://localhost:4600'],
    [403, 'no page at all', undefined],
    [403, 'another site', 'https://evil.example'],
    [403, 'another port', 'http://localhost:9999'],
    [403, 'a sandboxed frame', 'null'],
  ])('the status is %i for a POST from %s', async (status, _, origin) => {
    const answer = await ask(origin === undefined ? {} : { origin }, 'POST');
    expect(answer.status).toBe(status);
  });

  test('a GET from the script of another site is refused', async () => {
    expect((await ask({ origin: 'https://evil.example' })).status).toBe(403);
  });

  test('a page may load nothing from other sites, and other sites may not frame it', async () => {
    const policy = (await ask({})).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toMatch(/https?:/);
    const online = await ask({}, 'GET', '/', app({ online: true }));
    expect(online.headers.get('content-security-policy')).toContain('img-src');
    expect(online.headers.get('content-security-policy')).toMatch(/img-src [^;]*https:/);
  });

  test('the policy of a letter forbids scripts', () => {
    expect(letterPolicy(false)).toMatch(/^default-src 'none'/);
    expect(letterPolicy(false)).not.toMatch(/script-src|allow-scripts|https:/);
  });
});

describe('a request that a page of another site makes', () => {
  const from = (site: string, more: Record<string, string> = {}) =>
    ask({ 'sec-fetch-site': site, ...more });

  test.each(['cross-site', 'same-site', 'anything'])(
    'a request with Sec-Fetch-Site: %s reaches no route',
    async (site) => {
      for (const dest of ['image', 'iframe', 'script', 'empty', 'document']) {
        const answer = await from(site, { 'sec-fetch-dest': dest, 'sec-fetch-mode': 'navigate' });
        expect([answer.status, dest]).toEqual([403, dest]);
        expect(await answer.text()).not.toBe('in');
      }
    },
  );

  test('a link from another site shows a page that asks, and that links to the same address', async () => {
    const answer = await ask(
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' },
      'GET',
      '/?tab=text&q="><script>',
    );
    const text = await answer.text();
    expect(text).toContain('href="http://localhost:4600/?tab=text&amp;q=%22%3E%3Cscript%3E"');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test.each(['same-origin', 'none'])(
    'a request with Sec-Fetch-Site: %s is let in',
    async (site) => {
      expect((await from(site)).status).toBe(200);
    },
  );
});

describe('a studio with a key', () => {
  const locked = () => app({ key: 'k'.repeat(22) });

  test('a request without the key is refused', async () => {
    expect((await ask({}, 'GET', '/', locked())).status).toBe(403);
    expect((await ask({}, 'GET', '/?key=guess', locked())).status).toBe(403);
    expect((await ask({ cookie: 'broadsheet-key=guess' }, 'GET', '/', locked())).status).toBe(403);
  });

  test('the key in the address is exchanged for a cookie that no script can read', async () => {
    const first = await ask({}, 'GET', `/?key=${'k'.repeat(22)}&tab=text`, locked());
    expect(first.status).toBe(302);
    expect(first.headers.get('location')).toBe('http://localhost:4600/?tab=text');
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('referrer-policy')).toBe('same-origin');
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const [pair = ''] = cookie.split(';');
    expect((await ask({ cookie: pair }, 'GET', '/', locked())).status).toBe(200);
  });

  test('the exchange of the key leads to no other host, whatever the path is', async () => {
    const path = `//evil.example/?key=${'k'.repeat(22)}`;
    const answer = await ask({}, 'GET', path, locked());
    expect(answer.headers.get('location')).toMatch(/^http:\/\/localhost:4600\//);
  });
});
