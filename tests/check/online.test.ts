import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOnline, MOST_URLS, onlineTargets } from '../../src/check/online.ts';
import { sampleLetter } from './checks/sample-letter.ts';

const requested: string[] = [];
let base = '';
let atOnce = 0;
let mostAtOnce = 0;

function answer({ method = '', url = '' }: IncomingMessage, response: ServerResponse): void {
  requested.push(`${method} ${url}`);
  const end = (status: number, headers: Record<string, string> = {}) =>
    response.writeHead(status, headers).end();
  switch (url.split('?')[0]) {
    case '/page':
      return void end(200, { 'content-type': 'text/html' });
    case '/picture.png':
      return void end(200, { 'content-type': 'image/png' });
    case '/moved':
      return void end(302, { location: '/page' });
    case '/round':
      return void end(302, { location: '/round' });
    case '/get-only':
      return void end(method === 'HEAD' ? 405 : 200);
    case '/forbidden':
      return void end(403);
    case '/cut':
      return void response.destroy();
    case '/slow':
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      return void setTimeout(() => {
        atOnce--;
        end(200);
      }, 20);
    default:
      return void end(404);
  }
}

const server = createServer(answer);
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A letter that consists of this. */
const letterOf = (body: string) =>
  sampleLetter({
    html: `<html><body>${body}</body></html>`,
    urls: { unsubscribe: `${base}/unsubscribe`, preferences: `${base}/p/token` },
  });

const links = (...paths: readonly string[]) =>
  letterOf(paths.map((path) => `<a href="${base}${path}">A</a>`).join(''));

async function found(letter: ReturnType<typeof letterOf>) {
  const problems = await checkOnline(letter, fetch);
  return problems.map(({ code, detail }) => `${code} ${detail?.replace(base, '') ?? ''}`);
}

describe('the online check', () => {
  test('passes a page, a redirect and a page that answers GET only', async () => {
    expect(await found(links('/page', '/moved', '/get-only'))).toEqual([]);
  });

  test('reports a page that does not exist', async () => {
    expect(await found(links('/gone', '/page'))).toEqual(['link/unreachable /gone: status 404']);
  });

  test('reports a closed connection, a refused connection and a redirect loop', async () => {
    const [cut, round] = await found(links('/cut', '/round'));
    expect(cut).toMatch(/^link\/unreachable \/cut: ./);
    expect(round).toMatch(/^link\/unreachable \/round: .*redirect/);
    // Nothing listens on port 1.
    const [gone] = await found(letterOf('<a href="http://127.0.0.1:1/">A</a>'));
    expect(gone).toMatch(/^link\/unreachable http:\/\/127\.0\.0\.1:1\/: ./);
  });

  test('passes a page that requires a login, and reports such an image', async () => {
    expect(await found(links('/forbidden'))).toEqual([]);
    expect(await found(letterOf(`<img src="${base}/forbidden">`))).toEqual([
      'image/unreachable /forbidden: status 403',
    ]);
  });

  test('reports an image that is a page', async () => {
    expect(
      await found(letterOf(`<img src="${base}/picture.png"><img src="${base}/page">`)),
    ).toEqual(['image/unreachable /page: it is text/html, not an image']);
  });

  test('requests each URL once, and no link of the reader’s own, mailto: link or embedded image', async () => {
    requested.length = 0;
    const letter = letterOf(
      `<a href="${base}/unsubscribe">U</a><a href="${base}/p/token">P</a><a href="mailto:a@b.test">M</a><img src="cid:a">
       <a href="${base}/page">A</a><a href="${base}/page">B</a>`,
    );
    expect(await found(letter)).toEqual([]);
    expect(requested).toEqual(['HEAD /page']);
  });

  test('requests at most ten URLs at a time and a hundred in total', async () => {
    requested.length = 0;
    const letter = links(...Array.from({ length: 120 }, (_, n) => `/slow?${n}`));
    expect(onlineTargets(letter)).toHaveLength(120);
    expect(await found(letter)).toEqual([]);
    expect(requested).toHaveLength(MOST_URLS);
    expect(mostAtOnce).toBeLessThanOrEqual(10);
    expect(mostAtOnce).toBeGreaterThan(1);
  });

  test('reports problems in the order of the letter', async () => {
    expect(await found(links('/z', '/a', '/m'))).toEqual([
      'link/unreachable /z: status 404',
      'link/unreachable /a: status 404',
      'link/unreachable /m: status 404',
    ]);
  });
});
