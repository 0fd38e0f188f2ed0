/**
 * The signed field of a form: when it was made, for which form and network, and a nonce. A program
 * that posts without having read the form has none, and one that replays it has a used one.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../base/secrets.ts';

/** What a ticket is made with, besides the time. */
export interface TicketContext {
  readonly secrets: readonly Secret[];
  readonly listId: string;
  /** The form's name. */
  readonly form: string;
  /** Of the client; undefined if it is not known. */
  readonly network: string | undefined;
}

export type TicketReading =
  | {
      readonly kind: 'valid';
      readonly nonce: string;
      /** Whether the form was fetched from the network that sends it. */
      readonly sameNetwork: boolean;
    }
  /** Sent faster than a person can fill it in. */
  | { readonly kind: 'too-fast' }
  /** Open for more than a day. */
  | { readonly kind: 'expired' }
  /** Absent, or of another form. */
  | { readonly kind: 'none' };

export const TICKET_HOURS = 24;
const MIN_MS = 2000;
const MAX_MS = TICKET_HOURS * 3_600_000;
const TICKET = /^f1\.([\w-]{8})\.([0-9a-z]{8,9})\.([\w-]{22})\.([\w-]{8})\.([\w-]{22})$/;

/** Makes a ticket. There must be at least one secret. */
export function makeTicket(context: TicketContext, now: Date): string {
  const [secret] = context.secrets;
  if (!secret) throw new Error('There is no secret to sign a form with.');
  const nonce = randomBytes(16).toString('base64url');
  const time = now.getTime().toString(36);
  const network = networkMark(secret, context);
  const signed = [secret.keyId, time, nonce, network];
  return ['f1', ...signed, mac(secret, context, signed)].join('.');
}

/**
 * Returns a ticket for a person who has just filled in a form elsewhere: it may be used at once.
 */
export function makeReadyTicket(context: TicketContext, now: Date): string {
  return makeTicket(context, new Date(now.getTime() - MIN_MS));
}

/** Reads a ticket that one of the secrets signed for the form. */
export function readTicket(ticket: string, context: TicketContext, now: Date): TicketReading {
  const [, keyId = '', time = '', nonce = '', network = '', given = ''] = TICKET.exec(ticket) ?? [];
  const secret = context.secrets.find((each) => each.keyId === keyId);
  if (!secret) return { kind: 'none' };
  const expected = mac(secret, context, [keyId, time, nonce, network]);
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return { kind: 'none' };
  const age = now.getTime() - Number.parseInt(time, 36);
  if (age < MIN_MS) return { kind: 'too-fast' };
  if (age > MAX_MS) return { kind: 'expired' };
  return { kind: 'valid', nonce, sameNetwork: network === networkMark(secret, context) };
}

function networkMark({ key }: Secret, { network }: TicketContext): string {
  const text = `network of a form\0${network ?? ''}`;
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, 8);
}

function mac({ key }: Secret, { listId, form }: TicketContext, signed: readonly string[]): string {
  const text = ['sign-up form', listId, form, ...signed].join('\0');
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);
}
