import { describe, expect, onTestFinished, test } from 'vitest';
import { scripted } from '../support/test-servers.ts';
import { inLoopTime, turns } from '../support/loop-time.ts';
import { startScripted, type ScriptedOptions } from '../support/scripted-server.ts';
import { startSink } from '../support/smtp-sink.ts';
import { acquireMany, PATIENCE_MS, poolOf } from './pool-bench.ts';

/** A port on which no server listens yet. */
async function closedPort(): Promise<number> {
  const { port, close } = await startScripted();
  await close();
  return port;
}

const refusing = (step: string, reply: string): ScriptedOptions => ({
  extensions: ['AUTH PLAIN'],
  script: (event) => (event.step === step ? { reply } : undefined),
});
const auth = { user: 'ada', pass: 'secret' };

describe('a pool', () => {
  test('shares connections by the weights of the servers', async () => {
    const [one, other] = [await scripted(), await scripted()];
    const bench = poolOf(
      { ...one, weight: 2, maxConnections: 20 },
      { ...other, maxConnections: 20 },
    );
    const all = await acquireMany(bench, 18);
    const ofOne = all.filter(({ server }) => server === `127.0.0.1:${one.port}`);
    expect([ofOne.length, all.length - ofOne.length]).toEqual([12, 6]);
  });

  test('hands out at most `maxConnections`, and another one when one is freed', async () => {
    const bench = poolOf({ ...(await scripted()), maxConnections: 2 });
    const [first] = await acquireMany(bench, 2);
    let acquired = false;
    const third = bench.acquire().then(() => (acquired = true));
    await turns();
    expect(acquired).toBe(false);
    first?.free();
    await third;
  });

  test('ends every wait when the run is over', async () => {
    const bench = poolOf({ ...(await scripted()), maxConnections: 1 });
    await bench.acquire();
    const waiting = [bench.pool.acquire(), bench.pool.acquire()];
    bench.abort();
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
    expect(await bench.pool.acquire()).toBeUndefined();
    expect(bench.ends).toEqual([]);
  });
});

describe('a standby server', () => {
  test('is not used when the others have no connection left', async () => {
    const [regular, standby] = [await scripted(), await scripted()];
    const bench = poolOf({ ...regular, maxConnections: 1 }, { ...standby, weight: 0 });
    const first = await bench.acquire();
    const second = bench.acquire();
    await turns();
    first.free();
    expect((await second).server).toBe(first.server);
  });

  test('is used while no other is reachable, and no longer', async () => {
    const port = await closedPort();
    const standby = await scripted();
    const bench = poolOf({ port, maxConnections: 1 }, { ...standby, weight: 0, maxConnections: 1 });
    const servers: string[] = [];
    await inLoopTime(async () => {
      const regular = await bench.acquire();
      await regular.open();
      const replacement = await bench.acquire();
      await replacement.open();
      const { close } = await startSink({ port });
      onTestFinished(close);
      const again = await bench.acquire();
      await again.open();
      servers.push(...[regular, replacement, again].map(({ server }) => server));
      for (const each of [replacement, again]) each.free();
    });
    const [regular, other] = [port, standby.port].map((each) => `127.0.0.1:${each}`);
    expect(servers).toEqual([regular, other, regular]);
  });
});

describe('a run without a usable server', () => {
  test('is paused once no server has answered for as long as it waits', async () => {
    const port = await closedPort();
    const bench = poolOf({ port });
    await inLoopTime(async () => {
      const start = performance.now();
      for (let pooled = await bench.pool.acquire(); pooled; pooled = await bench.pool.acquire()) {
        await pooled.open();
      }
      expect(performance.now() - start).toBeGreaterThanOrEqual(PATIENCE_MS);
    });
    expect(bench.ends).toMatchObject([
      {
        kind: 'paused',
        reason: expect.stringMatching(`^127.0.0.1:${port}: .*ECONNREFUSED`) as string,
      },
    ]);
  });

  test('is stopped by a refused login', async () => {
    const server = await scripted(refusing('auth', '535 5.7.8 no'));
    const bench = poolOf({ ...server, auth });
    await (await bench.acquire()).open();
    expect(await bench.pool.acquire()).toBeUndefined();
    expect(bench.ends).toEqual([
      { kind: 'stopped', reason: `127.0.0.1:${server.port}: 535 5.7.8 no` },
    ]);
  });

  test('is stopped rather than paused if both happened', async () => {
    const paused = await scripted(refusing('greeting', '554 5.7.1 go away'));
    const stopped = await scripted(refusing('auth', '535 5.7.8 no'));
    const bench = poolOf({ ...paused, auth }, { ...stopped, auth });
    for (const each of await acquireMany(bench, 2)) await each.open();
    expect(await bench.pool.acquire()).toBeUndefined();
    expect(bench.ends.map(({ kind }) => kind)).toEqual(['stopped']);
  });

  test('goes on with the servers that are left', async () => {
    const refused = await scripted(refusing('greeting', '554 5.7.1 go away'));
    const good = await scripted();
    const bench = poolOf(refused, good);
    for (const each of await acquireMany(bench, 2)) await each.open();
    const next = await acquireMany(bench, 2);
    expect(next.map(({ server }) => server)).toEqual(Array(2).fill(`127.0.0.1:${good.port}`));
    expect(bench.ends).toEqual([]);
  });
});
