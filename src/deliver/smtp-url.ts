import { isIP } from 'node:net';
import { UserError } from '../user-error.ts';

/** A server to send through. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

const EXAMPLE =
  'Write it like smtps://user:password@mail.example.com:465 or smtp://127.0.0.1:1025.';

/** Reads SMTP_URL. Throws UserError, without the URL's password, on what cannot be one. */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = URL.parse(text.trim());
  if (!url || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '') {
    throw new UserError('SMTP_URL is not the URL of an SMTP server.', EXAMPLE);
  }
  if (url.search !== '' || url.hash !== '' || !['', '/'].includes(url.pathname)) {
    throw new UserError('SMTP_URL has something after the port that is not understood.', EXAMPLE);
  }
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
  };
}

/** Whether a host is this machine: only there may mail go in the clear. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
