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
  /** Whether a connection that begins in clear text is encrypted (RFC 3207). */
  readonly startTls: 'required' | 'if-offered' | 'never';
  readonly auth?: { readonly user: string; readonly pass: string; readonly method?: string };
  /** The server's share of the run. 0 is a standby, used while no other server is reachable. */
  readonly weight: number;
}

const EXAMPLE =
  'Use a URL like smtps://user:password@mail.example.com:465, or smtp:// for STARTTLS.';
const ESCAPE =
  'In the user name and the password, write @ as %40, / as %2F, : as %3A, # as %23, ? as %3F, % as %25 and a space as %20.';

const SHAPE =
  /^(?<scheme>smtps?):\/\/(?:(?<login>[^@]*)@)?(?<host>\[[^\]]*\]|[^:/?#@]*)(?::(?<port>[^/?#@]*))?\/?(?:\?(?<query>[^#@]*))?$/i;

/**
 * Reads SMTP_URL: one URL, or several separated by white space. Allows clear text only to this
 * machine, unless `allowPlaintext` is set. `readCertificate` reads the file of the `ca` option.
 * Throws UserError, which never shows anything that could be part of a password.
 */
export function parseSmtpUrls(
  text: string,
  { allowPlaintext }: { readonly allowPlaintext: boolean },
  readCertificate: (path: string) => string,
): readonly SmtpServer[] {
  const urls = text.trim().split(/\s+/);
  // Checked first: white space in a password splits it, and a part of it must not be shown.
  if (!urls.every((url) => /^smtps?:\/\//i.test(url))) {
    const several = urls.length > 1 ? ' Separate several URLs with spaces.' : '';
    throw new UserError(
      'SMTP_URL does not begin with smtp:// or smtps://.',
      `${EXAMPLE}${several} ${ESCAPE}`,
    );
  }
  const servers = urls.map((url) => parseSmtpUrl(url, allowPlaintext, readCertificate));
  if (servers.every(({ weight }) => weight === 0)) {
    throw new UserError(
      'SMTP_URL names only standby servers (weight=0).',
      'Set the weight of one of them to 1 or more, or remove its weight.',
    );
  }
  return servers;
}

/** Formats host:port for messages. */
export function serverName({ host, port }: Pick<SmtpServer, 'host' | 'port'>): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/** Returns whether a host is this machine, to which mail may go in clear text. */
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
  if (!parts || stray) throw malformed(text);
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

/** The error for a text that is no URL, most often because of an unescaped character in a password. */
function malformed(text: string): UserError {
  const [, rest = ''] = text.split('://');
  return rest.includes('@')
    ? new UserError(
        'The user name or the password in SMTP_URL has a character that must be escaped.',
        ESCAPE,
      )
    : new UserError(
        'SMTP_URL has unknown text after the server.',
        `${EXAMPLE} Put options after a ?, as in ?maxConnections=20.`,
      );
}

function hostOf(given: string): string {
  const inner = given.replace(/^\[|\]$/g, '');
  const isBracketed = given.startsWith('[');
  if (isBracketed ? isIP(inner) === 6 : isIP(inner) === 4) return inner;
  const host = isBracketed ? '' : domainToASCII(given);
  if (/^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?\.?$/.test(host)) return host;
  throw new UserError(
    given === '' ? 'SMTP_URL names no server.' : 'The server in SMTP_URL is not a valid host name.',
    `${EXAMPLE} Put an IPv6 address in brackets.`,
  );
}

function portOf(port: string | undefined, secure: boolean): number {
  if (port === undefined) return secure ? 465 : 587;
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number >= 1 && number <= 65_535) return number;
  throw new UserError(
    'The port in SMTP_URL is not a number from 1 to 65535.',
    `${EXAMPLE} Default: port 465 for smtps, 587 for smtp.`,
  );
}

function authOf(login: string, method: string | undefined): NonNullable<SmtpServer['auth']> {
  try {
    const [user = '', pass = ''] = login.split(':').map(decodeURIComponent);
    if (user === '' || pass === '' || /[\r\n\0]/.test(user + pass)) throw new URIError();
    return { user, pass, ...(method !== undefined && { method }) };
  } catch {
    throw new UserError(
      'SMTP_URL needs a user name and a password before the @; a % in them must be escaped.',
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
      'SMTP_URL both requires and ignores TLS.',
      'Remove ignoreTLS, or use smtp:// without requireTLS, ca and servername.',
    );
  }
  if (secure || requireTLS === true) return 'required';
  const mayBeClear = isLoopback(host) || allowPlaintext;
  if (!mayBeClear && (ignoreTLS === true || requireTLS === false)) {
    throw new UserError(
      `SMTP_URL would send to ${host} in clear text.`,
      'Remove ignoreTLS and requireTLS; or, on a network that nobody else can read, set delivery.allowPlaintext in the config.',
    );
  }
  if (!mayBeClear) return 'required';
  // A server on this machine seldom has a certificate that can be verified.
  return ignoreTLS === true || isLoopback(host) ? 'never' : 'if-offered';
}
