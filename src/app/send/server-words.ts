/** What is said of a mail server that can't be used, and what to do about it. */
import { printable } from '../../base/printable.ts';
import type { SmtpFailure } from '../../smtp/transport.ts';

export interface ServerFault {
  /** The end of a sentence that begins with the server's name. */
  readonly message: string;
  readonly remedy: string;
}

/** What the network says, by its code. */
const NETWORK: readonly (readonly [RegExp, string])[] = [
  [/\bECONNREFUSED\b/, 'can’t be reached: no program answers on this port'],
  [/\b(?:ENOTFOUND|EAI_AGAIN)\b/, 'can’t be found: no machine of this name is known'],
  [/\b(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/, 'can’t be reached from here'],
];

const CHECK_ADDRESS =
  'Check that the server runs, and its name and port in SMTP_URL, in the file .env.';

/** Returns why a server can't be used; `silentFor` is how long it has said nothing, in seconds. */
export function serverFault(
  { stage, message }: Pick<SmtpFailure, 'stage' | 'message'>,
  silentFor?: number,
): ServerFault {
  if (silentFor !== undefined) {
    return {
      message: `has not answered for ${silentFor} seconds`,
      remedy: `${CHECK_ADDRESS} If the port expects TLS at once, as 465 does, begin SMTP_URL with smtps://.`,
    };
  }
  const [, words] = NETWORK.find(([pattern]) => pattern.test(message)) ?? [];
  if (words !== undefined) return { message: words, remedy: CHECK_ADDRESS };
  return stage === 'auth'
    ? {
        message: `refuses the login: ${printable(message)}`,
        remedy: 'Check the user name and the password in SMTP_URL, in the file .env.',
      }
    : {
        message: `can’t be used: ${printable(message)}`,
        remedy: 'Check the server, and SMTP_URL in the file .env.',
      };
}
