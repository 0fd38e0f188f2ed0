import { describe, expect, test } from 'vitest';
import { inLoopTime, turns } from '../support/loop-time.ts';
import { connectTo, inShort, letterOf, PATIENT, yes } from './connections.ts';
import { scripted } from '../support/test-servers.ts';

describe('the release of a letter', () => {
  test('is requested after 354, and nothing of the body is out before it', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    await connection.send(letterOf('x\r\n'), async () => {
      expect(server.lines[0]?.at(-1)).toBe('DATA');
      await turns();
      expect(server.clear()).not.toContain('Subject');
      return true;
    });
    expect(server.accepted).toHaveLength(1);
  });

  test('withholds the letter and ends the connection if it resolves to false', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    const outcome = await connection.send(letterOf('x\r\n'), () => Promise.resolve(false));
    expect([outcome.kind, connection.usable]).toEqual(['withheld', false]);
    await expect.poll(server.openConnections).toBe(0);
    expect(server.clear()).not.toContain('Subject');
    expect([...server.accepted, ...server.unanswered]).toEqual([]);
  });

  test.each([
    ['rejects', () => Promise.reject(new Error('disk full'))],
    [
      'throws',
      () => {
        throw new Error('disk full');
      },
    ],
  ])('withholds the letter if it %s, and `send` rejects with its error', async (_, release) => {
    const server = await scripted();
    const connection = await connectTo(server);
    await expect(connection.send(letterOf('x\r\n'), release)).rejects.toThrow('disk full');
    expect(connection.usable).toBe(false);
    await expect.poll(server.openConnections).toBe(0);
    expect(server.clear()).not.toContain('Subject');
  });

  test.each([
    ['550 5.7.1 no', 'body 550'],
    ['421 4.3.2 closing', 'body 421'],
    ['250 ok', 'body -'],
  ])(
    'is waited for if the server replies %s in the meantime, and nothing is sent',
    async (reply, expected) => {
      const server = await scripted({
        script: ({ step }) => (step === 'body' ? { reply } : undefined),
      });
      const connection = await connectTo(server);
      let released = false;
      const outcome = await connection.send(letterOf('x\r\n'), async () => {
        await turns();
        return (released = true);
      });
      expect([inShort(outcome), released, connection.usable]).toEqual([expected, true, false]);
      await expect.poll(server.openConnections).toBe(0);
      expect(server.clear()).not.toContain('Subject');
    },
  );

  test('is not requested if the server replies with 2xx instead of 354', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'data' ? { reply: '250 ok' } : undefined),
    });
    const connection = await connectTo(server);
    let asked = false;
    const outcome = await connection.send(letterOf('x\r\n'), () => {
      asked = true;
      return yes();
    });
    expect([inShort(outcome), asked, connection.usable]).toEqual(['data -', false, false]);
  });
});

describe('a server that sends unexpected replies', () => {
  test.each(['mail', 'rcpt', 'data', 'dot'] as const)(
    'at %s never has one taken for the reply to another letter',
    async (step) => {
      const server = await scripted({
        script: (event) =>
          event.step === step && event.letter === 0
            ? { reply: `${step === 'data' ? 354 : 250} ok\r\n250 ok` }
            : event.step === 'dot' && event.letter > 0
              ? { reply: '550 no' }
              : undefined,
      });
      const connection = await connectTo(server);
      const first = await connection.send(letterOf('x\r\n'), yes);
      expect(first.kind).toBe(step === 'dot' ? 'accepted' : 'failed');
      expect(connection.usable).toBe(false);
      expect((await connection.send(letterOf('x\r\n'), yes)).kind).toBe('failed');
      expect(server.accepted).toHaveLength(step === 'dot' ? 1 : 0);
    },
  );

  test.each([
    ['250 ok', '250 again', 'accepted'],
    ['250 ok', '421 4.3.0 closing', 'accepted'],
    ['250 ok', '550 no', 'dot -'],
    ['550 no', '250 ok', 'dot -'],
    ['550 no', '550 again', 'dot 550'],
    ['250 ok', '25', 'dot -'],
  ])('to one letter loses the connection: %s and %s make it %s', async (one, two, expected) => {
    const server = await scripted({
      script: ({ step }) => (step === 'dot' ? { reply: `${one}\r\n${two}` } : undefined),
    });
    const connection = await connectTo(server);
    expect(inShort(await connection.send(letterOf('x\r\n'), yes))).toBe(expected);
    expect(connection.usable).toBe(false);
  });

  test.each([
    ['mail', '220 hello', 'mail -'],
    ['mail', '354 go on', 'mail -'],
    ['rcpt', '221 bye', 'rcpt -'],
    ['rcpt', '251 forwarded', 'accepted'],
    ['data', '250 ok', 'data -'],
    ['data', '334 go on', 'data -'],
    ['dot', '221 bye', 'dot -'],
    ['dot', '235 welcome', 'dot -'],
    ['dot', '354 go on', 'dot -'],
    ['dot', '251 forwarded', 'accepted'],
  ] as const)(
    'of another class at %s, such as %s, makes the letter %s',
    async (at, reply, expected) => {
      const server = await scripted({
        script: ({ step }) => (step === at ? { reply } : undefined),
      });
      const connection = await connectTo(server);
      expect(inShort(await connection.send(letterOf('x\r\n'), yes))).toBe(expected);
      expect(connection.usable).toBe(expected === 'accepted');
    },
  );

  test('without end loses the connection when the timeout is over', async () => {
    const server = await scripted({
      // The stall leaves the commands that follow in the same packet without a reply.
      script: ({ step }) =>
        step === 'mail' ? { reply: '\r\n'.repeat(400_000), then: 'stall' } : undefined,
    });
    const outcome = await inLoopTime(async () => {
      const connection = await connectTo(server, {}, { ...PATIENT, command: 300 });
      return connection.send(letterOf('x\r\n'), yes);
    });
    expect(inShort(outcome)).toBe('mail -');
  });
});
