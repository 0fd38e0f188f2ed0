import { expect, test } from 'vitest';
import { bench, useFreshBench } from './fresh-bench.ts';
import { LATER, SOON } from './run-bench.ts';
import { inLoopTime } from '../support/loop-time.ts';
import { scripted } from '../support/test-servers.ts';

useFreshBench();

const announcements = (lines: readonly string[] = []) =>
  lines.filter((line) => line.startsWith('MAIL')).length;

test('defers nobody if the server closes each connection after a few letters', async () => {
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

test('announces at most `maxMessages` letters on a connection', async () => {
  const server = await scripted();
  await bench.subscribe(25);
  await bench.deliver({ url: `${server.url}?maxConnections=1&maxMessages=10` });
  expect(server.lines.map(announcements)).toEqual([10, 10, 5]);
});

test('leaves an announced letter planned when the run is stopped', async () => {
  const stop = new AbortController();
  const server = await scripted({
    script: ({ step, letter }) => {
      // The next letter is announced before the server replies to this one.
      if (step === 'mail' && letter === 4) stop.abort();
      return step === 'dot' && letter === 3 ? { reply: '250 ok', delay: 300 } : undefined;
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

test('keeps to the rate with announced letters', async () => {
  const times: number[] = [];
  const server = await scripted({
    script: ({ step }) => {
      if (step === 'mail') times.push(performance.now());
      return undefined;
    },
  });
  await bench.subscribe(25);
  await inLoopTime(() => {
    const [begun, start] = [Date.now(), performance.now()];
    const clock = () => new Date(begun + performance.now() - start);
    return bench.deliver({ url: server.url, delivery: { rate: { perSecond: 10 } }, clock });
  });
  const crowded = times.filter((time, index) => (times[index + 10] ?? Infinity) - time < 950);
  expect([times.length, crowded]).toEqual([25, []]);
});

/** Ends a run that would never end, so that the test fails instead of timing out. */
function patience(): AbortSignal {
  return AbortSignal.timeout(10_000);
}

test('finishes over one connection if the others are refused and a provider has a limit', async () => {
  const server = await scripted({
    script: ({ step, connection }) =>
      step === 'greeting' && connection > 0
        ? { reply: '421 4.7.0 too many connections', then: 'disconnect' }
        : undefined,
  });
  await bench.subscribe(30, ['big.example', 'big.example', 'other.example']);
  const { result, tally } = await bench.deliver({
    url: server.url,
    delivery: { ...SOON, maxConnections: 5, providers: { others: { maxConnections: 2 } } },
    signal: patience(),
  });
  expect([result.kind, tally.accepted]).toEqual(['finished', 30]);
});

test.each([2, 3])(
  'gives an announced letter back when the server asks for less after %i letters',
  async (letters) => {
    let dots = 0;
    const server = await scripted({
      script: ({ step }) => {
        if (step !== 'dot') return undefined;
        const isSlow = dots++ === letters;
        return isSlow ? { reply: '451 4.7.1 slow down', delay: 200 } : { reply: '250', delay: 20 };
      },
    });
    await bench.subscribe(9, ['one.example', 'two.example', 'two.example']);
    const { tally } = await bench.deliver({
      url: server.url,
      delivery: {
        ...LATER,
        maxConnections: 2,
        providers: { 'two.example': { maxConnections: 1 } },
      },
      signal: patience(),
    });
    expect(tally).toMatchObject({ accepted: 8, deferred: 1, planned: 0 });
  },
);

test.each([
  ['250 ok', '250 ok'],
  ['452 busy', '452 busy'],
  ['552 too big', '552 too big'],
  ['250 ok', '250 2.1.5 a', '550 5.1.1 no such user'],
])(
  'charges nothing to the next letter if the replies to the dot are %s and %s',
  async (...replies) => {
    const server = await scripted({
      script: ({ step, letter }) =>
        step === 'dot' && letter === 0 ? { reply: replies.join('\r\n'), delay: 100 } : undefined,
    });
    await bench.subscribe(4);
    const { events } = await bench.deliver({ url: `${server.url}?maxConnections=1` });
    const states = events.flatMap((each) => (each.kind === 'outcome' ? each.state : []));
    expect(states.slice(1)).toEqual(['accepted', 'accepted', 'accepted']);
  },
);
