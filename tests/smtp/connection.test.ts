import { describe, expect, test } from 'vitest';
import { inLoopTime } from '../support/loop-time.ts';
import { connectTo, inShort, letterOf, PATIENT, transportTo, yes } from './connections.ts';
import { scripted } from '../support/test-servers.ts';

describe('timeouts', () => {
  test('the timeout after the final dot is its own, longer than for a command', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'dot' ? { then: 'stall' } : undefined),
    });
    const { outcome, waited } = await inLoopTime(async () => {
      const connection = await connectTo(server, {}, { ...PATIENT, command: 300, dot: 900 });
      const start = performance.now();
      const outcome = await connection.send(letterOf('x\r\n'), yes);
      return { outcome, waited: performance.now() - start };
    });
    expect(inShort(outcome)).toBe('dot -');
    expect(waited).toBeGreaterThanOrEqual(900);
  });

  test('each reply has its own timeout', async () => {
    const slow = { mail: '250 ok', rcpt: '250 ok', data: '354 go on' };
    const server = await scripted({
      extensions: [],
      script: ({ step }) =>
        step in slow ? { reply: slow[step as keyof typeof slow], delay: 400 } : undefined,
    });
    const outcome = await inLoopTime(async () => {
      const connection = await connectTo(server, {}, { ...PATIENT, command: 600 });
      return connection.send(letterOf('x\r\n'), yes);
    });
    expect(outcome.kind).toBe('accepted');
  });

  test('a reply that arrives byte by byte must be whole within the timeout', async () => {
    const server = await scripted({
      script: ({ step }) =>
        step === 'mail' ? { reply: `250 ${'x'.repeat(60_000)}`, bytewise: true } : undefined,
    });
    const outcome = await inLoopTime(async () => {
      const connection = await connectTo(server, {}, { ...PATIENT, command: 300 });
      return connection.send(letterOf('x\r\n'), yes);
    });
    expect(inShort(outcome)).toBe('mail -');
  });
});

describe('connecting', () => {
  test('to a closed port fails at the stage `connect`', async () => {
    const { port, close } = await scripted();
    await close();
    const connected = await transportTo({ port }).connect();
    expect(connected).toMatchObject({ ok: false, failure: { stage: 'connect' } });
  });

  test('ends at once when it is aborted, before it begins or while it waits', async () => {
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

  test('is not affected by a signal that is aborted later', async () => {
    const server = await scripted();
    const stop = new AbortController();
    const connected = await transportTo(server).connect(stop.signal);
    stop.abort();
    if (!connected.ok) throw new Error(connected.failure.message);
    expect((await connected.connection.send(letterOf('x\r\n'), yes)).kind).toBe('accepted');
    connected.connection.close();
  });
});

describe('closing a connection', () => {
  test('sends QUIT once', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    connection.close();
    connection.close();
    expect(connection.usable).toBe(false);
    await expect.poll(server.openConnections).toBe(0);
    expect(server.lines[0]?.filter((line) => line === 'QUIT')).toHaveLength(1);
  });

  test('does not wait long for a server that does not answer QUIT', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'quit' ? { then: 'stall' } : undefined),
    });
    await inLoopTime(async () => {
      (await connectTo(server)).close();
      await expect.poll(server.openConnections).toBe(0);
    });
  });

  test('before the body of a letter ends the letter at `body`', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    const outcome = await connection.send(letterOf('x\r\n'), () => {
      connection.close();
      return yes();
    });
    expect(inShort(outcome)).toBe('body -');
    expect(server.clear()).not.toContain('Subject');
  });

  test('after the final dot ends the letter at `dot`', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'dot' ? { then: 'stall' } : undefined),
    });
    const connection = await connectTo(server);
    const sending = connection.send(letterOf('x\r\n'), yes);
    await expect.poll(() => server.unanswered).toHaveLength(1);
    connection.close();
    expect(inShort(await sending)).toBe('dot -');
  });

  test('is noticed if the server does it between two letters', async () => {
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
