import { describe, expect, onTestFinished, test } from 'vitest';
import { startSink, startVanishing, type SmtpSink } from '../support/smtp-sink.ts';
import { scripted, sink } from '../support/test-servers.ts';
import { bench, useFreshBench } from './fresh-bench.ts';
import { LATER, SOON, total } from './run-bench.ts';

useFreshBench();

describe('a run', () => {
  test('pauses if the sender is refused, and leaves the deliveries planned', async () => {
    const { url } = await sink({ refuseSender: [550, 'not you'] });
    await bench.subscribe(20);
    const { result, tally } = await bench.deliver({ url });
    expect(result).toEqual({ kind: 'paused', reason: '550 not you' });
    expect(tally).toMatchObject({ planned: 20 });
  });

  test('pauses if no server is reachable, and leaves the deliveries planned', async () => {
    const { url, close } = await startSink();
    await close();
    await bench.subscribe(3);
    const { result, tally } = await bench.deliver({ url });
    expect(result.kind).toBe('paused');
    expect(tally).toMatchObject({ planned: 3 });
  });

  test('waits for a server that becomes reachable later', async () => {
    const { port, close } = await startSink();
    await close();
    await bench.subscribe(3);
    let late: Promise<SmtpSink> | undefined;
    const { result } = await bench.deliver({
      url: `smtp://127.0.0.1:${port}`,
      delivery: SOON,
      onEvent: ({ kind }) => {
        if (kind === 'connection-failed') late ??= startSink({ port });
      },
    });
    expect(result).toEqual({ kind: 'finished' });
    const server = await late;
    onTestFinished(() => server?.close());
    expect(server?.letters).toHaveLength(3);
  });

  test('pauses when too many recipients are refused, and continues when it is sent again', async () => {
    const { url } = await sink({ refuse: () => [550, '5.1.2 unknown'] });
    await bench.subscribe(50);
    const delivery = { ...LATER, maxConnections: 1, pause: { window: 20, refused: 10 } };
    const first = await bench.deliver({ url, delivery });
    expect(first.result).toEqual({
      kind: 'paused',
      reason: expect.stringMatching(/^10 of the last 10 recipients were refused/) as string,
    });
    expect(first.tally).toMatchObject({ rejected: 10, planned: 40 });
    const second = await bench.deliver({ url, delivery });
    expect(second.tally).toMatchObject({ rejected: 20, planned: 30 });
  });

  test('pauses when a server replies to no letter, and leaves the others planned', async () => {
    const { port, close } = await startVanishing('dot');
    onTestFinished(close);
    await bench.subscribe(40);
    const url = `smtp://127.0.0.1:${port}`;
    const delivery = { ...LATER, maxConnections: 2 };
    const { result, tally } = await bench.deliver({ url, delivery });
    expect(result).toEqual({
      kind: 'paused',
      reason: expect.stringMatching(/^5 of the last 5 letters are unknown/) as string,
    });
    expect(tally.unknown).toBeGreaterThanOrEqual(5);
    expect(tally.unknown).toBeLessThan(8);
    expect(tally.unknown + tally.planned).toBe(40);
  });

  test('goes on when all connections are lost at once, and leaves one letter of each unknown', async () => {
    let lost = 0;
    const { url } = await scripted({
      script: ({ step, letter }) =>
        step === 'dot' && letter >= 10 && lost++ < 3 ? { then: 'disconnect' } : undefined,
    });
    await bench.subscribe(40);
    const { result, tally } = await bench.deliver({ url, delivery: SOON });
    expect(result).toEqual({ kind: 'finished' });
    expect(tally).toMatchObject({ accepted: 37, unknown: 3 });
  });

  test('begins no more letters once it is aborted, and finishes those under way', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(200);
    const stop = new AbortController();
    const { result, tally } = await bench.deliver({
      url,
      signal: stop.signal,
      onEvent: () => {
        if (letters.length >= 20) stop.abort();
      },
    });
    expect(result).toEqual({ kind: 'interrupted' });
    expect(tally).toMatchObject({ accepted: letters.length, released: 0, unknown: 0 });
    expect(letters.length).toBeLessThan(40);
    expect(total(tally)).toBe(200);
  });

  test('that has lost its lease sends no more letters', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(100);
    const old = await bench.lease('old');
    const { result } = await bench.deliver({
      url,
      lease: old,
      delivery: { ...LATER, maxConnections: 1 },
      onEvent: () => {
        if (letters.length === 10) void bench.lease('new');
      },
    });
    expect(result).toEqual({ kind: 'lost' });
    expect(letters.length).toBeLessThan(20);
  });

  test('sends nothing that can’t be recorded because the disk is full', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(300);
    const lease = await bench.lease();
    const [count] = await bench.store.query('pragma page_count');
    const pages = Number(count?.['page_count']);
    await bench.store.query(`pragma max_page_count = ${pages + 2}`);
    const { result } = await bench.deliver({ url, lease });
    expect(result).toMatchObject({
      kind: 'unrecordable',
      reason: expect.stringMatching(/full/) as string,
    });
    const released = await bench.store.query(`select * from transitions where state = 'released'`);
    expect(letters.length).toBeLessThanOrEqual(released.length);
    expect(letters.length).toBeLessThan(300);
  });
});
