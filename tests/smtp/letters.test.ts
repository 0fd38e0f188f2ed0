import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { describe, expect, test } from 'vitest';
import { consequencesOf } from '../../src/deliver/reply-table.ts';
import { scripted } from '../support/test-servers.ts';
import { connectTo, inShort, letterOf, PATIENT, yes } from './connections.ts';

const LINE = `${'x'.repeat(76)}\r\n`;

describe('a letter', () => {
  test.each([
    ['0.1 KB', 1, 1],
    ['25 KB', 320, 3],
    ['3 MB', 40_000, 50],
  ])('of %s arrives byte for byte', async (_, lines, cuts) => {
    const server = await scripted();
    const connection = await connectTo(server);
    const text = Buffer.from(`Subject: x\r\n\r\n${LINE.repeat(lines)}`);
    const piece = Math.ceil(text.length / cuts);
    const chunks = Array.from({ length: cuts }, (_none, index) =>
      text.subarray(index * piece, (index + 1) * piece),
    );
    for (let round = 0; round < 2; round++) {
      expect((await connection.send(letterOf(chunks), yes)).kind).toBe('accepted');
    }
    expect(server.accepted.map(({ raw }) => raw.equals(text))).toEqual([true, true]);
  });

  const line = fc
    .uint8Array({ maxLength: 60 })
    .map((bytes) =>
      Buffer.from(bytes.map((byte) => (byte === 13 || byte === 10 ? 65 : byte))).toString('latin1'),
    )
    .map((text) => `${text.replace(/^\./, ':')}\r\n`);

  test('of any lines without leading dots arrives byte for byte, in chunks of any size', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        async (lines, a, b) => {
          const text = Buffer.from(lines.join(''), 'latin1');
          const cuts = [a, b].map((at) => at % (text.length + 1)).sort((x, y) => x - y);
          const chunks = [0, ...cuts].map((at, index) => text.subarray(at, cuts[index]));
          expect((await connection.send(letterOf(chunks), yes)).kind).toBe('accepted');
          expect(server.accepted.at(-1)?.raw).toEqual(text);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('without a final line break gets one', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    for (const body of ['no end', 'half an end\r', '\n']) {
      await connection.send(letterOf([Buffer.from('Subject: x\r\n\r\n'), Buffer.from(body)]), yes);
    }
    const ends = server.accepted.map(({ raw }) => String(raw).slice('Subject: x\r\n\r\n'.length));
    expect(ends).toEqual(['no end\r\n', 'half an end\r\r\n', '\n\r\n']);
  });

  test('is accepted with the server’s whole reply', async () => {
    const server = await scripted({
      script: ({ step }) =>
        step === 'dot' ? { reply: '250-2.6.0 as\r\n250 2.6.0 ok' } : undefined,
    });
    const outcome = await (await connectTo(server)).send(letterOf('x\r\n'), yes);
    expect(outcome).toEqual({
      kind: 'accepted',
      reply: { code: 250, enhanced: '2.6.0', text: '250 2.6.0 as ok' },
    });
  });
});

describe('nodemailer', () => {
  test('is pinned to an exact version', () => {
    // The package carries it within: it is installed only to build and test.
    const { devDependencies } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
    ) as { devDependencies: Record<string, string> };
    expect(devDependencies['nodemailer']).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('has the internals that src/smtp uses', () => {
    const connection = new SMTPConnection({}) as unknown as Record<string, unknown>;
    const methods =
      '_sendCommand _onError _onConnect _onData _onEnd _actionGreeting _actionEHLO _actionHELO _actionSTARTTLS _actionAUTHComplete _actionMAIL _actionRCPT _actionDATA _actionSMTPStream _createSendStream';
    for (const name of methods.split(' ')) expect(connection[name], name).toBeTypeOf('function');
    expect(connection).toMatchObject({
      _socket: false,
      _responseActions: [],
      _responseQueue: [],
      _remainder: '',
      _supportedExtensions: [],
      _maxAllowedSize: 0,
    });
  });

  test('leaves the body unchanged: dots are not stuffed twice', async () => {
    const server = await scripted();
    await (await connectTo(server)).send(letterOf('..stuffed by the composer\r\n'), yes);
    expect(String(server.accepted[0]?.raw)).toContain('\r\n..stuffed by the composer\r\n');
  });
});

describe('after a refused recipient', () => {
  test.each([
    ['refused', { reply: '500 what?' }],
    ['not answered', { then: 'stall' }],
    ['answered by disconnecting', { then: 'disconnect' }],
  ] as const)('an RSET that is %s ends the connection', async (_, action) => {
    const server = await scripted({
      script: ({ step }) =>
        step === 'rcpt' ? { reply: '550 no' } : step === 'rset' ? action : undefined,
    });
    const connection = await connectTo(server, {}, { ...PATIENT, command: 1000 });
    expect(inShort(await connection.send(letterOf('x\r\n'), yes))).toBe('rcpt 550');
    expect(connection.usable).toBe(false);
  });

  test('a server that accepts DATA anyway gets no letter', async () => {
    const server = await scripted({
      script: ({ step, letter }) =>
        letter === 0 && step === 'rcpt' ? { reply: '550 no' } : undefined,
      extensions: ['PIPELINING'],
    });
    const connection = await connectTo(server);
    expect(inShort(await connection.send(letterOf('x\r\n'), yes))).toBe('rcpt 550');
    expect((await connection.send(letterOf('y\r\n'), yes)).kind).toBe('accepted');
    expect(server.accepted).toHaveLength(1);
  });

  test('the outcome is the first refusal, not the lost connection after it', async () => {
    const server = await scripted({
      script: ({ step }) =>
        step === 'mail'
          ? { reply: '550 5.7.1 not you' }
          : step === 'data'
            ? { then: 'disconnect' }
            : undefined,
    });
    const outcome = await (await connectTo(server)).send(letterOf('x\r\n'), yes);
    expect(inShort(outcome)).toBe('mail 550');
  });
});

describe('an extension that the server does not offer', () => {
  test('SMTPUTF8: a non-ASCII address fails with nothing sent, and the next letter is accepted', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    const outcome = await connection.send(letterOf('x\r\n', 'jörg@example.com'), yes);
    expect(outcome).toMatchObject({
      failure: {
        stage: 'mail',
        message: 'the server does not offer SMTPUTF8, which the address needs',
      },
    });
    if (outcome.kind !== 'failed') return;
    expect(consequencesOf(outcome.failure)).toMatchObject({ delivery: 'rejected', run: 'go-on' });
    expect(server.lines[0]?.join()).not.toContain('MAIL');
    expect((await connection.send(letterOf('x\r\n'), yes)).kind).toBe('accepted');
  });

  test('SMTPUTF8: a non-ASCII sender pauses the run, and rejects nobody', async () => {
    const server = await scripted();
    const letter = letterOf('x\r\n');
    const envelope = { from: 'jörg@example.com', to: 'ada@example.com' };
    const outcome = await (await connectTo(server)).send({ ...letter, envelope }, yes);
    if (outcome.kind !== 'failed') throw new Error(outcome.kind);
    expect(consequencesOf(outcome.failure)).toMatchObject({ delivery: 'planned', run: 'pause' });
  });

  test('SMTPUTF8: it is used if it is offered', async () => {
    const server = await scripted({ extensions: ['SMTPUTF8'] });
    const connection = await connectTo(server);
    expect((await connection.send(letterOf('x\r\n', 'jörg@example.com'), yes)).kind).toBe(
      'accepted',
    );
    expect(server.lines[0]).toContain('MAIL FROM:<news@example.com> SMTPUTF8');
    expect(server.accepted[0]?.to).toBe('jörg@example.com');
  });

  test('SIZE: a letter that is too large pauses the run with nothing sent', async () => {
    const server = await scripted({ extensions: ['SIZE 1000'] });
    const connection = await connectTo(server);
    const outcome = await connection.send(letterOf('x'.repeat(1000)), yes);
    if (outcome.kind !== 'failed') throw new Error(outcome.kind);
    expect(inShort(outcome)).toBe('mail 552');
    expect(consequencesOf(outcome.failure)).toMatchObject({ delivery: 'planned', run: 'pause' });
    expect((await connection.send(letterOf('small\r\n'), yes)).kind).toBe('accepted');
    expect(server.lines[0]).toContain('MAIL FROM:<news@example.com> SIZE=21');
  });
});
