import { describe, expect, onTestFinished, test } from 'vitest';
import type { PooledConnection } from '../../src/deliver/pooled-connection.ts';
import { scripted } from '../support/test-servers.ts';
import { letterOf, yes } from '../smtp/connections.ts';
import { inLoopTime } from '../support/loop-time.ts';
import { startScripted } from '../support/scripted-server.ts';
import { acquireMany, poolOf } from './pool-bench.ts';

/** Frees a connection when the test ends. */
function freeLater(pooled: PooledConnection): PooledConnection {
  onTestFinished(() => {
    pooled.free();
  });
  return pooled;
}

async function closedPort(): Promise<{ readonly port: number }> {
  const { port, close } = await startScripted();
  await close();
  return { port };
}

describe('a pooled connection', () => {
  test('is opened once, and is reusable for as many letters as it may carry', async () => {
    const server = await scripted();
    const bench = poolOf({ ...server, maxMessages: 2 });
    const pooled = freeLater(await bench.acquire());
    const first = await pooled.open();
    expect([first?.usable, pooled.reusable()]).toEqual([true, true]);
    expect(await pooled.open()).toBe(first);
    expect(pooled.reusable()).toBe(false);
    expect(server.lines).toHaveLength(1);
    expect(bench.events).toEqual([{ kind: 'connected', server: pooled.server }]);
  });

  test('is opened again after the server has closed it, and counts its letters anew', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'dot' ? { reply: '250 ok', then: 'disconnect' } : undefined),
    });
    const bench = poolOf({ ...server, maxMessages: 2 });
    const pooled = freeLater(await bench.acquire());
    const first = await pooled.open();
    await first?.send(letterOf('x\r\n'), yes);
    await expect.poll(() => first?.usable).toBe(false);
    const second = await pooled.open();
    expect([second === first, second?.usable, pooled.reusable()]).toEqual([false, true, true]);
    expect(server.lines).toHaveLength(2);
  });

  test('closes with QUIT when it is freed', async () => {
    const server = await scripted();
    const pooled = await poolOf(server).acquire();
    await pooled.open();
    pooled.free();
    await expect.poll(() => server.lines[0]?.at(-1)).toBe('QUIT');
  });

  test('opens nothing once the run is over, and reports no failure', async () => {
    const server = await scripted();
    const bench = poolOf(server);
    const pooled = await bench.acquire();
    bench.abort();
    expect(await pooled.open()).toBeUndefined();
    expect(bench.events).toEqual([]);
  });
});

describe('a server that cannot be reached', () => {
  test('is tried again after a second, and its place in the pool is free', async () => {
    const bench = poolOf({ ...(await closedPort()), maxConnections: 1 });
    await inLoopTime(async () => {
      const pooled = await bench.acquire();
      expect(await pooled.open()).toBeUndefined();
      const failedAt = performance.now();
      await bench.acquire();
      expect(performance.now() - failedAt).toBeGreaterThanOrEqual(1000);
    });
    expect(bench.events).toMatchObject([
      { kind: 'connection-failed', failure: { stage: 'connect' }, retryInMs: 1000 },
    ]);
  });

  test('counts connections that fail together as one failure', async () => {
    const bench = poolOf(await closedPort());
    const all = await acquireMany(bench, 3);
    await Promise.all(all.map((each) => each.open()));
    expect(bench.events.map(({ kind }) => kind)).toEqual(['connection-failed']);
  });

  test('waits twice as long after each failure in a row', async () => {
    const bench = poolOf(await closedPort());
    await inLoopTime(async () => {
      for (let each = 0; each < 3; each++) await (await bench.acquire()).open();
    });
    expect(bench.events).toMatchObject([
      { retryInMs: 1000 },
      { retryInMs: 2000 },
      { retryInMs: 4000 },
    ]);
  });
});

describe('a server that asks for less', () => {
  test('gets half as many connections; requests within a second count once', async () => {
    const server = await scripted();
    const bench = poolOf({ ...server, maxConnections: 4 });
    const all = await acquireMany(bench, 4);
    for (const each of all.slice(0, 3)) each.slow('421 too many');
    expect(bench.events).toMatchObject([
      { kind: 'slowed', connections: 2, reason: '421 too many' },
    ]);
    expect(all.map((each) => each.reusable())).toEqual([false, false, false, false]);
    for (const each of all.slice(0, 2)) each.free();
    expect(all.slice(2).map((each) => each.reusable())).toEqual([true, true]);
  });

  test('keeps at least one connection', async () => {
    const bench = poolOf({ ...(await scripted()), maxConnections: 1 });
    const pooled = await bench.acquire();
    pooled.slow('421 too many');
    expect(bench.events).toMatchObject([{ kind: 'slowed', connections: 1 }]);
    expect(pooled.reusable()).toBe(true);
  });

  test('gets one connection more after 100 accepted letters on each', async () => {
    const bench = poolOf({ ...(await scripted()), maxConnections: 2 });
    await inLoopTime(async () => {
      const [kept, freed] = await acquireMany(bench, 2);
      kept?.slow('421 too many');
      freed?.free();
      let isMore = false;
      const more = bench.acquire().then((pooled) => {
        isMore = true;
        return pooled;
      });
      for (let letters = 0; letters < 99; letters++) kept?.accepted();
      await new Promise((resolve) => setTimeout(resolve, 5000));
      expect(isMore).toBe(false);
      kept?.accepted();
      expect((await more).server).toBe(kept?.server);
    });
  });
});
