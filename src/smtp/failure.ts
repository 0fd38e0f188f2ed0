import type { Letter } from '../letter/letter.ts';
import { asOneLine, isWellFormed, parseReply } from './reply.ts';
import type { SmtpServer } from './url.ts';
import type { SmtpFailure } from './transport.ts';

/** An error of nodemailer. */
export interface SmtpError extends Error {
  readonly code?: string;
  /** The code of the system or of TLS, if nodemailer has replaced it with its own. */
  readonly originalCode?: string;
  readonly response?: string;
}

/**
 * Returns whether a connection failed because of the server's TLS, such as a wrong certificate. The
 * loss of a connection is no such fault: the next attempt may succeed.
 */
export function isTlsFault(error: SmtpError | undefined, socket: object | false): boolean {
  // Node sets this when it refuses a certificate.
  if (socket && 'authorizationError' in socket && Boolean(socket.authorizationError)) return true;
  return /^(?:ERR_SSL|ERR_TLS|EPROTO$)/.test(error?.originalCode ?? '');
}

/** Describes a failed login, without the password, which a server may have repeated. */
export function authFailure(error: SmtpError, auth: NonNullable<SmtpServer['auth']>): SmtpFailure {
  const said = redact(error.response ?? '', auth);
  const reply = isWellFormed(said) ? parseReply(said) : undefined;
  const message = reply?.text ?? asOneLine(redact(error.message, auth));
  return { stage: 'auth', message, ...(reply && { reply }) };
}

function redact(text: string, { user, pass }: NonNullable<SmtpServer['auth']>): string {
  const secrets = [`\0${user}\0${pass}`, pass].flatMap((secret) => [
    Buffer.from(secret).toString('base64'),
    secret,
  ]);
  return secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
}

/** Returns why a server can't accept a letter, given what it offers; nothing is sent to it. */
export function obstacleFor(
  server: { readonly sizeLimit: number; offers(extension: string): boolean },
  { envelope: { from, to }, size }: Letter,
): SmtpFailure | undefined {
  if (size > server.sizeLimit) {
    return notSent(552, '5.3.4', `the server accepts letters of at most ${server.sizeLimit} bytes`);
  }
  if (server.offers('SMTPUTF8') || !/[^\p{ASCII}]/u.test(from + to)) return undefined;
  return /[^\p{ASCII}]/u.test(from)
    ? notSent(550, '5.1.7', 'the server does not offer SMTPUTF8, which the sender’s address needs')
    : notSent(553, '5.6.7', 'the server does not offer SMTPUTF8, which the address needs');
}

/** The reply that the server would have sent to MAIL, with the codes of RFC 1870 and RFC 6531. */
function notSent(code: number, enhanced: string, why: string): SmtpFailure {
  return { stage: 'mail', message: why, reply: { code, enhanced, text: `not sent: ${why}` } };
}
