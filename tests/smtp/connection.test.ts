import { describe, expect, test } from 'vitest';
import {
  connectTo,
  inShort,
  letterOf,
  PATIENT,
  scripted,
  SHORT,
  transportTo,
  yes,
} from './connections.ts';

describe('timeouts', () => {
  test('after the dot the wait is its own, longer than for a command', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'dot' ? { then: 'stall' } : undefined),
    });
    const connection = await connectTo(server, {}, { ...PATIENT, command: 500, dot: 900 });
    const start = performance.now();
    expect(inShort(await connection.send(letterOf('x\r\n'), yes))).toBe('dot -');
    expect(performance.now() - start).toBeGreaterThan(880);
  });

  test('each reply has its own', async () => {
    const server = await scripted({
      extensions: [],
      script: ({ step }) =>
        step === 'mail' || step === 'rcpt'
          ? { reply: '250 ok', delay: 400 }
          : step === 'data'
            ? { reply: '354 go on', delay: 400 }
            : undefined,
    });
    const connection = await connectTo(server, {}, { ...PATIENT, command: 1000 });
    expect((await connection.send(letterOf('x\r\n'), yes)).kind).toBe('accepted');
  });

  test('a reply that trickles in is not waited for without end', async () => {
    const server = await scripted({
      script: ({ step }) =>
        step === 'mail' ? { reply: `250 ${'x'.repeat(60_000)}`, bytewise: true } : undefined,
    });
    const connection = await connectTo(server, {}, { ...SHORT, command: 100 });
    expect(inShort(await connection.send(letterOf('x\r\n'), yes))).toBe('mail -');
  });
});

describe('connecting', () => {
  test('where nobody listens fails at connect', async () => {
    const { port, close } = await scripted();
    await close();
    const connected = await transportTo({ port }).connect();
    expect(connected).toMatchObject({ ok: false, failure: { stage: 'connect' } });
  });

  test('ends at once when it is stopped, before and in the middle', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'ehlo' ? { then: 'stall' } : undefined),
    });
    const before = await transportTo(server).connect(AbortSignal.abort());
    const stop = new AbortController();
    const middle = transportTo(server).connect(stop.signal);
    await expect.poll(() => server.lines[0]?.length).toBe(1);
    stop.abort();
    for (const connected of [before, await middle]) {
      expect(connected).toMatchObject({ ok: false, failure: { stage: 'connect' } });
    }
    await expect.poll(server.openConnections).toBe(0);
  });

  test('a signal that is aborted later does not touch the connection', async () => {
    const server = await scripted();
    const stop = new AbortController();
    const connected = await transportTo(server).connect(stop.signal);
    stop.abort();
    if (!connected.ok) throw new Error(connected.failure.message);
    expect((await connected.connection.send(letterOf('x\r\n'), yes)).kind).toBe('accepted');
    connected.connection.close();
  });
});

describe('closing', () => {
  test('says QUIT', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    connection.close();
    connection.close();
    expect(connection.usable).toBe(false);
    await expect.poll(server.openConnections).toBe(0);
    expect(server.lines[0]?.filter((line) => line === 'QUIT')).toHaveLength(1);
  });

  test('does not wait for long for a server that does not answer', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'quit' ? { then: 'stall' } : undefined),
    });
    (await connectTo(server)).close();
    await expect.poll(server.openConnections, { timeout: 2000 }).toBe(0);
  });

  test.each([
    ['body', 'body -'],
    ['dot', 'dot -'],
  ] as const)('in the middle of a letter, at %s, settles it', async (at, expected) => {
    const server = await scripted({
      script: ({ step }) => (step === at ? { then: 'stall' } : undefined),
    });
    const connection = await connectTo(server, {}, { ...SHORT, command: 9000, dot: 9000 });
    const sending = connection.send(letterOf('x\r\n'), async () => {
      if (at === 'body') connection.close();
      return Promise.resolve(true);
    });
    await expect.poll(() => server.lines[0]?.at(-1)).toBe('DATA');
    await new Promise((resolve) => setTimeout(resolve, 50));
    connection.close();
    expect(inShort(await sending)).toBe(expected);
  });

  test('by the server, while nothing is under way, is noticed', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'dot' ? { reply: '250 ok', then: 'disconnect' } : undefined),
    });
    const connection = await connectTo(server);
    expect((await connection.send(letterOf('x\r\n'), yes)).kind).toBe('accepted');
    await expect.poll(() => connection.usable).toBe(false);
    const outcome = await connection.send(letterOf('x\r\n'), yes);
    expect(inShort(outcome)).toBe('mail -');
  });
});
