import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { certificateFile, type ScriptedOptions, type Step } from '../support/scripted-server.ts';
import { actionOf, cellsOf, HUGE, judged, withTimeouts } from '../deliver/fault-cells.ts';
import { connectTo, letterOf, transportTo, yes } from './connections.ts';
import { scripted } from '../support/test-servers.ts';

describe.each([
  ['with PIPELINING', ['PIPELINING']],
  ['without PIPELINING', []],
])('a letter to a server %s', (_, extensions) => {
  test.each(cellsOf(['mail', 'rcpt', 'data', 'body', 'dot']))(
    'that replies to %s with %s: %s',
    async (step, fault, expected) => {
      const server = await scripted({
        extensions,
        script: (event) =>
          event.step === step && event.letter === 0
            ? { ...actionOf(fault, step), ...(step === 'body' && { after: 10_000 }) }
            : undefined,
      });
      const first = step === 'body' ? letterOf(HUGE) : letterOf('first\r\n', 'first@example.com');
      const { connection, outcome } = await withTimeouts(fault, step, async (timeouts) => {
        const connection = await connectTo(server, {}, timeouts);
        return { connection, outcome: await connection.send(first, yes) };
      });
      const { usable } = connection;
      expect(`${judged(outcome)}, ${usable ? 'kept' : 'closed'}`).toBe(expected);

      const next = await connection.send(letterOf('second\r\n', 'second@example.com'), yes);
      expect(next.kind).toBe(usable ? 'accepted' : 'failed');
      const arrived = server.accepted.map(({ to, raw }) => [to, String(raw)]);
      const both = [
        ['first@example.com', 'Subject: x\r\n\r\nfirst\r\n'],
        ['second@example.com', 'Subject: x\r\n\r\nsecond\r\n'],
      ];
      if (usable) expect(arrived).toEqual(outcome.kind === 'accepted' ? both : both.slice(1));
      if (step !== 'dot' && outcome.kind === 'failed') expect(server.unanswered).toEqual([]);
    },
  );
});

describe('a connection to a server', () => {
  const tls = { startTls: 'required', ca: readFileSync(certificateFile('ca'), 'utf8') } as const;
  const needs: Partial<Record<Step, ScriptedOptions['extensions']>> = {
    starttls: ['STARTTLS'],
    auth: ['AUTH PLAIN'],
  };

  test.each(cellsOf(['greeting', 'ehlo', 'helo', 'starttls', 'auth']))(
    'that replies to %s with %s: %s',
    async (step, fault, expected) => {
      const server = await scripted({
        extensions: needs[step] ?? [],
        script: (event) => {
          if (event.step === step) return actionOf(fault, step);
          return step === 'helo' && event.step === 'ehlo' ? { reply: '502 what?' } : undefined;
        },
      });
      const own = {
        ...(step === 'starttls' && tls),
        ...(step === 'auth' && { auth: { user: 'ada', pass: 'secret' } }),
      };
      const connected = await withTimeouts(fault, step, (timeouts) =>
        transportTo(server, own, timeouts).connect(),
      );
      if (connected.ok) {
        expect((await connected.connection.send(letterOf('x\r\n'), yes)).kind).toBe(expected);
        connected.connection.close();
        return;
      }
      expect(judged({ kind: 'failed', failure: connected.failure })).toBe(expected);
      await expect.poll(server.openConnections).toBe(0);
    },
  );
});
