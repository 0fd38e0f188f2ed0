import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { describe, expect, test } from 'vitest';
import { checkSecret } from '../../src/doctor/checks/secret.ts';
import { checkSite } from '../../src/doctor/checks/site.ts';
import { checkUnsubscribe } from '../../src/doctor/checks/unsubscribe.ts';
import { closeLater, codes, contextOf, useServers } from './context.ts';

useServers();

const env = { BROADSHEET_SECRET: 'a-secret-of-thirty-two-letters-and-more' };

/** A web server on this machine; returns its origin. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

const responding = (status: number, text: string) =>
  serve((_, response) => response.writeHead(status, { location: '/x' }).end(text));

const look = (url: string) => checkSite(contextOf({ site: { url } }, { env, fetch }));

describe('the site', () => {
  test('is not looked for if there is none', async () => {
    expect(await checkSite(contextOf({}, { fetch }))).toEqual([]);
  });

  test('passes if its health page is there, below its own path too', async () => {
    const paths: string[] = [];
    const origin = await serve(({ url = '' }, response) => {
      paths.push(url);
      response.end('ok\n');
    });
    expect(codes(await look(origin))).toEqual(['done']);
    expect(codes(await look(`${origin}/news/`))).toEqual(['site/path', 'done']);
    expect(paths).toEqual(['/healthz', '/news/healthz']);
  });

  test.each([
    [302, 'ok', 'site/redirect'],
    [404, 'ok', 'site/answer'],
    [401, '', 'site/answer'],
    [502, '', 'site/answer'],
    [200, '<html>Welcome to our shop</html>', 'site/answer'],
    [204, '', 'site/answer'],
  ])('whose health page responds with %i and %j is %s', async (status, text, code) => {
    expect(codes(await look(await responding(status, text)))).toEqual([code]);
  });

  test('that is not running is an error', async () => {
    const [found] = await look('http://localhost:1');
    expect(codes(found ? [found] : [])).toEqual(['site/unreachable']);
    expect(found?.message).toMatch(/^Site: http:\/\/localhost:1: .*(?:bad port|refused)/);
  });

  test('is not requested without --online, or at an example domain', async () => {
    const site = { url: 'https://letters.example.com' };
    expect(codes(await checkSite(contextOf({ site }, { env })))).toEqual(['site/not-asked']);
    const refuse = () => Promise.reject(new Error('A request was made.'));
    expect(codes(await checkSite(contextOf({ site }, { env, fetch: refuse })))).toEqual([
      'site/not-asked',
    ]);
  });

  test('on this machine is an error once letters leave it', async () => {
    const site = { url: 'http://127.0.0.1:8080' };
    const away = { ...env, SMTP_URL: 'smtps://mail.example.org' };
    expect(codes(await checkSite(contextOf({ site }, { env: away })))).toEqual([
      'site/local',
      'site/not-asked',
    ]);
  });

  test('needs a secret', async () => {
    const site = { url: 'https://letters.example.com' };
    expect(codes(await checkSecret(contextOf({ site })))).toEqual(['secret/mistake']);
    expect(codes(await checkSecret(contextOf({ site }, { env })))).toEqual(['done']);
  });
});

describe('one-click unsubscribing', () => {
  const unsubscribing = (url: string) =>
    checkUnsubscribe(contextOf({ site: { url } }, { env, fetch }));

  test('behind protection against forged forms is an error', async () => {
    const app = new Hono().use(csrf()).post('/u/:token', (context) => context.text('bye'));
    const listener = getRequestListener(app.fetch);
    const origin = await serve((request, response) => void listener(request, response));
    expect(codes(await unsubscribing(origin))).toEqual(['unsubscribe/forbidden']);
  });

  test('over http passes, and the message says that there is no button', async () => {
    const found = await unsubscribing(await responding(200, ''));
    expect(codes(found)).toEqual(['done']);
    expect(found[0]?.message).toMatch(/, and letters have no one-click button without https$/);
  });
});
