import { expect, test } from 'vitest';
import { turns } from '../support/loop-time.ts';
import type { Due } from '../../src/deliver/ledger.ts';
import { createQueue, type Queue } from '../../src/deliver/queue.ts';
import { rateLimit, type Rate } from '../../src/deliver/rate-limits.ts';
import type { Limits } from '../../src/deliver/providers.ts';

const signal = new AbortController().signal;

function due(position: number, domain = 'example.com'): Due {
  const subscriber = { id: position, email: `p${position}@${domain}`, attributes: {} };
  return { subscriber, domain, attempts: 0, position };
}

interface Setup {
  readonly all: readonly Due[];
  readonly rate?: Rate;
  readonly lanes?: Readonly<Record<string, Limits>>;
}

function queueOf({ all, rate = {}, lanes = {} }: Setup) {
  let read = 0;
  const limits = new Map(Object.entries(lanes).map(([name, own]) => [name, rateLimit(own)]));
  const queue = createQueue({
    read: (limit) => {
      const page = all.slice(read, read + limit);
      read += page.length;
      return Promise.resolve(page);
    },
    limitsFor: (domain) => {
      const own = lanes[domain];
      return own && { name: domain, limits: own };
    },
    rates: {
      overall: rateLimit(rate),
      of: (name, own) => limits.get(name) ?? rateLimit(own),
    },
    now: () => Date.now(),
  });
  return { queue, hasRead: () => read };
}

async function takeAll(queue: Queue): Promise<number[]> {
  const taken: number[] = [];
  for (let next; (next = await queue.take(signal));) {
    taken.push(next.position);
    queue.done(next);
  }
  return taken;
}

test('the queue hands out each delivery once, in the order of the run', async () => {
  const all = Array.from({ length: 2345 }, (_, index) => due(index));
  const { queue } = queueOf({ all });
  expect(await takeAll(queue)).toEqual(all.map(({ position }) => position));
  expect(await queue.take(signal)).toBeUndefined();
});

test('the queue of an empty run ends at once for every waiting caller', async () => {
  const { queue } = queueOf({ all: [] });
  expect(await Promise.all([queue.take(signal), queue.take(signal)])).toEqual([
    undefined,
    undefined,
  ]);
});

test('the queue reads only a little ahead, however long the run is', async () => {
  const { queue, hasRead } = queueOf({ all: Array.from({ length: 50_000 }, (_, id) => due(id)) });
  for (let index = 0; index < 10; index++) await queue.take(signal);
  expect(hasRead()).toBeLessThan(1500);
});

test('the queue serves other providers while one has reached its limit', async () => {
  const all = [due(1, 'slow'), due(2, 'slow'), due(3, 'slow'), due(4), due(5)];
  const { queue } = queueOf({ all, lanes: { slow: { maxConnections: 1 } } });
  const first = await queue.take(signal);
  const rest = [await queue.take(signal), await queue.take(signal)];
  expect([first, ...rest].map((each) => each?.position).sort()).toEqual([1, 4, 5]);
  const waiting = queue.take(signal);
  expect(await Promise.race([waiting, Promise.resolve('still waiting')])).toBe('still waiting');
  const slow = [first, ...rest].find((each) => each?.domain === 'slow');
  if (slow) queue.done(slow);
  expect((await waiting)?.domain).toBe('slow');
});

test('the queue reads no further than its lookahead past a blocked provider', async () => {
  const all = Array.from({ length: 5000 }, (_, id) => due(id, 'slow'));
  const { queue, hasRead } = queueOf({ all, lanes: { slow: { maxConnections: 1 } } });
  await queue.take(signal);
  const aborted = new AbortController();
  const waiting = queue.take(aborted.signal);
  await turns();
  expect(hasRead()).toBeLessThanOrEqual(1400);
  aborted.abort();
  expect(await waiting).toBeUndefined();
});

test('the queue keeps to the rates of the run and of a provider', async () => {
  const all = Array.from({ length: 6 }, (_, id) => due(id, id < 3 ? 'slow' : 'example.com'));
  const start = Date.now();
  const { queue } = queueOf({ all, lanes: { slow: { perSecond: 2 } } });
  expect(await takeAll(queue)).toHaveLength(6);
  expect(Date.now() - start).toBeGreaterThanOrEqual(990);
  const limited = queueOf({ all, rate: { perSecond: 5 } });
  const again = Date.now();
  await takeAll(limited.queue);
  expect(Date.now() - again).toBeGreaterThanOrEqual(990);
});

test('the queue hands out nothing once the signal is aborted, even to waiting callers', async () => {
  const { queue } = queueOf({ all: [due(1), due(2)], rate: { perHour: 1 } });
  await queue.take(signal);
  const stop = new AbortController();
  const waiting = queue.take(stop.signal);
  stop.abort();
  expect(await waiting).toBeUndefined();
  expect(await queue.take(stop.signal)).toBeUndefined();
});

test('the queue rejects with the error of a failed read', async () => {
  const queue = createQueue({
    read: () => Promise.reject(new Error('gone')),
    limitsFor: () => undefined,
    rates: { overall: rateLimit({}), of: (_, own) => rateLimit(own) },
    now: () => 0,
  });
  await expect(queue.take(signal)).rejects.toThrow('gone');
});

test('takeNow returns a delivery that may go now, and none that must wait', async () => {
  const all = Array.from({ length: 4 }, (_, index) => due(index));
  const { queue } = queueOf({ all, rate: { perSecond: 2 } });
  expect(queue.takeNow()).toBeUndefined();
  expect((await queue.take(signal))?.position).toBe(0);
  expect(queue.takeNow()?.position).toBe(1);
  expect(queue.takeNow()).toBeUndefined();
});

test('takeNow returns nothing while a caller of `take` waits', async () => {
  const all = [due(0), due(1, 'slow.example'), due(2, 'slow.example')];
  const { queue } = queueOf({ all, lanes: { 'slow.example': { maxConnections: 1 } } });
  const [first, second] = [await queue.take(signal), await queue.take(signal)];
  const third = queue.take(signal);
  expect([first?.position, second?.position, queue.takeNow()]).toEqual([0, 1, undefined]);
  if (second) queue.done(second);
  expect((await third)?.position).toBe(2);
});

test('a delivery that is given back is next, and counts towards no limit', async () => {
  const all = [due(0), due(1), due(2)];
  const { queue } = queueOf({
    all,
    rate: { perHour: 3 },
    lanes: { 'example.com': { maxConnections: 1 } },
  });
  const first = await queue.take(signal);
  expect(queue.takeNow()).toBeUndefined();
  if (first) queue.giveBack(first);
  expect(await takeAll(queue)).toEqual([0, 1, 2]);
});

test('a delivery that is given back goes to a waiting caller', async () => {
  const { queue } = queueOf({
    all: [due(0), due(1)],
    lanes: { 'example.com': { maxConnections: 1 } },
  });
  const first = await queue.take(signal);
  const second = queue.take(signal);
  if (first) queue.giveBack(first);
  expect((await second)?.position).toBe(0);
});
