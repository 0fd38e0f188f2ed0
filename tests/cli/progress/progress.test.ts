import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Io } from '../../../src/cli/io.ts';
import { startProgress } from '../../../src/cli/progress/progress.ts';
import type { DeliveryEvent } from '../../../src/deliver/events.ts';
import type { DeliveryState } from '../../../src/deliver/state.ts';
import { ioOn, makeScreen } from '../screen.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2023, 5, 14, 7) });
});
afterEach(() => {
  vi.useRealTimers();
});

const now = () => Date.now();
const SERVER = 'mail.example.com:465';

function outcome(id: number, state: DeliveryState): DeliveryEvent {
  const subscriber = { id, email: `reader${id}@example.com`, attributes: {} };
  const messageId = `<${id}@example.com>`;
  const about = { subscriber, domain: 'example.com', attempt: 1, messageId };
  return { kind: 'outcome', ...about, state, server: SERVER };
}

const slowed = (connections: number): DeliveryEvent => ({
  kind: 'slowed',
  server: SERVER,
  connections,
  reason: '421 4.7.0 Too \u001b[31mmany',
});
const FAILED: DeliveryEvent = {
  kind: 'connection-failed',
  server: SERVER,
  failure: { stage: 'connect', message: 'ECONNREFUSED' },
  retryInMs: 30_000,
};

function start(total: number, own: Partial<Io> = {}, columns = 80) {
  const screen = makeScreen(columns);
  const progress = startProgress(total, ioOn(screen, own), now);
  return {
    screen,
    progress,
    /** The line on which the cursor stands. */
    bar: () => screen.lines().at(-1),
    /** So many letters at an even pace over a time. */
    send: (from: number, to: number, ms: number, state: DeliveryState = 'accepted') => {
      for (let id = from; id < to; id++) {
        vi.advanceTimersByTime(ms / (to - from));
        progress.event(outcome(id, state));
      }
      vi.advanceTimersByTime(100);
    },
  };
}

describe('progress on a terminal', () => {
  test('shows the position, the rate and the time left', () => {
    const { bar, send } = start(1000);
    send(0, 250, 5000);
    expect(bar()).toMatch(/^█{7}░{23} {2}25% {2}250 of 1,000 {2}4\d per second {2}0:1[5-6] left$/);
  });

  test('uses the last ten seconds for the rate, not the whole time', () => {
    const { bar, send } = start(10_000);
    send(0, 1000, 10_000);
    send(1000, 1100, 20_000);
    expect(bar()).toContain('  5 per second  ');
  });

  test('counts the letters that were not accepted by state', () => {
    const { bar, progress } = start(100);
    const states = ['accepted', 'unknown', 'deferred', 'rejected', 'released', 'planned'] as const;
    for (const [id, state] of states.entries()) progress.event(outcome(id, state));
    vi.advanceTimersByTime(100);
    expect(bar()).toContain('3 of 100');
    expect(bar()).toContain('  1 deferred  1 rejected  1 unknown');
  });

  test('counts a letter that is deferred repeatedly only once, until it is final', () => {
    const { screen, bar, progress } = start(2, {}, 120);
    for (let round = 0; round < 5; round++) {
      progress.event(outcome(7, 'deferred'));
      vi.advanceTimersByTime(100);
      expect(bar()).toMatch(/0 of 2 .* 1 deferred$/);
    }
    progress.event(outcome(7, 'accepted'));
    vi.advanceTimersByTime(100);
    expect(bar()).toContain('1 of 2');
    expect(bar()).not.toContain('deferred');
    progress.stop();
    expect(screen.lines().join('\n')).not.toContain('deferred');
  });

  test('redraws at most ten times per second', () => {
    const { screen, send } = start(20_000);
    send(0, 10_000, 1000);
    expect(screen.raw().split('\r').length - 1).toBeLessThanOrEqual(11);
  });

  test.each([1, 2, 5, 10, 20, 40, 60, 81, 200])('shows whole figures in %i columns', (columns) => {
    const drawn: string[] = [];
    const { send } = start(1_000_000, { draw: (text) => drawn.push(text) }, columns);
    send(0, 100, 1000);
    send(100, 200, 1000, 'deferred');
    const shown = (drawn.at(-1) ?? '').split('  ').filter((part) => !/[█░]/.test(part));
    for (const part of shown) {
      expect(part).toMatch(
        /^(0%|100 of 1,000,000|\d\d per second|\d:\d\d:\d\d left|100 deferred)$/,
      );
    }
    if (columns > 4) expect(drawn.at(-1)?.length).toBeLessThan(columns);
    if (columns > 80) expect(shown).toHaveLength(5);
  });

  test('shows 100% only when nothing is left', () => {
    const { bar, send } = start(1000);
    send(0, 999, 100);
    expect(bar()).toContain(' 99% ');
    send(999, 1000, 100);
    expect(bar()).toContain('100%');
  });

  test('counts down while nothing can be sent, and continues with the next letter', () => {
    const { bar, progress, send } = start(24);
    send(0, 12, 1000);
    send(12, 24, 1000, 'deferred');
    progress.event({ kind: 'waiting', until: new Date(now() + 272_000), deferred: 12 });
    vi.advanceTimersByTime(100);
    expect(bar()).toBe('12 letters deferred; next try in 4:32. Press Ctrl-C to stop here.');
    vi.advanceTimersByTime(60_000);
    expect(bar()).toContain('next try in 3:32.');
    vi.advanceTimersByTime(300_000);
    expect(bar()).toContain('next try now.');
    send(12, 14, 1000);
    expect(bar()).toContain('14 of 24');
    expect(bar()).toContain('10 deferred');
  });

  test('keeps notes and the bar apart', () => {
    const { screen, bar, progress, send } = start(100);
    send(0, 50, 1000);
    progress.note('Stopping after what is under way.');
    progress.event(FAILED);
    expect(screen.lines().slice(0, -1)).toEqual([
      'Stopping after what is under way.',
      `! No connection to ${SERVER}: ECONNREFUSED. Next try in 0:30.`,
    ]);
    expect(bar()).toContain('50 of 100');
  });

  test('leaves one line and no bar at the end', () => {
    const { screen, progress, send } = start(100);
    send(0, 99, 2000);
    send(99, 100, 10, 'rejected');
    progress.stop();
    progress.stop();
    expect(screen.lines()).toEqual([
      expect.stringMatching(/^ {2}100 of 100 letters done in 0:03, \d\d per second, 1 rejected$/),
      '',
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not take over the keyboard, so that Ctrl-C stays a signal', () => {
    const listeners = process.stdin.listenerCount('keypress') + process.listenerCount('SIGINT');
    const { progress, send } = start(10);
    send(0, 1, 500);
    expect(process.stdin.listenerCount('keypress') + process.listenerCount('SIGINT')).toBe(
      listeners,
    );
    progress.stop();
  });
});

describe('notes', () => {
  test('repeat the same text at most every ten seconds', () => {
    const { screen, progress } = start(100);
    for (let second = 0; second < 25; second++) {
      progress.event(FAILED);
      progress.event(slowed(2));
      vi.advanceTimersByTime(1000);
    }
    expect(screen.raw().match(/No connection/g)).toHaveLength(3);
    expect(screen.raw().match(/asked for less/g)).toHaveLength(3);
  });

  test('say that the database failed, and that it is back', () => {
    const { screen, progress } = start(100, {}, 200);
    progress.event({ kind: 'database-failed', reason: 'terminated \u001b[31m', retryInMs: 100 });
    vi.advanceTimersByTime(4200);
    progress.event({ kind: 'database-back', outageMs: 4200 });
    expect(screen.lines()).toContain('! The database failed: terminated \ufffd[31m. Trying again.');
    expect(screen.lines()).toContain('! The database is back after 0:05.');
  });

  test('show a new text at once, without control characters', () => {
    const { screen, progress } = start(100, {}, 200);
    progress.event(slowed(2));
    progress.event(slowed(1));
    expect(screen.lines()).toContain(
      `! ${SERVER} asked for less load: at most 1 connection from now on (421 4.7.0 Too \ufffd[31mmany).`,
    );
  });
});

describe.each([
  ['in a log', { interactive: () => false }],
  ['on a terminal that cannot write over a line', { env: { TERM: 'dumb' } }],
])('progress %s', (_, own) => {
  test('is a plain line every two seconds, and every ten after a minute', () => {
    const { screen, progress, send } = start(1_000_000, own);
    vi.advanceTimersByTime(1900);
    expect(screen.raw()).toBe('');
    send(0, 1000, 58_000);
    const lines = () => screen.lines().length - 1;
    expect(lines()).toBeGreaterThanOrEqual(28);
    expect(lines()).toBeLessThanOrEqual(30);
    const before = lines();
    vi.advanceTimersByTime(60_000);
    expect(lines() - before).toBe(6);
    progress.stop();
    expect(screen.raw()).not.toContain('\r');
  });

  test('is one line for a run that ends at once', () => {
    const { screen, progress } = start(1, own);
    progress.event(outcome(1, 'accepted'));
    progress.stop();
    expect(screen.raw()).toBe('  1 of 1 letter done\n');
  });

  test('says once that it waits, and then once a minute', () => {
    const { screen, progress } = start(1, own);
    progress.event(outcome(1, 'deferred'));
    progress.event({ kind: 'waiting', until: new Date(now() + 150_000), deferred: 1 });
    vi.advanceTimersByTime(100);
    expect(screen.raw()).toBe('  1 letter deferred; next try in 2:30.\n');
    vi.advanceTimersByTime(125_000);
    expect(screen.lines()).toHaveLength(4);
  });

  test('leaves waiting out of the rate', () => {
    const { screen, progress, send } = start(200, own);
    send(0, 100, 10_000);
    progress.event({ kind: 'waiting', until: new Date(now() + 600_000), deferred: 100 });
    vi.advanceTimersByTime(600_000);
    send(100, 200, 10_000);
    progress.stop();
    expect(screen.raw()).toMatch(/ 200 of 200 letters done in 0:2[01], (9\.9|10) per second\n$/);
  });
});

test('an empty run is done', () => {
  const { bar, progress, screen } = start(0);
  vi.advanceTimersByTime(100);
  expect(bar()).toContain('100%  0 of 0');
  progress.stop();
  expect(screen.lines()).toEqual(['  0 of 0 letters done', '']);
});
