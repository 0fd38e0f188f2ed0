import type { Letter } from '../letter/letter.ts';
import { firstLine, parseReply } from './reply.ts';
import type { SmtpServer } from './url.ts';
import type { Failure } from './transport.ts';

/** What nodemailer says of a failure. */
export interface SmtpError extends Error {
  readonly code?: string;
  /** Of the system or of TLS, where nodemailer has put its own in the place of it. */
  readonly originalCode?: string;
  readonly response?: string;
}

/**
 * Whether a connection failed because the server's TLS is not what it must be. A loss on the way
 * is none: it may go better next time.
 */
export function isTlsFault(error: SmtpError | undefined, socket: object | false): boolean {
  // Node leaves it here when it refuses a certificate.
  if (socket && 'authorizationError' in socket && Boolean(socket.authorizationError)) return true;
  return /^(?:ERR_SSL|ERR_TLS|EPROTO$)/.test(error?.originalCode ?? '');
}

/** Whether every line of a reply has the same code, and only the last one ends it (RFC 5321 4.2). */
export function isWellFormed(response: string): boolean {
  if (!response.includes('\n')) return /^[2-5]\d\d(?: |$)/.test(response);
  const code = response.slice(0, 3);
  const lines = response.split('\n');
  const last = lines.pop() ?? '';
  return isWellFormed(last) && [...lines, last].every((line) => line.startsWith(code));
}

/** A login that failed; a server may have said our own words back to us. */
export function authFailure(error: SmtpError, auth: NonNullable<SmtpServer['auth']>): Failure {
  const said = redact(error.response ?? '', auth);
  const reply = isWellFormed(said) ? parseReply(said) : undefined;
  const message = reply?.text ?? firstLine(redact(error.message, auth));
  return { stage: 'auth', message, ...(reply && { reply }) };
}

function redact(text: string, { user, pass }: NonNullable<SmtpServer['auth']>): string {
  const secrets = [`\0${user}\0${pass}`, pass].flatMap((secret) => [
    Buffer.from(secret).toString('base64'),
    secret,
  ]);
  return secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
}

/** Why a letter cannot go to a server that offers no more than it does; no word is said to it. */
export function cannotTake(
  server: { readonly sizeLimit: number; offers(extension: string): boolean },
  { envelope: { from, to }, size }: Letter,
): Failure | undefined {
  if (size > server.sizeLimit) {
    return notAsked(552, '5.3.4', `the server takes letters of at most ${server.sizeLimit} bytes`);
  }
  if (server.offers('SMTPUTF8') || !/[^\p{ASCII}]/u.test(from + to)) return undefined;
  return /[^\p{ASCII}]/u.test(from)
    ? notAsked(550, '5.1.7', 'the server does not offer SMTPUTF8, which the sender’s address needs')
    : notAsked(553, '5.6.7', 'the server does not offer SMTPUTF8, which the address needs');
}

/** As the server would have answered MAIL, with the codes of RFC 1870 and RFC 6531. */
function notAsked(code: number, enhanced: string, why: string): Failure {
  return { stage: 'mail', message: why, reply: { code, enhanced, text: `not asked: ${why}` } };
}
