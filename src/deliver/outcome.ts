import type { Outcome } from './transport.ts';

/** How far a letter had come when something went wrong. */
export type Progress = 'not-released' | 'releasing' | 'ended';

/** What nodemailer says of a failure. */
export interface SmtpFailure {
  readonly message: string;
  /** The command that failed: MAIL FROM, RCPT TO, DATA, or CONN for the connection. */
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/**
 * What a failure means for the delivery, by how far it had come and what the server replied:
 * a refused sender stops everybody, a refused recipient only itself, and a letter whose last byte
 * was out with no reply is unknown.
 */
export function outcomeOf(failure: SmtpFailure, progress: Progress): Outcome {
  const { responseCode: code, command } = failure;
  const reply = firstLine(failure.response ?? failure.message);
  if (code === undefined || command === 'CONN') {
    return { kind: progress === 'ended' ? 'unknown' : 'deferred', reply };
  }
  if (command === 'MAIL FROM') return { kind: 'stopped', reply };
  // 503 is a quarrel about the order of commands, not a word about the recipient.
  const permanent = code >= 500 && code !== 503;
  return { kind: permanent ? 'rejected' : 'deferred', reply };
}

export function firstLine(text: string): string {
  return (text.split(/\r?\n/)[0] ?? '').slice(0, 500);
}
