import { expect, test } from 'vitest';
import { bench } from './fresh-bench.ts';
import { scripted } from './smtp-letters.ts';

const announcements = (lines: readonly string[] = []) =>
  lines.filter((line) => line.startsWith('MAIL')).length;

test('puts nobody off where the server closes each connection after a few letters', async () => {
  let taken = 0;
  const server = await scripted({
    script: ({ step }) =>
      step === 'dot' && ++taken % 4 === 0 ? { reply: '250 enough', then: 'disconnect' } : undefined,
  });
  await bench.subscribe(41);
  const { result, events } = await bench.deliver({ url: server.url });
  expect(result).toEqual({ kind: 'finished' });
  expect(new Set(server.accepted.map(({ to }) => to)).size).toBe(41);
  const states = events.map((event) => (event.kind === 'outcome' ? event.state : 'accepted'));
  expect(new Set(states)).toEqual(new Set(['accepted']));
});

test('announces no more letters on a connection than it may carry', async () => {
  const server = await scripted();
  await bench.subscribe(25);
  await bench.deliver({ url: `${server.url}?maxConnections=1&maxMessages=10` });
  expect(server.lines.map(announcements)).toEqual([10, 10, 5]);
});

test('leaves what was announced as it is when the run is stopped', async () => {
  const stop = new AbortController();
  const server = await scripted({
    script: ({ step, letter }) => {
      if (step !== 'dot' || letter !== 3) return undefined;
      // Once the next one is announced, which takes no time on loopback.
      setTimeout(() => {
        stop.abort();
      }, 100);
      return { reply: '250 ok', delay: 300 };
    },
  });
  await bench.subscribe(10);
  const url = `${server.url}?maxConnections=1`;
  const { result, tally } = await bench.deliver({ url, signal: stop.signal });
  expect(result).toEqual({ kind: 'interrupted' });
  expect(tally).toMatchObject({ accepted: 4, planned: 6 });
  expect(announcements(server.lines[0])).toBe(5);
  const rest = await bench.deliver({ url });
  expect(rest.tally).toMatchObject({ accepted: 10 });
  expect(server.accepted).toHaveLength(10);
});

test('keeps to the rate with what it announces', async () => {
  const times: number[] = [];
  const server = await scripted({
    script: ({ step }) => {
      if (step === 'mail') times.push(Date.now());
      return undefined;
    },
  });
  await bench.subscribe(25);
  await bench.deliver({ url: server.url, delivery: { rate: { perSecond: 10 } } });
  const crowded = times.filter((time, index) => (times[index + 10] ?? Infinity) - time < 950);
  expect([times.length, crowded]).toEqual([25, []]);
});
