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

const OWN = { host: 'localhost:4600', origin: 'http://localhost:4600' };

/** What the server knows of a connection that reaches 192.0.2.1. */
const socketFrom = (remoteAddress: string) => ({
  incoming: { socket: { remoteAddress, localAddress: '192.0.2.1' } },
});

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
    const write = (options: Partial<GuardOptions>, env: object, path = '/') =>
      app(options).request(`http://localhost${path}`, { method: 'POST', headers: OWN }, env);
    expect((await write({}, socketFrom('192.0.2.7'))).status).toBe(403);
    expect((await write({ writers: 'everybody' }, socketFrom('192.0.2.7'))).status).toBe(200);
    expect((await write({ writers: 'nobody' }, {})).status).toBe(403);
    for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '::1', '192.0.2.1'])
      expect([address, (await write({}, socketFrom(address))).status]).toEqual([address, 200]);
  });

  test('who may only look can search the readers and see their addresses', async () => {
    const send = (path: string) =>
      app().request(
        `http://localhost${path}`,
        { method: 'POST', headers: OWN },
        socketFrom('192.0.2.7'),
      );
    const reader = `/readers/${'a'.repeat(22)}`;
    for (const path of ['/readers/search', '/readers/list/addresses', `${reader}/addresses`])
      expect([path, (await send(path)).status]).toEqual([path, 404]);
    for (const path of ['/open', '/readers/add/save', `${reader}/remove`, '/x/readers/search'])
      expect([path, (await send(path)).status]).toEqual([path, 403]);
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
    expect((await ask({ cookie: 'broadsheet-key-4600=guess' }, 'GET', '/', locked())).status).toBe(
      403,
    );
  });

  test('the key in the address is exchanged for a cookie that no script can read', async () => {
    const of = locked();
    const first = await ask({}, 'GET', `/?key=${'k'.repeat(22)}&tab=text`, of);
    expect(first.status).toBe(302);
    expect(first.headers.get('location')).toBe('http://localhost:4600/?tab=text');
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('referrer-policy')).toBe('same-origin');
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const [pair = ''] = cookie.split(';');
    expect((await ask({ cookie: pair }, 'GET', '/', of)).status).toBe(200);
  });

  test('shares a browser with a studio on another port, since cookies know no port', async () => {
    const jar = new Map<string, string>();
    const ports = ['4600', '4601'].map((port) => ({ port, of: locked() }));
    const get = ({ port, of }: (typeof ports)[number], path: string) =>
      of.request(`http://localhost:${port}${path}`, {
        headers: {
          host: `localhost:${port}`,
          cookie: Array.from(jar, ([name, value]) => `${name}=${value}`).join('; '),
        },
      });
    for (const studio of ports) {
      const entered = await get(studio, `/?key=${'k'.repeat(22)}`);
      const [, name = '', value = ''] =
        /^([^=]+)=([^;]+)/.exec(entered.headers.get('set-cookie') ?? '') ?? [];
      jar.set(name, value);
    }
    for (const studio of ports) expect((await get(studio, '/')).status).toBe(200);
  });

  test('each browser on another machine that sends the key is reported, once per address', async () => {
    const browsers: string[] = [];
    const of = app({
      key: 'k'.repeat(22),
      writers: 'everybody',
      onBrowser: (address) => browsers.push(address),
    });
    const get = (from: string, path: string, cookie = '') =>
      of.request(
        `http://localhost${path}`,
        { headers: { host: 'localhost', cookie } },
        socketFrom(from),
      );
    const enter = async (from: string) => {
      const entered = await get(from, `/?key=${'k'.repeat(22)}`);
      return entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    };
    await enter('127.0.0.1');
    await enter('192.0.2.1');
    await get('192.0.2.9', '/?key=guess');
    expect(browsers).toEqual([]);
    const first = await enter('::ffff:192.0.2.7');
    expect((await get('192.0.2.7', '/', first)).status).toBe(200);
    expect(browsers).toEqual(['192.0.2.7']);
    expect((await get('192.0.2.8', '/', first)).status).toBe(200);
    await enter('192.0.2.7');
    expect(browsers).toEqual(['192.0.2.7', '192.0.2.8', '192.0.2.7']);
    // The key itself is no cookie: a browser that has not sent it was not reported.
    const cookie = `broadsheet-key-80=${'k'.repeat(22)}`;
    expect((await get('192.0.2.7', '/', cookie)).status).toBe(403);
  });

  test('a person without the key gets a page that takes it, and that leads to no other host', async () => {
    const headers = { accept: 'text/html,*/*;q=0.8' };
    const answer = await ask(headers, 'GET', '//evil.example/?tab=text&q="><script>', locked());
    const text = await answer.text();
    expect(answer.status).toBe(403);
    expect(text).toContain('action="http://localhost:4600//evil.example/"');
    expect(text).toContain('<input type="hidden" name="tab" value="text" />');
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;"');
    expect(text).toContain('name="key"');
    expect(text).not.toContain('is not the key');
    const wrong = await ask(headers, 'GET', '/?key=guess', locked());
    expect(await wrong.text()).toContain('is not the key');
    expect((await ask({}, 'GET', '/', locked())).headers.get('content-type')).toContain('plain');
  });

  test('the exchange of the key leads to no other host, whatever the path is', async () => {
    const path = `//evil.example/?key=${'k'.repeat(22)}`;
    const answer = await ask({}, 'GET', path, locked());
    expect(answer.headers.get('location')).toMatch(/^http:\/\/localhost:4600\//);
  });
});
