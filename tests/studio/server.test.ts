import { once } from 'node:events';
import { request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DatabaseUnavailableError } from '../../src/base/database-unavailable.ts';
import { startStudio, studioApp, type Studio } from '../../src/studio/server.ts';
import { ID, openNewsroom, QUIET, type Newsroom } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

let room: Newsroom;
let studio: Studio;
beforeEach(async () => {
  room = await openNewsroom();
  studio = await startStudio(room.app, '127.0.0.1', 0);
});
afterEach(async () => {
  await studio.close();
  await room.close();
  expect(room.faults).toEqual([]);
});

const MEGABYTE = Buffer.alloc(1_000_000, 'x');

/** Posts megabytes as a page of the studio does; returns the status and how many were taken. */
async function post(path: string, megabytes: number, length?: number) {
  const host = `127.0.0.1:${studio.port}`;
  const made = request(`http://${host}${path}`, {
    method: 'POST',
    headers: {
      ...{ origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' },
      ...(length !== undefined && { 'content-length': length }),
    },
  });
  let status: number | undefined;
  made.on('response', (answer) => {
    status = answer.statusCode;
    answer.resume();
  });
  let taken = 0;
  function* body() {
    for (; taken < megabytes; taken++) yield MEGABYTE;
  }
  // The studio closes the connection in the middle.
  await pipeline(body, made).catch(() => undefined);
  if (!made.closed) await once(made, 'close');
  return { status, taken };
}

describe('a request with a large body', () => {
  test.each([
    ['/open', 'of unknown length', undefined],
    [`/editions/${ID}/nobody/test`, 'of unknown length', undefined],
    ['/mailbox/empty', 'of unknown length', undefined],
    ['/open', 'of a length that it names', 300_000_000],
  ])('to %s, %s, is refused and never held in memory', async (path, _, length) => {
    const before = process.memoryUsage().rss;
    const { status, taken } = await post(path, 300, length);
    expect(status).toBe(413);
    expect(taken).toBeLessThan(300);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    expect(await (await fetch(`http://127.0.0.1:${studio.port}/`)).text()).toContain('Editions');
  });

  test('that is no form is a 404, and no fault', async () => {
    for (const type of ['multipart/form-data', 'application/json', 'text/plain']) {
      const answer = await room.app.request('http://localhost/open', {
        method: 'POST',
        headers: { host: 'localhost', origin: 'http://localhost', 'content-type': type },
        body: '{"file":"content/a.txt"}',
      });
      expect([type, answer.status]).toEqual([type, 404]);
    }
  });
});

test('a database that does not answer is no bug: the page says what to do', async () => {
  const unavailable = new DatabaseUnavailableError(new Error('connect ECONNREFUSED'));
  const desk = { ...room.desk, run: () => Promise.reject(unavailable) };
  const faults: Error[] = [];
  const app = studioApp({
    desk,
    live: QUIET,
    views: room.views,
    online: false,
    writers: 'here',
    hosts: ['localhost'],
    onFault: (error) => faults.push(error),
  });
  const answer = await app.request('http://localhost/', { headers: { host: 'localhost' } });
  const words = wordsOf(await answer.text());
  expect(answer.status).toBe(503);
  expect(words).toContain('connect ECONNREFUSED Check that the database is reachable');
  expect(words).not.toContain('bug');
  expect(faults).toEqual([]);
});
