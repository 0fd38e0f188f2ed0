import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { UserError } from '../base/user-error.ts';

/** The options in the query of SMTP_URL; the names are nodemailer's. Times are in milliseconds. */
export interface SmtpOptions {
  readonly maxConnections?: number;
  readonly maxMessages?: number;
  readonly connectionTimeout?: number;
  readonly greetingTimeout?: number;
  readonly socketTimeout?: number;
  /** The name of the client in EHLO. */
  readonly name?: string;
  /** The address of this machine to connect from. */
  readonly localAddress?: string;
  /** Certificates in PEM to trust instead of the system's. */
  readonly ca?: string;
  /** The name in the server's certificate, if it is not the host. */
  readonly servername?: string;
  /** False for a server that offers PIPELINING (RFC 2920) but does not support it. */
  readonly pipelining?: boolean;
}

interface QueryOptions extends SmtpOptions {
  readonly requireTLS?: boolean;
  readonly ignoreTLS?: boolean;
  readonly authMethod?: string;
  readonly weight?: number;
}

const BOOLEAN = { pattern: /^(?:true|false)$/, what: 'true or false', example: 'true' };
const HOST = {
  pattern: /^[a-z0-9.:[\]-]{1,255}$/i,
  what: 'a host name',
  example: 'mail.example.com',
};

const NUMBERS = {
  maxConnections: [1, 200, 20],
  maxMessages: [1, 1_000_000, 100],
  weight: [0, 1000, 3],
  connectionTimeout: [1000, 600_000, 30_000],
  greetingTimeout: [1000, 600_000, 60_000],
  socketTimeout: [1000, 3_600_000, 300_000],
} as const;

const TEXTS = {
  requireTLS: BOOLEAN,
  ignoreTLS: BOOLEAN,
  pipelining: { ...BOOLEAN, example: 'false' },
  name: HOST,
  servername: HOST,
  localAddress: { pattern: { test: isIP }, what: 'an IP address', example: '192.0.2.1' },
  authMethod: {
    pattern: /^(?:PLAIN|LOGIN|CRAM-MD5)$/i,
    what: 'PLAIN, LOGIN or CRAM-MD5',
    example: 'LOGIN',
  },
} as const;

const ALIASES = new Map([
  ['tls.ca', 'ca'],
  ['tls.servername', 'servername'],
]);

const RATE = 'Set delivery.rate in broadsheet.config.ts, for example { perSecond: 10 }.';
/** Options of nodemailer that are set elsewhere here. */
const ELSEWHERE = new Map([
  ['rateLimit', RATE],
  ['rateDelta', RATE],
  ['pool', 'Remove it: connections are always reused.'],
  ['secure', 'Use smtps:// for TLS from the first byte, and smtp:// for STARTTLS.'],
  [
    'opportunisticTLS',
    'Remove it, and set delivery.allowPlaintext in the config if you need clear text.',
  ],
  [
    'tls.rejectUnauthorized',
    'Certificates are always verified. To trust your own, add ca=/etc/ssl/mail.example.com.pem.',
  ],
]);

const ALL = [...Object.keys(NUMBERS), ...Object.keys(TEXTS), 'ca'];

/** Reads the query of SMTP_URL. Throws UserError for an unknown option or an invalid value. */
export function readOptions(
  query: URLSearchParams,
  readCertificate: (path: string) => string,
): QueryOptions {
  const options: Record<string, string | number | boolean> = {};
  for (const [given, value] of query) {
    const name = ALIASES.get(given) ?? given;
    if (Object.hasOwn(options, name)) {
      throw new UserError(`SMTP_URL has the option ${name} twice.`, 'Remove one of them.');
    }
    options[name] = readOption(name, value, readCertificate);
  }
  return options;
}

function readOption(
  name: string,
  value: string,
  readCertificate: (path: string) => string,
): string | number | boolean {
  if (isKeyOf(NUMBERS, name)) return readNumber(name, value);
  if (name === 'ca') return readCa(value, readCertificate);
  if (!isKeyOf(TEXTS, name)) throw unknownOption(name);
  const { pattern, what, example } = TEXTS[name];
  if (!pattern.test(value)) {
    throw new UserError(
      `${name} in SMTP_URL is not ${what}.`,
      `Use a value like ${name}=${example}.`,
    );
  }
  return pattern === BOOLEAN.pattern ? value === 'true' : value;
}

function isKeyOf<T extends object>(table: T, name: string): name is keyof T & string {
  return Object.hasOwn(table, name);
}

function readNumber(name: keyof typeof NUMBERS, value: string): number {
  const [least, most, example] = NUMBERS[name];
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw new UserError(
    `${name} in SMTP_URL is not a whole number from ${least} to ${most}.`,
    `Use a value like ${name}=${example}.`,
  );
}

function readCa(path: string, readCertificate: (path: string) => string): string {
  const remedy =
    'Name a file that holds the certificate in PEM, as in ca=/etc/ssl/mail.example.com.pem.';
  let pem: string;
  try {
    pem = readCertificate(path);
  } catch {
    throw new UserError(`Can't read the certificate file ${path} named in SMTP_URL.`, remedy);
  }
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length === 0) throw new Error('no certificate');
    for (const block of blocks) new X509Certificate(block);
    return blocks.join('\n');
  } catch {
    throw new UserError(`The file ${path} named in SMTP_URL holds no certificate.`, remedy);
  }
}

/** Shows the name only if it resembles an option: it may be part of an unescaped password. */
function unknownOption(given: string): UserError {
  const elsewhere = [...ELSEWHERE].find(([name]) => same(name, given));
  if (elsewhere) return new UserError(`SMTP_URL has no option ${elsewhere[0]}.`, elsewhere[1]);
  const near = [...ALL, ...ALIASES.keys()].find(
    (name) => same(name, given) || distance(name.toLowerCase(), given.toLowerCase()) <= 2,
  );
  return new UserError(
    `SMTP_URL has an unknown option${near === undefined ? '.' : `; did you mean ${near}?`}`,
    `Options: ${ALL.join(', ')}. In a password, write ? as %3F and & as %26.`,
  );
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The edit distance of two words, or infinity if their lengths differ by more than 2. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Infinity;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, character] of Array.from(one).entries()) {
    const next = [index + 1];
    for (let column = 0; column < other.length; column++) {
      const change = (row[column] ?? 0) + (character === other[column] ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
