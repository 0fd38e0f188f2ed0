import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reachOf } from '../../src/studio/reach.ts';
import { studioApp } from '../../src/studio/server.ts';
import { ID, openNewsroom, QUIET, type Newsroom } from './newsroom.ts';

const KEY = 'the-key-of-the-terminal';
const OWN = { host: 'localhost', origin: 'http://localhost' };
/** As the server describes the connection of another device. */
const ELSEWHERE = {
  incoming: { socket: { remoteAddress: '192.0.2.7', localAddress: '192.0.2.1' } },
};

let room: Newsroom;
let app: Hono;
/** What browsers on this machine and on another one got in exchange for the key. */
let cookies: { readonly here: string; readonly elsewhere: string };
const reached: string[] = [];

beforeAll(async () => {
  room = await openNewsroom();
  const desk = new Proxy(room.desk, {
    get: (target, name, receiver): unknown => {
      reached.push(String(name));
      return Reflect.get(target, name, receiver);
    },
  });
  app = studioApp({
    desk,
    views: room.views,
    live: QUIET,
    online: false,
    writers: 'here',
    hosts: reachOf('127.0.0.1').hosts,
    key: KEY,
    onFault: (error) => room.faults.push(error),
  });
  cookies = { here: await cookieFor(undefined), elsewhere: await cookieFor(ELSEWHERE) };
});

afterAll(() => room.close());

async function cookieFor(env: typeof ELSEWHERE | undefined): Promise<string> {
  const init = { headers: { host: OWN.host } };
  const answer = await app.request(`http://localhost/?key=${KEY}`, init, env);
  return /^[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '';
}

/** Every path that something can be sent to, with the sample edition for its edition. */
function writingPaths(): readonly string[] {
  const paths = app.routes
    .filter(({ method }) => !['GET', 'HEAD', 'ALL'].includes(method))
    .map(({ path }) => path.replace(':id', ID).replace(/:\w+(?:\{[^}]*\})?/g, 'nobody'));
  return [...new Set(paths)];
}

/** What somebody who may only look may send: a search, and whether addresses are shown. */
const LOOKING = [
  '/readers/search',
  '/readers/list/addresses',
  '/readers/nobody/addresses',
  `/editions/${ID}/report/addresses`,
];

describe('a request that would change or send something', () => {
  test.each([
    ['of another website', { ...OWN, origin: 'https://evil.example' }],
    ['of another port of this machine', { ...OWN, origin: 'http://localhost:8080' }],
    ['without an origin', { host: OWN.host }],
    ['of a frame without an origin', { ...OWN, origin: 'null' }],
    ['that a browser calls cross-site', { ...OWN, 'sec-fetch-site': 'cross-site' }],
    ['of a page below the same domain', { ...OWN, 'sec-fetch-site': 'same-site' }],
    ['without the key', { ...OWN, cookie: '' }],
    ['with another key', { ...OWN, cookie: 'broadsheet-key=another' }],
    ['to a foreign host', { ...OWN, host: 'evil.example' }],
  ])('is refused on every path before anything is looked at: %s', async (_, headers) => {
    const sent = { cookie: cookies.here, ...headers };
    expect(await answersTo(writingPaths(), sent)).toEqual(
      headers.host === OWN.host ? [403] : [421],
    );
    expect(reached).toEqual([]);
  });

  test('is refused on every path from another device without --write', async () => {
    const paths = writingPaths().filter((path) => !LOOKING.includes(path));
    const sent = { ...OWN, cookie: cookies.elsewhere };
    expect(await answersTo(paths, sent, ELSEWHERE)).toEqual([403]);
    expect(reached).toEqual([]);
    expect(writingPaths().filter((path) => LOOKING.includes(path)).length).toBeGreaterThan(1);
  });

  test('is let in where the studio’s own page sends it with the key', async () => {
    const body = new URLSearchParams({ q: 'words' });
    const init = { method: 'POST', headers: { ...OWN, cookie: cookies.here }, body };
    expect((await app.request('http://localhost/readers/search', init)).status).toBe(303);
  });
});

/** Sends something to each path; returns the different statuses of the answers. */
async function answersTo(
  paths: readonly string[],
  headers: Readonly<Record<string, string>>,
  env?: typeof ELSEWHERE,
): Promise<readonly number[]> {
  expect(paths.length).toBeGreaterThan(10);
  reached.length = 0;
  const statuses = new Set<number>();
  for (const path of paths) {
    const body = new URLSearchParams({ to: 'reader@example.com', text: 'words' });
    const init = { method: 'POST', headers, body };
    statuses.add((await app.request(`http://localhost${path}`, init, env)).status);
  }
  return [...statuses];
}
