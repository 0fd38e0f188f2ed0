import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../src/doctor/checks/config.ts';
import { checkSmtp } from '../../src/doctor/checks/smtp.ts';
import {
  certificateFile,
  startScripted,
  type ScriptedOptions,
  type ScriptedServer,
} from '../support/scripted-server.ts';
import { closeLater, codes, contextOf, useServers } from './context.ts';

useServers();

const CA = `ca=${certificateFile('ca')}`;
const EXTENSIONS = ['STARTTLS', 'AUTH PLAIN LOGIN'];

async function server(options: ScriptedOptions = {}): Promise<ScriptedServer> {
  const started = await startScripted({ extensions: EXTENSIONS, ...options });
  closeLater(started.close);
  return started;
}

const urlOf = (
  { port }: ScriptedServer,
  query = CA,
  scheme = 'smtp',
  login = 'ada:correct%20horse@',
) => `${scheme}://${login}127.0.0.1:${port}?${query}`;

const look = (SMTP_URL: string, now = '2026-06-14') =>
  checkSmtp(contextOf({}, { env: { SMTP_URL }, clock: () => new Date(now) }));

describe('a working SMTP server', () => {
  test.each([
    ['TLS', 'smtps', true],
    ['STARTTLS', 'smtp', false],
  ])('passes with %s: the doctor logs in and quits without sending', async (_, scheme, secure) => {
    const smtp = await server({ secure });
    const name = `SMTP 127.0.0.1:${smtp.port}`;
    expect(await look(urlOf(smtp, CA, scheme))).toEqual([
      { severity: 'done', message: `${name}: reachable, TLSv1.3, login accepted` },
    ]);
    await expect.poll(() => smtp.lines[0]?.at(-1)).toBe('QUIT');
    expect(smtp.lines[0]?.join()).toMatch(/AUTH/);
    expect(smtp.lines[0]?.join()).not.toMatch(/MAIL|RCPT|DATA/);
  });

  test('passes unencrypted on this machine', async () => {
    const smtp = await server({ extensions: [] });
    const [found] = await look(urlOf(smtp, '', 'smtp', ''));
    expect(found?.message).toMatch(/unencrypted, no login$/);
  });

  test('is a warning from 14 days before its certificate expires', async () => {
    const url = urlOf(await server());
    expect(codes(await look(url, '2119-12-17'))).toEqual(['done']);
    expect(codes(await look(url, '2119-12-20'))).toEqual(['done', 'smtp/certificate-ends']);
  });
});

describe('an SMTP server is reported if it', () => {
  test('is unreachable', async () => {
    const smtp = await startScripted();
    await smtp.close();
    expect(codes(await look(urlOf(smtp)))).toEqual(['smtp/unreachable']);
  });

  test.each([
    ['has expired', { certificate: 'expired' }, CA],
    ['is for another host', { certificate: 'wrong-host' }, CA],
    ['is from another authority', {}, `ca=${certificateFile('other-ca')}`],
  ] as const)('has a certificate that %s', async (_, options, query) => {
    const smtp = await server(options);
    expect(codes(await look(urlOf(smtp, query)))).toEqual(['smtp/tls']);
    expect(smtp.clear()).not.toMatch(/AUTH/);
  });

  test('has no TLS', async () => {
    const reply = '502 5.5.1 what?';
    const script: ScriptedOptions['script'] = ({ step }) =>
      step === 'starttls' ? { reply } : undefined;
    const smtp = await server({ extensions: ['AUTH PLAIN'], script });
    expect(codes(await look(urlOf(smtp)))).toEqual(['smtp/tls']);
    expect(smtp.clear()).not.toMatch(/AUTH/);
  });

  test('refuses the login, without the password in the message', async () => {
    const said = Buffer.from('\0ada\0correct horse').toString('base64');
    const reply = `535 5.7.8 no: correct horse ${said}`;
    const smtp = await server({ script: ({ step }) => (step === 'auth' ? { reply } : undefined) });
    const found = await look(urlOf(smtp));
    expect(codes(found)).toEqual(['smtp/login']);
    expect(JSON.stringify(found)).toContain('535 5.7.8 no');
    expect(JSON.stringify(found)).not.toMatch(new RegExp(`correct horse|${said}`));
  });

  test.each([
    ['greeting', '554 5.7.1 go away'],
    ['ehlo', '550 5.7.1 go away'],
  ])('refuses the connection at the %s', async (at, reply) => {
    const smtp = await server({ script: ({ step }) => (step === at ? { reply } : undefined) });
    const found = await look(urlOf(smtp));
    expect(codes(found)).toEqual(['smtp/refused']);
    expect(found[0]?.message).toContain(reply);
  });

  test('does not respond within the timeout in its URL', async () => {
    const smtp = await server({ script: () => ({ then: 'stall' }) });
    expect(codes(await look(urlOf(smtp, `${CA}&greetingTimeout=1000`)))).toEqual(['smtp/refused']);
  });
});

test('each of several servers is checked', async () => {
  const [one, other] = [await server(), await server({ certificate: 'expired' })];
  const found = await look(`${urlOf(one)} ${urlOf(other, `${CA}&weight=0`)}`);
  expect(codes(found)).toEqual(['done', 'smtp/tls']);
});

test('a missing or invalid SMTP_URL is reported without the password', async () => {
  expect(codes(await look(' '))).toEqual(['smtp/not-set']);
  const found = await look('smtp://ada:hunter2/@mail.example.com');
  expect(codes(found)).toEqual(['smtp/mistake']);
  expect(JSON.stringify(found)).not.toContain('hunter2');
});

test('unencrypted mail over the network is a warning', async () => {
  const smtp = await server({ extensions: [] });
  // Not a loopback address, but it reaches this machine.
  const SMTP_URL = `smtp://0.0.0.0:${smtp.port}`;
  const context = contextOf({ delivery: { allowPlaintext: true } }, { env: { SMTP_URL } });
  expect(codes(await checkSmtp(context))).toEqual(['done', 'smtp/clear']);
});

test('an example address as the sender is an error only if mail leaves this machine', async () => {
  const look = async (from: string, SMTP_URL: string) =>
    codes(await checkConfig(contextOf({ from }, { env: { SMTP_URL } })));
  expect(await look('news@example.com', 'smtps://mail.example.com')).toEqual([
    'config/example-address',
  ]);
  expect(await look('news@mail.daily.test', 'smtps://mail.example.com')).toEqual([
    'config/example-address',
  ]);
  expect(await look('news@notexample.com', 'smtps://mail.example.com')).toEqual(['done']);
  expect(await look('news@example.com', 'smtp://127.0.0.1')).toEqual(['done']);
  expect(await look('news@example.com', 'no URL')).toEqual(['done']);
});
