import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { consequencesOf } from '../../src/deliver/reply-table.ts';
import { certificateFile } from '../support/scripted-server.ts';
import { inLoopTime } from '../support/loop-time.ts';
import { letterOf, transportTo, yes } from './connections.ts';
import { scripted } from '../support/test-servers.ts';

const ca = readFileSync(certificateFile('ca'), 'utf8');
const otherCa = readFileSync(certificateFile('other-ca'), 'utf8');
const auth = { user: 'ada', pass: 'correct horse' };
const EXTENSIONS = ['STARTTLS', 'AUTH PLAIN LOGIN', 'PIPELINING'];

describe.each([
  ['TLS', true],
  ['STARTTLS', false],
])('%s', (_, secure) => {
  const own = { secure, startTls: 'required', auth } as const;

  test('encrypts the login and the letter', async () => {
    const server = await scripted({ secure, extensions: EXTENSIONS });
    const connected = await transportTo(server, { ...own, ca }).connect();
    if (!connected.ok) throw new Error(connected.failure.message);
    const body = `${'x'.repeat(76)}\r\n`.repeat(40_000);
    for (const text of ['small\r\n', body]) {
      expect((await connected.connection.send(letterOf(text), yes)).kind).toBe('accepted');
    }
    connected.connection.close();
    expect(server.accepted.map(({ raw }) => raw.length)).toEqual([21, body.length + 14]);
    expect(server.clear()).not.toMatch(/AUTH|MAIL|RCPT|Subject/);
    expect(server.lines[0]).toContain(
      `AUTH PLAIN ${Buffer.from('\0ada\0correct horse').toString('base64')}`,
    );
  });

  test.each([
    ['from an unknown authority', 'localhost', {}],
    ['from another authority', 'localhost', { ca: otherCa }],
    ['that has expired', 'expired', { ca }],
    ['for another host', 'wrong-host', { ca }],
    ['for another name than `servername`', 'localhost', { ca, servername: 'mail.example.com' }],
  ] as const)(
    'stops the run with a certificate %s, and sends nothing',
    async (_none, certificate, trust) => {
      const server = await scripted({ secure, extensions: EXTENSIONS, certificate });
      const connected = await transportTo(server, { ...own, ...trust }).connect();
      if (connected.ok) throw new Error('connected');
      expect(connected.failure).toMatchObject({ stage: 'tls' });
      expect(connected.failure.message).not.toBe('');
      expect(consequencesOf(connected.failure)).toMatchObject({ delivery: 'planned', run: 'stop' });
      await expect.poll(server.openConnections).toBe(0);
      expect(server.lines.flat().join()).not.toMatch(/AUTH|MAIL/);
      expect(server.clear()).not.toMatch(/AUTH|MAIL/);
    },
  );

  test('accepts a certificate for `servername`', async () => {
    const server = await scripted({ secure, extensions: EXTENSIONS, certificate: 'wrong-host' });
    const connected = await transportTo(server, {
      ...own,
      ca,
      servername: 'mail.example.com',
    }).connect();
    expect(connected.ok).toBe(true);
    if (connected.ok) connected.connection.close();
  });
});

test.each([
  ['is refused', { reply: '502 what?' }, 'stop'],
  ['is temporarily refused', { reply: '454 4.7.0 later' }, 'slow'],
] as const)(
  'a required STARTTLS that %s sends neither a login nor a letter',
  async (_, action, run) => {
    const server = await scripted({
      extensions: ['AUTH PLAIN'],
      script: ({ step }) => (step === 'starttls' ? action : undefined),
    });
    const connected = await transportTo(server, { startTls: 'required', auth, ca }).connect();
    if (connected.ok) throw new Error('connected');
    expect(connected.failure.stage).toBe('tls');
    expect(consequencesOf(connected.failure).run).toBe(run);
    await expect.poll(server.openConnections).toBe(0);
    expect(server.clear()).not.toMatch(/AUTH|MAIL/);
  },
);

test('extensions that arrive in clear text with the reply to STARTTLS are ignored', async () => {
  const server = await scripted({
    extensions: ['STARTTLS', 'PIPELINING'],
    script: ({ step }) =>
      step === 'starttls' ? { reply: '220 go\r\n250-evil\r\n250 SMTPUTF8' } : undefined,
  });
  const connected = await transportTo(server, { startTls: 'required', ca }).connect();
  if (!connected.ok) throw new Error(connected.failure.message);
  const foreign = await connected.connection.send(letterOf('x\r\n', 'jörg@example.com'), yes);
  expect(foreign.kind).toBe('failed');
  expect((await connected.connection.send(letterOf('x\r\n'), yes)).kind).toBe('accepted');
  connected.connection.close();
});

test('a server without TLS on a TLS port is a fault at the stage `tls`', async () => {
  const server = await scripted();
  const connected = await transportTo(server, { secure: true, startTls: 'required' }).connect();
  expect(connected).toMatchObject({ ok: false, failure: { stage: 'tls' } });
});

test.each([{ then: 'reset' }, { then: 'disconnect' }, { then: 'stall' }] as const)(
  'a TLS handshake that ends with a $then is tried again',
  async ({ then }) => {
    const server = await scripted({
      extensions: ['STARTTLS'],
      script: ({ step }) => (step === 'starttls' ? { reply: '220 go', then } : undefined),
    });
    const connected = await inLoopTime(() =>
      transportTo(server, { startTls: 'required', ca }).connect(),
    );
    if (connected.ok) throw new Error('connected');
    expect(connected.failure.stage).toBe('connect');
    expect(consequencesOf(connected.failure)).toMatchObject({ delivery: 'planned', run: 'go-on' });
  },
);

test('with `if-offered`, STARTTLS is used, and a wrong certificate does not lead to clear text', async () => {
  const own = { startTls: 'if-offered' } as const;
  const server = await scripted({ extensions: ['STARTTLS'] });
  const good = await transportTo(server, { ...own, ca }).connect();
  if (!good.ok) throw new Error(good.failure.message);
  await good.connection.send(letterOf('x\r\n'), yes);
  good.connection.close();
  const bad = await transportTo(server, { ...own, ca: otherCa }).connect();
  expect(bad).toMatchObject({ ok: false, failure: { stage: 'tls' } });
  expect(server.clear()).not.toContain('MAIL');
});

describe('a login', () => {
  test.each(['PLAIN', 'LOGIN'])('uses the method %s', async (method) => {
    const server = await scripted({ extensions: ['AUTH PLAIN LOGIN'] });
    const connected = await transportTo(server, { auth: { ...auth, method } }).connect();
    expect(connected.ok).toBe(true);
    if (connected.ok) connected.connection.close();
    expect(server.lines[0]?.join()).toContain(`AUTH ${method}`);
  });

  test('that fails does not show the password, even if the server repeats it', async () => {
    const said = Buffer.from(`\0${auth.user}\0${auth.pass}`).toString('base64');
    for (const reply of [`535 5.7.8 no: AUTH PLAIN ${said}`, `535 ${auth.pass}`, said]) {
      const server = await scripted({
        extensions: ['AUTH PLAIN'],
        script: ({ step }) => (step === 'auth' ? { reply } : undefined),
      });
      const connected = await transportTo(server, { auth }).connect();
      expect(connected).toMatchObject({ ok: false, failure: { stage: 'auth' } });
      expect(JSON.stringify(connected)).not.toContain(auth.pass);
      expect(JSON.stringify(connected)).not.toContain(said);
    }
  });
});
