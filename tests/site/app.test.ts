/** What holds for every page of the site. */
import { describe, expect, test } from 'vitest';
import { DatabaseUnavailableError } from '../../src/base/database-unavailable.ts';
import { useSite } from './site-rig.ts';

const rig = useSite();
const get = async (path: string, headers: Record<string, string> = {}, app = rig.app()) => {
  const response = await app.request(path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('headers', () => {
  test.each(['/', '/healthz', '/readyz', '/robots.txt', '/p/x', '/nothing', '//', '/%', '/a/../b'])(
    'of %s keep scripts, frames, caches and search engines away',
    async (path) => {
      const { headers } = await get(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy':
          "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-robots-tag': 'noindex, nofollow',
        'cache-control': 'no-store',
        'strict-transport-security': 'max-age=31536000',
      });
      expect(headers.get('set-cookie')).toBeNull();
    },
  );

  test('ask for https only where the site has it', async () => {
    const app = rig.remake(({ settings }) => ({
      settings: { ...settings, url: 'http://localhost:8080' },
    }));
    expect((await get('/healthz', {}, app)).headers.has('strict-transport-security')).toBe(false);
  });
});

test('the style sheet has a hash in its name and may be kept for ever', async () => {
  const id = await rig.add('style@example.net');
  const page = await get(`/p/${rig.token(id)}`);
  const [, path = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(page.text) ?? [];
  expect(path).toMatch(/^\/style-[0-9a-f]{12}\.css$/);
  const sheet = await get(path);
  expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(sheet.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(sheet.text).not.toMatch(/undefined|https?:|@import/);
  expect(page.text).not.toMatch(/ style="|<style|<script|\bon\w+="/);
});

test('robots.txt keeps crawlers away from everything', async () => {
  expect((await get('/robots.txt')).text).toBe('User-agent: *\nDisallow: /\n');
});

test('healthz needs no database, and readyz does', async () => {
  const app = rig.remake(({ ports }) => ({
    ports: { ...ports, ready: () => Promise.reject(new Error('down')) },
  }));
  expect((await get('/healthz', {}, app)).status).toBe(200);
  expect((await get('/readyz', {}, app)).status).toBe(503);
  expect((await get('/readyz')).text).toBe('ready\n');
});

describe('what leads nowhere', () => {
  test.each([
    ['/wp-login.php', 404, 'There is no such page'],
    ['/p', 404, 'There is no such page'],
    ['/p/v2.cut', 404, 'This link is incomplete'],
    ['/u/v2.cut', 404, 'This link is incomplete'],
    ['/a/v2.cut', 404, 'This link is incomplete'],
    ['/e/v2.cut', 404, 'This link is incomplete'],
    ['/x/v2.cut', 404, 'This link is incomplete'],
  ])('%s is answered with %i and a page that helps', async (path, status, title) => {
    const page = await get(path);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      status,
      'text/html; charset=UTF-8',
    ]);
    expect(page.text).toContain(`<h1>${title}</h1>`);
    expect(page.text).toContain('desk@example.com');
  });

  test.each(['/healthz', '/robots.txt', '/p/x', '/e/x/y'])(
    'a DELETE of %s is refused',
    async (path) => {
      const response = await rig.app().request(path, { method: 'DELETE' });
      expect([404, 405]).toContain(response.status);
      expect(response.status === 405).toBe(response.headers.has('allow'));
    },
  );

  test('a path that has hostile text is not echoed', async () => {
    const page = await get('/<script>alert(1)</script>?q=<script>alert(1)</script>');
    expect(page.text).not.toContain('alert(1)');
  });
});

describe('a database that is down', () => {
  test('is a page that says so with 503, and a line for the log without the token', async () => {
    const down = () => Promise.reject(new DatabaseUnavailableError(new Error('no connection')));
    const app = rig.remake(({ ports }) => ({
      ports: { ...ports, readers: { ...ports.readers, find: down } },
    }));
    const token = rig.token('r'.repeat(22));
    const page = await get(`/p/${token}`, { 'accept-language': 'ar' }, app);
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '120']);
    expect(page.text).toContain('حاول مرة أخرى');
    const told = JSON.stringify(rig.events.splice(0));
    expect(told).toContain('"unavailable"');
    expect(told).not.toContain(token);
  });

  test('a bug is a page that says so with 500, and its error is reported', async () => {
    const app = rig.remake(({ ports }) => ({
      ports: {
        ...ports,
        readers: { ...ports.readers, find: () => Promise.reject(new TypeError('secret detail')) },
      },
    }));
    const page = await get(`/p/${rig.token('r'.repeat(22))}`, {}, app);
    expect([page.status, page.text.includes('secret detail')]).toEqual([500, false]);
    expect(rig.events.splice(0)).toMatchObject([{ kind: 'fault', route: 'GET /p/:token' }]);
  });
});

describe('a site in a folder of its host', () => {
  const inFolder = () =>
    rig.remake(({ settings }) => ({
      settings: { ...settings, url: 'https://example.com/news/letter' },
    }));

  test('is found whether or not the proxy takes the folder off', async () => {
    const path = `/p/${rig.token(await rig.add('folder@example.net'))}`;
    for (const prefix of ['', '/news/letter', '//news///letter/']) {
      const page = await get(`${prefix}${path}`, {}, inFolder());
      expect(page.status).toBe(200);
      expect(page.text).toContain('href="/news/letter/style-');
      expect(page.text).toContain('action="/news/letter/p/v2.');
    }
    expect((await get(`/news/letterbox${path}`, {}, inFolder())).status).toBe(404);
  });
});
