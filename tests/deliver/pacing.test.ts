import { describe, expect, test } from 'vitest';
import { sink } from '../support/test-servers.ts';
import { bench, useFreshBench } from './fresh-bench.ts';
import { SOON } from './run-bench.ts';

useFreshBench();

describe('a run', () => {
  test('opens another connection after `maxMessages` letters', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(205);
    const { events } = await bench.deliver({ url: `${url}?maxConnections=1&maxMessages=50` });
    expect(letters).toHaveLength(205);
    expect(events.filter(({ kind }) => kind === 'connected')).toHaveLength(5);
  });

  test('keeps to the rate of its settings', async () => {
    const { url } = await sink();
    await bench.subscribe(25);
    const start = Date.now();
    await bench.deliver({ url, delivery: { rate: { perSecond: 10 } } });
    expect(Date.now() - start).toBeGreaterThanOrEqual(1900);
  });

  test('counts letters of other runs in the last hour towards its rate', async () => {
    const { url } = await sink();
    await bench.subscribe(3);
    await bench.deliver({ url });
    const lease = await bench.lease('test', 'next');
    const stop = new AbortController();
    const delivery = { rate: { perHour: 4 } };
    const { tally } = await bench.deliver({
      url,
      delivery,
      lease,
      signal: stop.signal,
      // Another letter that may go is under way by now, and would be finished.
      onEvent: ({ kind }) => {
        if (kind === 'outcome') stop.abort();
      },
    });
    expect(tally).toMatchObject({ accepted: 1, planned: 2 });
  });

  test('never has more letters under way to a provider than its limit', async () => {
    let under = 0;
    let most = 0;
    const { url } = await sink({
      refuse: (to) => {
        if (to.endsWith('@gmail.com')) most = Math.max(most, ++under);
        return undefined;
      },
      refuseLetter: (to) => {
        if (to.endsWith('@gmail.com')) under--;
        return undefined;
      },
    });
    await bench.subscribe(60, ['gmail.com', 'example.com']);
    const delivery = { maxConnections: 10, providers: { gmail: { maxConnections: 2 } } };
    const { tally } = await bench.deliver({ url, delivery });
    expect(tally).toMatchObject({ accepted: 60 });
    expect(most).toBeLessThanOrEqual(2);
  });

  test('halves its connections when the server asks for less', async () => {
    let asked = 0;
    const { url } = await sink({
      refuse: () => (++asked === 30 ? [451, '4.7.0 slow down'] : undefined),
    });
    await bench.subscribe(200);
    const { events, tally } = await bench.deliver({
      url: `${url}?maxConnections=8`,
      delivery: SOON,
    });
    expect(tally).toMatchObject({ accepted: 200 });
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'slowed', connections: 4, reason: '451 4.7.0 slow down' }),
    );
  });

  test('shares its letters between servers, and uses a standby only if no other is reachable', async () => {
    const [one, two, three] = [await sink(), await sink(), await sink()];
    await bench.subscribe(300);
    const options = 'maxConnections=2&maxMessages=10';
    const urls = [
      `${one.url}?${options}&weight=2`,
      `${two.url}?${options}`,
      `${three.url}?weight=0`,
    ];
    await bench.deliver({ url: urls.join(' ') });
    expect(three.letters).toHaveLength(0);
    expect(one.letters.length + two.letters.length).toBe(300);
    expect(two.letters.length).toBeGreaterThan(30);

    await one.close();
    await two.close();
    const lease = await bench.lease('test', 'next');
    const { result } = await bench.deliver({ url: urls.join(' '), lease });
    expect(result).toEqual({ kind: 'finished' });
    expect(three.letters).toHaveLength(300);
  });
});
