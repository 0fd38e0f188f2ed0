import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inLoopTime, turns } from '../support/loop-time.ts';
import { certificateFile, type Step } from '../support/scripted-server.ts';
import { scripted } from '../support/test-servers.ts';
import { connectTo, inShort, letterOf, yes } from './connections.ts';

const letter = letterOf('x\r\n');
const verbs = (lines: readonly string[] = []) => lines.map((line) => line.split(/[ :]/)[0]);

describe('a session', () => {
  test('sends one transaction per letter over one connection, and QUIT at its end', async () => {
    const server = await scripted({ extensions: [] });
    const connection = await connectTo(server);
    for (let each = 0; each < 2; each++) await connection.send(letter, yes);
    connection.close();
    await expect.poll(server.openConnections).toBe(0);
    const transaction = ['MAIL', 'RCPT', 'DATA'];
    expect(server.lines.map(verbs)).toEqual([['EHLO', ...transaction, ...transaction, 'QUIT']]);
  });

  test.each(['mail', 'rcpt', 'data'] as const)(
    'sends RSET after a refusal at %s, and is usable for the next letter',
    async (at) => {
      const server = await scripted({
        script: ({ step, letter: number }) =>
          step === at && number === 0 ? { reply: '451 4.3.0 later' } : undefined,
      });
      const connection = await connectTo(server);
      expect(inShort(await connection.send(letter, yes))).toBe(`${at} 451`);
      expect([verbs(server.lines[0]).at(-1), connection.usable]).toEqual(['RSET', true]);
      expect((await connection.send(letter, yes)).kind).toBe('accepted');
    },
  );

  test('sends no RSET after a refusal of the whole letter, which ends the transaction', async () => {
    const server = await scripted({
      script: ({ step, letter: number }) =>
        step === 'dot' && number === 0 ? { reply: '554 5.7.1 spam' } : undefined,
    });
    const connection = await connectTo(server);
    expect(inShort(await connection.send(letter, yes))).toBe('dot 554');
    expect((await connection.send(letter, yes)).kind).toBe('accepted');
    expect(verbs(server.lines[0])).not.toContain('RSET');
  });

  test('that is closed fails a letter at `mail`, and sends nothing', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    connection.close();
    expect(connection.usable).toBe(false);
    expect(await connection.send(letter, yes)).toEqual({
      kind: 'failed',
      failure: { stage: 'mail', message: 'the connection is closed' },
    });
    expect(server.lines.flat().join()).not.toContain('MAIL');
  });

  test.each(['mail', 'rcpt', 'data', 'dot'] satisfies readonly Step[])(
    'that is closed while the server works on %s ends the letter there at once',
    async (at) => {
      const heard = Promise.withResolvers<undefined>();
      const server = await scripted({
        extensions: [],
        script: ({ step }) => {
          if (step !== at) return undefined;
          heard.resolve(undefined);
          return { then: 'stall' };
        },
      });
      await inLoopTime(async () => {
        const connection = await connectTo(server);
        const sending = connection.send(letter, yes);
        await heard.promise;
        await turns();
        const closedAt = performance.now();
        connection.close();
        expect(inShort(await sending)).toBe(`${at} -`);
        // It does not wait for an answer to QUIT.
        expect(performance.now() - closedAt).toBeLessThan(500);
      });
    },
  );

  test('knows how it is encrypted, and when the certificate expires', async () => {
    const server = await scripted({ secure: true });
    const ca = readFileSync(certificateFile('ca'), 'utf8');
    const own = { secure: true, startTls: 'required', ca } as const;
    const { encryption } = await connectTo(server, own);
    expect(encryption?.protocol).toBe('TLSv1.3');
    expect(encryption?.certificateEnds.getTime()).toBeGreaterThan(Date.now());
    expect((await connectTo(await scripted())).encryption).toBeUndefined();
  });
});
