import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openJobLog } from '../../../src/cli/log/job-log.ts';
import { problem } from '../../../src/base/problem.ts';
import type { DeliveryEvent } from '../../../src/deliver/events.ts';
import type { Run } from '../../../src/deliver/ledger.ts';
import { DELIVERY_STATES, type Tally } from '../../../src/deliver/state.ts';
import { UserError } from '../../../src/base/user-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const base = temporaryFolder();
let folder = base;
beforeEach(() => {
  folder = temporaryFolder();
});

const clock = () => new Date('2023-06-14T07:00:00Z');
const TALLY = Object.fromEntries(DELIVERY_STATES.map((state, index) => [state, index])) as Tally;

function openLog({ mask = false } = {}, file = 'run.jsonl') {
  return openJobLog(file, mask, { cwd: folder, clock, redact: (text) => text });
}

/** A log in the middle of a run. */
function openInRun(own: { readonly mask?: boolean } = {}) {
  const log = openLog(own);
  const run = { id: 7 } as Run;
  log.event({ kind: 'prepared', edition: COMMON.edition, subject: 'Talks' });
  log.event({ kind: 'started', run, letters: 2 });
  return log;
}

function logged(file = 'run.jsonl'): readonly unknown[] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as unknown);
}

function rejected(email = 'anna@example.com', text = '550 5.1.1 no such user'): DeliveryEvent {
  return {
    kind: 'outcome',
    subscriber: { id: 1, email, attributes: { note: 'private' } },
    domain: 'example.com',
    attempt: 2,
    state: 'rejected',
    server: 'mail.example.com:465',
    messageId: '<anna@list.example.com>',
    reply: { code: 550, enhanced: '5.1.1', text },
  };
}

const COMMON = { time: '2023-06-14T07:00:00.000Z', edition: '2023-06-14-blinken-beijing', run: 7 };

describe('the log of a job', () => {
  test('contains each outcome with its details, and nothing else about the subscriber', () => {
    const log = openInRun();
    log.event(rejected());
    expect(log.close()).toEqual({ kind: 'complete' });
    expect(logged().slice(2)).toEqual([
      {
        ...COMMON,
        event: 'outcome',
        address: 'anna@example.com',
        domain: 'example.com',
        state: 'rejected',
        attempt: 2,
        code: 550,
        enhanced: '5.1.1',
        reply: '550 5.1.1 no such user',
        server: 'mail.example.com:465',
        messageId: '<anna@list.example.com>',
      },
    ]);
  });

  test('contains connections, waits and the end', () => {
    const log = openInRun();
    const server = 'mail.example.com:465';
    const until = new Date('2023-06-14T07:05:00Z');
    const failure = { stage: 'greeting', message: 'timed out' } as const;
    log.event({ kind: 'connected', server });
    log.event({ kind: 'connection-failed', server, failure, retryInMs: 500 });
    log.event({ kind: 'slowed', server, connections: 2, reason: '421 4.7.0 slow' });
    log.event({ kind: 'database-failed', reason: 'disk full', retryInMs: 100 });
    log.event({ kind: 'database-back', outageMs: 1200 });
    log.event({ kind: 'waiting', until, deferred: 3 });
    log.event({ kind: 'ended', ending: { kind: 'deferred', nextRetry: until }, states: TALLY });
    log.event({ kind: 'ended', ending: { kind: 'unrecordable', reason: 'disk full' } });
    log.close();
    expect(logged().slice(2)).toEqual([
      { ...COMMON, event: 'connected', server },
      {
        ...COMMON,
        event: 'connection-failed',
        server,
        stage: 'greeting',
        reason: 'timed out',
        retryInMs: 500,
      },
      { ...COMMON, event: 'slowed', server, connections: 2, reason: '421 4.7.0 slow' },
      { ...COMMON, event: 'database-failed', reason: 'disk full', retryInMs: 100 },
      { ...COMMON, event: 'database-back', outageMs: 1200 },
      { ...COMMON, event: 'waiting', until: until.toISOString(), deferred: 3 },
      {
        ...COMMON,
        event: 'result',
        result: 'deferred',
        nextRetry: until.toISOString(),
        states: TALLY,
      },
      { ...COMMON, event: 'result', result: 'unrecordable', reason: 'disk full' },
    ]);
  });

  test('contains each turn of a job with its problems, and names its edition in every line', () => {
    const log = openLog({ mask: true });
    const at = new Date('2023-06-14T06:00:00Z');
    const when = { at, timeZone: 'UTC' };
    const turn = { kind: 'go-on', edition: 'one', when, audience: 'all' } as const;
    const error = new UserError('No anna@example.com', 'Ask bob@example.com');
    log.event({ kind: 'turn', turn });
    log.event({
      kind: 'checked',
      problems: [problem('list/example-address', undefined, 'anna@example.com')],
    });
    log.event({ kind: 'turn-ended', turn, outcome: { kind: 'mistake', error } });
    log.write({ event: 'exit', code: 2 });
    log.close();
    const { time } = COMMON;
    expect(logged()).toEqual([
      { time, edition: 'one', event: 'turn', action: 'go-on', due: at.toISOString() },
      {
        time,
        edition: 'one',
        event: 'checked',
        problems: [expect.objectContaining({ code: 'list/example-address' })],
      },
      {
        time,
        edition: 'one',
        event: 'turn-ended',
        result: 'mistake',
        reason: 'No a…@example.com',
        remedy: 'Ask b…@example.com',
      },
      { time, event: 'exit', code: 2 },
    ]);
    expect(readFileSync(join(folder, 'run.jsonl'), 'utf8')).not.toContain('anna@');
  });

  test('has one object per line, whatever a server says', () => {
    const log = openLog();
    log.event(rejected('anna@example.com', '550 a\r\nb\u0000\u001b[31m\u2028\ud800'));
    log.close();
    expect(logged()).toHaveLength(1);
  });

  test('masks addresses, also in replies, and keeps the message id', () => {
    const log = openLog({ mask: true });
    log.event(rejected('Anna.Bell@example.com', '550 <anna.bell@EXAMPLE.com> ANNA.BELL unknown'));
    const stopped = 'the server refuses briefing@example.com';
    log.event({ kind: 'ended', ending: { kind: 'stopped', reason: stopped }, states: TALLY });
    log.close();
    expect(logged()).toMatchObject([
      {
        address: 'A…@example.com',
        reply: '550 <a…@EXAMPLE.com> A… unknown',
        messageId: '<anna@list.example.com>',
      },
      { reason: 'the server refuses b…@example.com' },
    ]);
  });

  test('does not mask fields that only look like an address', () => {
    const log = openLog({ mask: true });
    log.event(rejected('rejected@example.com'));
    log.close();
    expect(logged()).toMatchObject([{ state: 'rejected', domain: 'example.com' }]);
  });
});

describe('the log file', () => {
  test('is private to its owner, and an existing file keeps its mode and its lines', () => {
    writeFileSync(join(folder, 'old.jsonl'), '{"old":1}\n', { mode: 0o640 });
    for (const file of ['run.jsonl', 'old.jsonl']) {
      const log = openLog({}, file);
      log.event(rejected());
      log.close();
    }
    expect(statSync(join(folder, 'run.jsonl')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'old.jsonl')).mode & 0o777).toBe(0o640);
    expect(logged('old.jsonl')).toMatchObject([{ old: 1 }, { event: 'outcome' }]);
  });

  test('starts a new line if a sender died in the middle of one', () => {
    appendFileSync(join(folder, 'run.jsonl'), '{"time":"2023');
    const log = openLog();
    log.event(rejected());
    log.close();
    const lines = readFileSync(join(folder, 'run.jsonl'), 'utf8').split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ event: 'outcome' });
  });

  test('is written when it is flushed, and at the latest a second later', async () => {
    const log = openLog();
    log.event(rejected());
    expect(statSync(join(folder, 'run.jsonl')).size).toBe(0);
    log.flush();
    expect(logged()).toHaveLength(1);
    log.event(rejected());
    await expect.poll(() => logged().length).toBe(2);
    log.close();
  });

  test('accepts more than fits in its buffer, in order', () => {
    const log = openLog();
    for (let id = 0; id < 5000; id++) log.event(rejected(`reader${id}@example.com`));
    // Held is at most a quarter of a second's lines.
    expect(statSync(join(folder, 'run.jsonl')).size).toBeGreaterThan(1_000_000);
    log.close();
    const addresses = logged().map((line) => (line as { address: string }).address);
    expect(addresses).toEqual(Array.from({ length: 5000 }, (_, id) => `reader${id}@example.com`));
  });

  test.each([
    ['in a folder that is not there', 'none/run.jsonl', 'its folder is not there'],
    ['that is a folder', 'there', 'it is a folder'],
    ['below a file', 'file/run.jsonl', 'what should be its folder is a file'],
  ])('%s is a user error', (_, file, reason) => {
    mkdirSync(join(folder, 'there'));
    writeFileSync(join(folder, 'file'), '');
    const remedy = expect.stringContaining('--log-file run.jsonl') as string;
    const message = `The log ${file} cannot be written: ${reason}.`;
    expect(() => openLog({}, file)).toThrow(UserError);
    expect(() => openLog({}, file)).toThrow(expect.objectContaining({ message, remedy }) as Error);
  });

  test.runIf(existsSync('/dev/full'))(
    'loses its lines on a full disk, and says so once at the end',
    () => {
      const log = openLog({}, '/dev/full');
      for (let id = 0; id < 1000; id++) log.event(rejected());
      log.event({ kind: 'ended', ending: { kind: 'finished' }, states: TALLY });
      expect(log.close()).toEqual({
        kind: 'broken',
        reason: expect.stringContaining('ENOSPC') as string,
        lost: 1001,
      });
    },
  );
});
