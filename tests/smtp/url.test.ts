import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoopback, parseSmtpUrls, serverName } from '../../src/smtp/url.ts';
import { UserError } from '../../src/base/user-error.ts';
import { certificateFile } from '../support/scripted-server.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const parse = (text: string, allowPlaintext = false) =>
  parseSmtpUrls(text, { allowPlaintext }, read);
const CA = encodeURIComponent(certificateFile('ca'));

function mistake(text: string, allowPlaintext = false): UserError {
  try {
    parse(text, allowPlaintext);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('The URL was accepted.');
}

describe('SMTP_URL', () => {
  const plain = { secure: false, startTls: 'required', weight: 1 };

  test.each([
    ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, ...plain, startTls: 'never' }],
    ['smtp://[::1]:25', { host: '::1', port: 25, ...plain, startTls: 'never' }],
    [
      'smtp://127.0.0.1?pipelining=false',
      { host: '127.0.0.1', port: 587, ...plain, startTls: 'never', pipelining: false },
    ],
    ['  smtp://mail.example.com\n', { host: 'mail.example.com', port: 587, ...plain }],
    ['SMTP://Mail.Example.COM/', { host: 'mail.example.com', port: 587, ...plain }],
    ['smtp://smtp_relay', { host: 'smtp_relay', port: 587, ...plain }],
    ['smtp://bücher.example', { host: 'xn--bcher-kva.example', port: 587, ...plain }],
    [
      'smtps://us%40er:p%3Ass%25@mail.example.com:2465/',
      {
        host: 'mail.example.com',
        port: 2465,
        ...plain,
        secure: true,
        auth: { user: 'us@er', pass: 'p:ss%' },
      },
    ],
    [
      'smtps://ada:pw@mail.example.com?maxConnections=20&maxMessages=50&name=me.example.com' +
        '&localAddress=192.0.2.1&connectionTimeout=5000&greetingTimeout=6000&socketTimeout=7000' +
        '&authMethod=LOGIN&tls.servername=other.example.com&weight=3&requireTLS=true',
      {
        host: 'mail.example.com',
        port: 465,
        ...plain,
        secure: true,
        weight: 3,
        auth: { user: 'ada', pass: 'pw', method: 'LOGIN' },
        maxConnections: 20,
        maxMessages: 50,
        name: 'me.example.com',
        localAddress: '192.0.2.1',
        connectionTimeout: 5000,
        greetingTimeout: 6000,
        socketTimeout: 7000,
        servername: 'other.example.com',
      },
    ],
  ])('%s is read', (url, server) => {
    expect(parse(url)).toEqual([server]);
  });

  test('may name several servers, each with its weight', () => {
    const servers = parse(
      'smtps://a.example.com?weight=3\n smtps://b.example.com\tsmtps://c.example.com?weight=0',
    );
    expect(servers.map(({ host, weight }) => [host, weight])).toEqual([
      ['a.example.com', 3],
      ['b.example.com', 1],
      ['c.example.com', 0],
    ]);
  });

  test.each(['ca', 'tls.ca'])('reads the certificates to trust from the file in %s', (name) => {
    const [server] = parse(`smtps://mail.example.com?${name}=${CA}`);
    expect(server?.ca).toContain('BEGIN CERTIFICATE');
    expect(parse(`smtp://localhost?${name}=${CA}`)[0]?.startTls).toBe('required');
  });

  test.each([
    ['mail.example.com', false, '', 'required'],
    ['mail.example.com', true, '', 'if-offered'],
    ['mail.example.com', true, '?requireTLS=true', 'required'],
    ['mail.example.com', true, '?ignoreTLS=true', 'never'],
    ['mail.example.com', false, '?ignoreTLS=false', 'required'],
    ['localhost', false, '', 'never'],
    ['localhost', false, '?requireTLS=true', 'required'],
    ['localhost', false, '?ignoreTLS=true', 'never'],
    ['10.0.0.1', false, '', 'required'],
  ])('%s with allowPlaintext %s%s: STARTTLS is %s', (host, allowPlaintext, query, expected) => {
    expect(parse(`smtp://${host}${query}`, allowPlaintext)[0]?.startTls).toBe(expected);
  });

  test.each(['ignoreTLS=true', 'requireTLS=false'])(
    'refuses clear text to another machine: %s',
    (option) => {
      expect(mistake(`smtp://mail.example.com?${option}`)).toMatchObject({
        message: expect.stringContaining('in clear text') as string,
        remedy: expect.stringContaining('allowPlaintext') as string,
      });
    },
  );

  test.each([
    ['', 'does not begin with smtp://'],
    ['mail.example.com', 'does not begin with smtp://'],
    ['http://mail.example.com', 'does not begin with smtp://'],
    ['smpt://ada:secret@x.example.com', 'does not begin with smtp://'],
    ['smtp:ada:secret@x.example.com', 'does not begin with smtp://'],
    ['smtps://ada:sec ret@x.example.com', 'does not begin with smtp://'],
    ['smtp://', 'names no server'],
    ['smtps://ada:secret@', 'names no server'],
    ['smtp://:25', 'names no server'],
    ['smtp://exa<mple', 'not a valid host name'],
    ['smtp://[mail.example.com]', 'not a valid host name'],
    ['smtp://[::1', 'not a valid host name'],
    ['smtp://::1', 'names no server'],
    ['smtps://ada:secret', 'The port'],
    ['smtp://x.example.com:0', 'The port'],
    ['smtp://x.example.com:65536', 'The port'],
    ['smtp://x.example.com:', 'The port'],
    ['smtps://ada:sec#ret@x.example.com', 'must be escaped'],
    ['smtps://ada:sec/ret@x.example.com', 'must be escaped'],
    ['smtps://ada:sec?ret@x.example.com', 'must be escaped'],
    ['smtps://ada:sec@secret@x.example.com', 'must be escaped'],
    ['smtps://ada:sec:ret@x.example.com', 'must be escaped'],
    ['smtps://ada:sec%ret@x.example.com', 'must be escaped'],
    ['smtps://ada:sec%ffret@x.example.com', 'must be escaped'],
    ['smtps://ada@x.example.com', 'a user name and a password'],
    ['smtps://:secret@x.example.com', 'a user name and a password'],
    ['smtps://ada:secret@x.example.com/path', 'must be escaped'],
    ['smtps://x.example.com/path', 'unknown text'],
    ['smtps://x.example.com#secret', 'unknown text'],
    ['smtps://x.example.com?weight=0', 'only standby servers'],
    ['smtps://x.example.com?maxConnections=0', 'a whole number from 1 to 200'],
    ['smtps://x.example.com?maxConnections=secret', 'a whole number from 1 to 200'],
    ['smtps://x.example.com?maxMessages=1.5', 'a whole number'],
    ['smtps://x.example.com?maxMessages=', 'a whole number'],
    ['smtps://x.example.com?requireTLS=1', 'true or false'],
    ['smtps://x.example.com?localAddress=here', 'an IP address'],
    ['smtps://x.example.com?name=a%0D%0AMAIL', 'a host name'],
    ['smtps://x.example.com?authMethod=NTLM', 'PLAIN, LOGIN or CRAM-MD5'],
    ['smtps://x.example.com?weight=1&weight=2', 'twice'],
    ['smtps://x.example.com?ca=a&tls.ca=a', "Can't read"],
    ['smtps://x.example.com?ca=/nowhere/ca.pem', "Can't read"],
    ['smtps://x.example.com?ca=package.json', 'holds no certificate'],
    ['smtps://x.example.com?ignoreTLS=true', 'both requires and ignores TLS'],
    ['smtp://localhost?ignoreTLS=true&requireTLS=true', 'both requires and ignores TLS'],
    ['smtps://x.example.com?maxconnections=2', 'did you mean maxConnections?'],
    ['smtps://x.example.com?maxConection=2', 'did you mean maxConnections?'],
    ['smtps://x.example.com?secret', 'unknown option'],
    ['smtps://x.example.com?__proto__=1', 'unknown option'],
    ['smtps://x.example.com?pool=true', 'no option pool'],
    ['smtps://x.example.com?rateLimit=5', 'no option rateLimit'],
    ['smtps://x.example.com?tls.rejectUnauthorized=false', 'no option tls.rejectUnauthorized'],
  ])('%j is refused: %s', (url, words) => {
    const { message, remedy } = mistake(url);
    expect(message).toContain(words);
    expect(remedy).not.toBe('');
    expect(message + remedy).not.toContain('sec');
  });

  test('can’t turn off certificate checks; the remedy names the ca option', () => {
    const { remedy } = mistake('smtps://x.example.com?tls.rejectUnauthorized=false');
    expect(remedy).toContain('ca=');
  });

  test('accepts any user name and password that are escaped', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((any) => {
      return any.isWellFormed() && !/[\r\n\0]/.test(any);
    });
    fc.assert(
      fc.property(text, text, (user, pass) => {
        const login = `${encodeURIComponent(user)}:${encodeURIComponent(pass)}`;
        expect(parse(`smtps://${login}@mail.example.com`)[0]?.auth).toEqual({ user, pass });
      }),
    );
  });

  test('never shows a password, however it is written', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...' @/:#?%&=[]\\smtp.a1'.split('')),
      maxLength: 12,
    });
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        const url = `smtps://ada:${before}QZXJK${after}@mail.example.com`;
        try {
          parse(url);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          const { message, remedy } = error as UserError;
          expect(message + remedy).not.toContain('QZXJK');
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test('isLoopback is true for this machine only', () => {
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) {
    expect(isLoopback(host), host).toBe(true);
  }
  for (const host of ['10.0.0.1', '127.example.com', 'localhost.example.com', '::2']) {
    expect(isLoopback(host), host).toBe(false);
  }
});

test('serverName writes host and port', () => {
  expect(serverName({ host: 'mail.example.com', port: 465 })).toBe('mail.example.com:465');
  expect(serverName({ host: '::1', port: 25 })).toBe('[::1]:25');
});
