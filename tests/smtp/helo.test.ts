import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { consequencesOf } from '../../src/deliver/reply-table.ts';
import { certificateFile, type ScriptedOptions } from '../support/scripted-server.ts';
import { scripted } from '../support/test-servers.ts';
import { connectTo, inShort, letterOf, transportTo, yes } from './connections.ts';

const letter = letterOf('x\r\n');
const refusing = (reply: string, more: ScriptedOptions = {}): ScriptedOptions => ({
  script: ({ step }) => (step === 'ehlo' ? { reply } : undefined),
  ...more,
});
const verbs = (lines: readonly string[] = []) => lines.map((line) => line.split(/[ :]/)[0]);

describe('a server without EHLO', () => {
  test.each([
    '500 5.5.1 what?',
    '502 5.5.1 unknown',
    '504 not implemented',
    '550 no',
    '502-not\r\n502 here',
  ])('that replies %s gets HELO, and letters without any extension', async (reply) => {
    const server = await scripted(refusing(reply));
    const connection = await connectTo(server);
    for (let each = 0; each < 2; each++) {
      const outcome = await connection.send(letter, yes, () => expect.unreachable());
      expect(outcome.kind).toBe('accepted');
    }
    const transaction = ['MAIL', 'RCPT', 'DATA'];
    expect(verbs(server.lines[0])).toEqual(['EHLO', 'HELO', ...transaction, ...transaction]);
    expect(server.lines[0]?.[2]).toBe('MAIL FROM:<news@example.com>');
    expect(server.accepted).toHaveLength(2);
  });

  test.each(['451 4.3.0 later', '554 5.7.1 no'])('does not get HELO after %s', async (reply) => {
    const server = await scripted(refusing(reply));
    const connected = await transportTo(server).connect();
    expect(connected).toMatchObject({ ok: false, failure: { stage: 'greeting' } });
    expect(verbs(server.lines[0])).toEqual(['EHLO']);
  });

  test('is not used where letters must be encrypted: it can’t offer STARTTLS', async () => {
    const server = await scripted(refusing('502 5.5.1 unknown'));
    const connected = await transportTo(server, { startTls: 'required' }).connect();
    if (connected.ok) throw new Error('It is connected.');
    expect(connected.failure.message).toBe(
      "the server does not support EHLO, so it can't encrypt: 502 5.5.1 unknown",
    );
    expect(consequencesOf(connected.failure).run).toBe('stop');
    expect(verbs(server.lines[0])).toEqual(['EHLO']);
  });

  test('that refuses the client is reported as it says, where letters must be encrypted', async () => {
    const server = await scripted(refusing('550 5.7.1 go away'));
    const connected = await transportTo(server, { startTls: 'required' }).connect();
    expect(connected).toMatchObject({
      failure: { stage: 'greeting', message: '550 5.7.1 go away' },
    });
  });

  test('gets HELO over TLS too', async () => {
    const server = await scripted(refusing('502 unknown', { secure: true }));
    const ca = readFileSync(certificateFile('ca'), 'utf8');
    const connection = await connectTo(server, { secure: true, startTls: 'required', ca });
    expect((await connection.send(letter, yes)).kind).toBe('accepted');
  });

  test.each([
    ['accepts it', '235 welcome', true],
    ['does not know AUTH', '502 5.5.1 unknown', false],
  ])('gets the login that SMTP_URL names: it %s', async (_, reply, isIn) => {
    const server = await scripted({
      script: ({ step }) =>
        step === 'ehlo' ? { reply: '502 no' } : step === 'auth' ? { reply } : undefined,
    });
    const connected = await transportTo(server, {
      auth: { user: 'ada', pass: 'secret' },
    }).connect();
    expect(connected.ok).toBe(isIn);
    if (connected.ok) connected.connection.close();
    else expect(consequencesOf(connected.failure).run).toBe('stop');
    expect(verbs(server.lines[0]).slice(0, 3)).toEqual(['EHLO', 'HELO', 'AUTH']);
  });

  test('does not get a letter to an address that is not ASCII', async () => {
    const server = await scripted(refusing('502 no'));
    const connection = await connectTo(server);
    expect(inShort(await connection.send(letterOf('x\r\n', 'ü@example.com'), yes))).toBe(
      'mail 553',
    );
    expect((await connection.send(letter, yes)).kind).toBe('accepted');
  });
});
