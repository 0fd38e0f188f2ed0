import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { certificateFile, type Step } from '../support/scripted-server.ts';
import {
  actionOf,
  cellsOf,
  HUGE,
  judged,
  withTimeouts,
  type Fault,
} from '../deliver/fault-cells.ts';
import { scripted } from '../support/test-servers.ts';
import { connectTo, inShort, letterOf, PATIENT, transportTo, yes } from './connections.ts';

/** Replies that make no sense: those before them are doubtful too. */
const NONSENSE: readonly Fault[] = ['garbage', 'two codes', 'NUL', 'not UTF-8'];

describe('a letter announced behind the final dot of the previous one', () => {
  /** Sends two letters, the second of which is announced, and returns their outcomes. */
  async function sendTwo(step: Step, letter: number, fault: Fault) {
    const server = await scripted({
      script: (event) =>
        event.step === step && event.letter === letter
          ? { ...actionOf(fault, step), ...(step === 'body' && { after: 10_000 }) }
          : undefined,
    });
    const first = letterOf('first\r\n', 'first@example.com');
    const second = step === 'body' ? letterOf(HUGE) : letterOf('second\r\n', 'second@example.com');
    return withTimeouts(fault, step, async (timeouts) => {
      const connection = await connectTo(server, {}, timeouts);
      const before = await connection.send(first, yes, () => Promise.resolve(second));
      // Like the sender, which opens a new connection if this one is gone.
      const after = connection.usable ? judged(await connection.send(second, yes)) : 'untried';
      return { server, before, after, kept: connection.usable ? 'kept' : 'closed' };
    });
  }

  test.each(cellsOf(['mail', 'rcpt', 'data', 'body', 'dot']))(
    'to a server that replies to %s with %s: %s, or untried without a certain reply about it; the letter before it is unknown after nonsense',
    async (step, fault, expected) => {
      const { server, before, after, kept } = await sendTwo(step, 1, fault);
      expect(judged(before)).toBe(
        step !== 'body' && step !== 'dot' && NONSENSE.includes(fault)
          ? 'dot - unknown go-on'
          : 'accepted',
      );
      const untried = /^(?:mail|rcpt|data) - /.test(expected);
      expect(`${after}, ${kept}`).toBe(untried ? 'untried, closed' : expected);
      const arrived = [...server.accepted, ...server.unanswered].map(({ to }) => to);
      const whole = step === 'dot' || after === 'accepted';
      expect(arrived).toEqual(['first@example.com', ...(whole ? ['second@example.com'] : [])]);
      expect(server.lines[0]?.filter((line) => line.startsWith('MAIL'))).toHaveLength(2);
    },
  );

  test.each(cellsOf(['dot']))(
    'is sent only if the connection is kept; the server replies to the first %s with %s: %s',
    async (step, fault, expected) => {
      const { server, before, after, kept } = await sendTwo(step, 0, fault);
      expect(`${judged(before)}, ${kept}`).toBe(expected);
      expect(after).toBe(kept === 'kept' ? 'accepted' : 'untried');
      const arrived = server.accepted.filter(({ to }) => to === 'second@example.com');
      expect(arrived).toHaveLength(kept === 'kept' ? 1 : 0);
    },
  );
});

describe('the next letter', () => {
  const second = letterOf('second\r\n', 'second@example.com');
  const next = () => Promise.resolve(second);
  const mails = (lines: readonly string[] = []) => lines.filter((line) => line.startsWith('MAIL'));

  test('is announced before the server replies to the final dot', async () => {
    const server = await scripted({
      script: ({ step, letter }) =>
        step === 'dot' && letter === 0 ? { reply: '250 ok', delay: 200 } : undefined,
    });
    const connection = await connectTo(server);
    let answered = false;
    const first = connection.send(letterOf('x\r\n'), yes, next).finally(() => (answered = true));
    await expect.poll(() => mails(server.lines[0])).toHaveLength(2);
    expect(answered).toBe(false);
    await first;
    expect((await connection.send(second, yes)).kind).toBe('accepted');
    expect(server.accepted.map(({ to }) => to)).toEqual(['ada@example.com', 'second@example.com']);
  });

  test('is requested once the current one is out, and its body waits for its own release', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    const steps: string[] = [];
    const tell = (step: string) => () => {
      steps.push(step);
      return Promise.resolve(true);
    };
    await connection.send(letterOf('x\r\n'), tell('released'), () => {
      steps.push('next');
      return Promise.resolve(second);
    });
    await expect.poll(() => server.lines[0]?.at(-1)).toBe('DATA');
    await connection.send(second, tell('released too'));
    expect(steps).toEqual(['released', 'next', 'released too']);
  });

  test('is not requested if the server does not offer PIPELINING', async () => {
    const server = await scripted({ extensions: [] });
    const connection = await connectTo(server);
    const outcome = await connection.send(letterOf('x\r\n'), yes, () => expect.unreachable());
    expect(outcome.kind).toBe('accepted');
  });

  test('is not requested with pipelining=false, and each command waits for its reply', async () => {
    const heard: Partial<Record<Step, number>> = {};
    const server = await scripted({
      script: ({ step }) => {
        heard[step] = Date.now();
        return step === 'mail' ? { reply: '250 ok', delay: 100 } : undefined;
      },
    });
    const connection = await connectTo(server, { pipelining: false });
    const outcome = await connection.send(letterOf('x\r\n'), yes, () => expect.unreachable());
    expect(outcome.kind).toBe('accepted');
    expect((heard.rcpt ?? 0) - (heard.mail ?? 0)).toBeGreaterThanOrEqual(95);
  });

  test.each([
    ['gives no reply to an announced letter', { then: 'stall' }, 'accepted'],
    ['replies nonsense to it', { reply: 'HTTP/1.1 200 OK' }, 'dot -'],
    ['replies to the letter before it once more', { reply: '550 no\r\n250 ok' }, 'dot -'],
  ] as const)('is never announced again to a server that %s', async (_, action, expected) => {
    const server = await scripted({
      script: ({ step, letter }) => (step === 'mail' && letter === 1 ? action : undefined),
    });
    const transport = transportTo(server, {}, { ...PATIENT, command: 300 });
    const connect = async () => {
      const connected = await transport.connect();
      if (!connected.ok) throw new Error(connected.failure.message);
      onTestFinished(() => {
        connected.connection.close();
      });
      return connected.connection;
    };
    const one = await connect();
    expect(inShort(await one.send(letterOf('x\r\n'), yes, next))).toBe(expected);
    expect(one.usable).toBe(false);
    const another = await connect();
    const outcome = await another.send(second, yes, () => expect.unreachable());
    expect(outcome.kind).toBe('accepted');
  });

  test('is announced over TLS too', async () => {
    const server = await scripted({ extensions: ['STARTTLS', 'PIPELINING'] });
    const ca = readFileSync(certificateFile('ca'), 'utf8');
    const connection = await connectTo(server, { startTls: 'required', ca });
    await connection.send(letterOf('x\r\n'), yes, next);
    await expect.poll(() => mails(server.lines[0])).toHaveLength(2);
    expect((await connection.send(second, yes)).kind).toBe('accepted');
    expect(server.accepted).toHaveLength(2);
  });

  test.each([
    ['there is none', () => Promise.resolve(undefined)],
    ['it cannot be made', () => Promise.reject(new Error('no letter'))],
    ['the server cannot take it', () => Promise.resolve(letterOf('x\r\n', 'ü@example.com'))],
  ])('is not announced if %s', async (_, nobody) => {
    const server = await scripted();
    const connection = await connectTo(server);
    expect((await connection.send(letterOf('x\r\n'), yes, nobody)).kind).toBe('accepted');
    expect((await connection.send(letterOf('x\r\n'), yes)).kind).toBe('accepted');
    expect(mails(server.lines[0])).toHaveLength(2);
  });

  test('is sent like any other if it comes too late to be announced', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    const late = Promise.withResolvers<typeof second>();
    await connection.send(letterOf('x\r\n'), yes, () => late.promise);
    late.resolve(second);
    expect((await connection.send(second, yes)).kind).toBe('accepted');
    expect(mails(server.lines[0])).toHaveLength(2);
  });

  test('is not sent if the connection is closed after it was announced', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    await connection.send(letterOf('x\r\n'), yes, next);
    connection.close();
    await expect.poll(server.openConnections).toBe(0);
    expect([...server.accepted, ...server.unanswered].map(({ to }) => to)).toEqual([
      'ada@example.com',
    ]);
  });

  test('is the only one that may follow: another one fails and closes the connection', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    await connection.send(letterOf('x\r\n'), yes, next);
    const other = await connection.send(letterOf('other\r\n', 'other@example.com'), yes);
    expect([other.kind, connection.usable]).toEqual(['failed', false]);
    expect(server.accepted).toHaveLength(1);
  });
});
