import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { guard, hostsOf, letterPolicy, type GuardOptions } from '../../src/studio/guard.ts';

function app(options: Partial<GuardOptions> = {}): Hono {
  const made = new Hono();
  made.use(guard({ hosts: hostsOf('127.0.0.1'), online: false, ...options }));
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
    'lets in who asks for %s',
    async (host) => {
      expect((await ask({ host })).status).toBe(200);
    },
  );

  test.each([
    'evil.example',
    'evil.example:4600',
    'localhost.evil.example',
    'localhost@evil.example',
    '127.0.0.1.evil.example',
    '',
  ])('refuses the Host "%s"', async (host) => {
    const answer = await ask({ host });
    expect(answer.status).toBe(421);
    expect(await answer.text()).not.toBe('in');
  });

  test.each([
    ['its own page', 'http://localhost:4600', 200],
    ['no page at all', undefined, 403],
    ['another site', 'https://evil.example', 403],
    ['another port', 'http://localhost:9999', 403],
    ['a sandboxed frame', 'null', 403],
  ])('takes a POST from %s: %s', async (_, origin, status) => {
    const answer = await ask(origin === undefined ? {} : { origin }, 'POST');
    expect(answer.status).toBe(status);
  });

  test('refuses a GET that another site’s script sends', async () => {
    expect((await ask({ origin: 'https://evil.example' })).status).toBe(403);
  });

  test('lets nothing be loaded from elsewhere, and no one frame a page', async () => {
    const policy = (await ask({})).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toMatch(/https?:/);
    const online = await ask({}, 'GET', '/', app({ online: true }));
    expect(online.headers.get('content-security-policy')).toContain('img-src');
    expect(online.headers.get('content-security-policy')).toMatch(/img-src [^;]*https:/);
  });

  test('gives a letter a policy in which no script runs', () => {
    expect(letterPolicy(false)).toMatch(/^default-src 'none'/);
    expect(letterPolicy(false)).not.toMatch(/script-src|allow-scripts|https:/);
  });
});

describe('with a key', () => {
  const locked = () => app({ key: 'k'.repeat(22) });

  test('nobody is let in without it', async () => {
    expect((await ask({}, 'GET', '/', locked())).status).toBe(403);
    expect((await ask({}, 'GET', '/?key=guess', locked())).status).toBe(403);
    expect((await ask({ cookie: 'broadsheet-key=guess' }, 'GET', '/', locked())).status).toBe(403);
  });

  test('it is asked for once, and a cookie that no script reads stands in for it', async () => {
    const first = await ask({}, 'GET', `/?key=${'k'.repeat(22)}`, locked());
    expect(first.status).toBe(200);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const [pair = ''] = cookie.split(';');
    expect((await ask({ cookie: pair }, 'GET', '/', locked())).status).toBe(200);
  });
});

test('a studio for other devices is reached by the addresses of this machine', () => {
  expect(hostsOf('0.0.0.0')).toEqual(expect.arrayContaining(['localhost', '127.0.0.1']));
  expect(hostsOf('127.0.0.1')).toEqual(['localhost', '127.0.0.1', '[::1]']);
});
