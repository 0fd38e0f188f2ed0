import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { readHealth, startHeartbeat } from '../../src/app/heartbeat.ts';
import { openWorkspace } from '../../src/app/workspace.ts';
import { UserError } from '../../src/base/user-error.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let now: Date;
beforeEach(() => {
  folder = temporaryFolder();
  now = new Date('2023-06-14T06:00:00Z');
});

const clock = () => now;
const file = () => join(folder, 'heartbeat');
const start = () => startHeartbeat(file(), clock);
const health = () => readHealth(openWorkspace({ cwd: folder, env: {}, clock }), 'heartbeat');
const wait = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

describe('the health of jobs that write a heartbeat', () => {
  test('is good while a job runs, and after one that worked', () => {
    const job = start();
    expect(health()).toMatchObject({ healthy: true });
    job.end(0, true);
    wait(14);
    expect(health()).toMatchObject({ healthy: true });
  });

  test.each([1, 2, 3, 75])('is bad after a job that exited with %i, until one works', (exit) => {
    start().end(exit, false);
    const failed = {
      healthy: false,
      reason: `no job has worked since 2023-06-14T06:00:00.000Z; the last one exited with ${exit}`,
    };
    expect(health()).toEqual(failed);
    wait(5);
    const next = start();
    expect(health(), 'while the next one runs').toEqual(failed);
    next.end(exit, false);
    expect(health()).toEqual(failed);
    start().end(0, true);
    expect(health()).toMatchObject({ healthy: true });
  });

  test('is good if the job did what it could, and deferred letters wait', () => {
    start().end(75, true);
    expect(health()).toMatchObject({ healthy: true });
  });

  test.each([
    [
      'the jobs have stopped',
      () => {
        start().end(0, true);
      },
      'no job has run since',
    ],
    ['a job was killed', () => void start(), 'a job stopped without an end'],
  ])('is bad if %s', (_, act, reason) => {
    act();
    wait(16);
    expect(health()).toMatchObject({
      healthy: false,
      reason: expect.stringContaining(reason) as string,
    });
  });

  test.each([
    ['not there', undefined],
    ['empty', ''],
    ['not a heartbeat', '{"at":"soon"}'],
  ])('is bad if the file is %s', (_, content) => {
    if (content !== undefined) writeFileSync(file(), content);
    expect(health()).toEqual({ healthy: false, reason: 'no job has written heartbeat' });
  });
});

test('a heartbeat file is private to its owner, and one line of JSON', () => {
  start().end(0, true);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({
    at: '2023-06-14T06:00:00.000Z',
    running: false,
    exit: 0,
  });
});

test("a heartbeat that can't be written is a mistake of the user, before anything is sent", () => {
  expect(() => startHeartbeat(join(folder, 'none', 'heartbeat'), clock)).toThrow(UserError);
});
