import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { UserError } from '../base/user-error.ts';
import { readOptions, type SmtpOptions } from './url-options.ts';

/** A server to send through. */
export interface SmtpServer extends SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** What becomes of a connection that begins in the clear (RFC 3207). */
  readonly startTls: 'required' | 'if-offered' | 'never';
  readonly auth?: { readonly user: string; readonly pass: string; readonly method?: string };
  /** The share of the run; 0 is a stand-by, used while no other can be reached. */
  readonly weight: number;
}

const EXAMPLE =
  'Write it like smtps://user:password@mail.example.com:465, or smtp:// with STARTTLS.';
const ESCAPE =
  'In the user name and the password write @ as %40, / as %2F, : as %3A, # as %23, ? as %3F, % as %25 and a space as %20.';

const SHAPE =
  /^(?<scheme>smtps?):\/\/(?:(?<login>[^@]*)@)?(?<host>\[[^\]]*\]|[^:/?#@]*)(?::(?<port>[^/?#@]*))?\/?(?:\?(?<query>[^#@]*))?$/i;

/**
 * Reads SMTP_URL: one URL, or several with white space between them. In the clear only to this
 * machine, unless `allowPlaintext`. `readCertificate` reads the file of the `ca` option. Throws
 * UserError, which tells nothing that could be a part of a password.
 */
export function parseSmtpUrls(
  text: string,
  { allowPlaintext }: { readonly allowPlaintext: boolean },
  readCertificate: (path: string) => string,
): readonly SmtpServer[] {
  const urls = text.trim().split(/\s+/);
  // Before any is read: white space in a password makes pieces, and a piece is not to be shown.
  if (!urls.every((url) => /^smtps?:\/\//i.test(url))) {
    const several = urls.length > 1 ? ' Between several URLs stands a space.' : '';
    throw new UserError(
      'SMTP_URL does not begin with smtp:// or smtps://.',
      `${EXAMPLE}${several} ${ESCAPE}`,
    );
  }
  const servers = urls.map((url) => parseSmtpUrl(url, allowPlaintext, readCertificate));
  if (servers.every(({ weight }) => weight === 0)) {
    throw new UserError(
      'SMTP_URL names stand-by servers (weight=0) and no other.',
      'Give one of them a weight of 1 or more, or leave weight out.',
    );
  }
  return servers;
}

/** host:port, for messages. */
export function serverName({ host, port }: Pick<SmtpServer, 'host' | 'port'>): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/** Whether a host is this machine: only there may mail go in the clear. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

function parseSmtpUrl(
  text: string,
  allowPlaintext: boolean,
  readCertificate: (path: string) => string,
): SmtpServer {
  const parts = SHAPE.exec(text)?.groups;
  const { scheme = '', login, host: given = '', port, query } = parts ?? {};
  const stray = login !== undefined && (/[/?#[\]\\]/.test(login) || login.split(':').length > 2);
  if (!parts || stray) throw misread(text);
  const secure = scheme.toLowerCase() === 'smtps';
  const host = hostOf(given);
  const { requireTLS, ignoreTLS, weight, authMethod, ...options } = readOptions(
    new URLSearchParams(query),
    readCertificate,
  );
  const auth = login === undefined ? undefined : authOf(login, authMethod);
  const trust = options.ca !== undefined || options.servername !== undefined;
  return {
    ...options,
    host,
    port: portOf(port, secure),
    secure,
    startTls: startTlsOf(host, {
      requireTLS: requireTLS ?? (trust || undefined),
      ignoreTLS,
      allowPlaintext,
      secure,
    }),
    weight: weight ?? 1,
    ...(auth && { auth }),
  };
}

/** A URL that has not the shape of one: most often an unescaped character in a password. */
function misread(text: string): UserError {
  const [, rest = ''] = text.split('://');
  return rest.includes('@')
    ? new UserError(
        'SMTP_URL has a character in the user name or the password that must be escaped.',
        ESCAPE,
      )
    : new UserError(
        'SMTP_URL has something after the server that is not understood.',
        `${EXAMPLE} Options stand after a ?, such as ?maxConnections=20.`,
      );
}

function hostOf(given: string): string {
  const inner = given.replace(/^\[|\]$/g, '');
  const isBracketed = given.startsWith('[');
  if (isBracketed ? isIP(inner) === 6 : isIP(inner) === 4) return inner;
  const host = isBracketed ? '' : domainToASCII(given);
  if (/^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?\.?$/.test(host)) return host;
  throw new UserError(
    given === '' ? 'SMTP_URL names no server.' : 'SMTP_URL names a server that cannot be one.',
    `${EXAMPLE} An IPv6 address stands in brackets.`,
  );
}

function portOf(port: string | undefined, secure: boolean): number {
  if (port === undefined) return secure ? 465 : 587;
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number >= 1 && number <= 65_535) return number;
  throw new UserError(
    'The port in SMTP_URL is not a number from 1 to 65535.',
    `${EXAMPLE} Without a port it is 465 for smtps and 587 for smtp.`,
  );
}

function authOf(login: string, method: string | undefined): NonNullable<SmtpServer['auth']> {
  try {
    const [user = '', pass = ''] = login.split(':').map(decodeURIComponent);
    if (user === '' || pass === '' || /[\r\n\0]/.test(user + pass)) throw new URIError();
    return { user, pass, ...(method !== undefined && { method }) };
  } catch {
    throw new UserError(
      'SMTP_URL needs a user name and a password before the @, and a % in them must be escaped.',
      ESCAPE,
    );
  }
}

interface TlsChoice {
  readonly requireTLS: boolean | undefined;
  readonly ignoreTLS: boolean | undefined;
  readonly allowPlaintext: boolean;
  readonly secure: boolean;
}

function startTlsOf(host: string, choice: TlsChoice): SmtpServer['startTls'] {
  const { requireTLS, ignoreTLS, allowPlaintext, secure } = choice;
  if (ignoreTLS === true && (secure || requireTLS === true)) {
    throw new UserError(
      'SMTP_URL asks for TLS and to ignore it.',
      'Leave ignoreTLS out; or write smtp:// without requireTLS, ca and servername.',
    );
  }
  if (secure || requireTLS === true) return 'required';
  const mayBeClear = isLoopback(host) || allowPlaintext;
  if (!mayBeClear && (ignoreTLS === true || requireTLS === false)) {
    throw new UserError(
      `SMTP_URL asks to send to ${host} in the clear.`,
      'Leave ignoreTLS and requireTLS out; or set delivery.allowPlaintext in the config, if nobody can listen on the way.',
    );
  }
  if (!mayBeClear) return 'required';
  // A server on this machine has seldom a certificate that can be verified.
  return ignoreTLS === true || isLoopback(host) ? 'never' : 'if-offered';
}
