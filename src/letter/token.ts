import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../base/secrets.ts';

/**
 * What the holder of a token may do: `reader` opens the pages of one subscription, the others answer
 * one question that was asked by mail.
 */
export type TokenPurpose = 'reader' | 'sign-up' | 'address' | 'export' | 'erase';

/** 22 characters of base64url are 132 bits. */
const TOKEN = /^v2\.([\w-]{8})\.([\w-]{22})\.([\w-]{22})$/;
/** Of letters sent before there were purposes. */
const EARLIER_TOKEN = /^v1\.([\w-]{8})\.([\w-]{22})\.([\w-]{22})$/;

/** Returns a pattern that finds tokens of every version in a text. */
export function anyToken(): RegExp {
  return /v[12]\.[\w-]{8}\.[\w-]{22}\.[\w-]{22}/g;
}

/**
 * Makes a token that names something of a list by its opaque id: `v2.<key id>.<opaque id>.<mac>`. It
 * does not expire. There must be at least one secret.
 */
export function makeToken(
  purpose: TokenPurpose,
  listId: string,
  id: string,
  secrets: readonly Secret[],
): string {
  const [secret] = secrets;
  if (!secret) throw new Error('There is no secret to sign a token with.');
  return `v2.${secret.keyId}.${id}.${mac(secret, ['v2', secret.keyId, purpose, listId, id])}`;
}

/** Returns the opaque id in a token that one of the secrets signed for the purpose and the list. */
export function readToken(
  purpose: TokenPurpose,
  token: string,
  listId: string,
  secrets: readonly Secret[],
): string | undefined {
  return verify(token, TOKEN, secrets, (keyId, id) => ['v2', keyId, purpose, listId, id]);
}

/**
 * Returns the opaque id in a token of a letter from before reader ids: a hash of the list and the
 * address.
 */
export function readEarlierToken(
  token: string,
  listId: string,
  secrets: readonly Secret[],
): string | undefined {
  return verify(token, EARLIER_TOKEN, secrets, (keyId, id) => ['v1', keyId, listId, id]);
}

function verify(
  token: string,
  form: RegExp,
  secrets: readonly Secret[],
  signed: (keyId: string, id: string) => readonly string[],
): string | undefined {
  const [, keyId = '', id = '', given = ''] = form.exec(token) ?? [];
  const secret = secrets.find((each) => each.keyId === keyId);
  if (!secret) return undefined;
  const expected = mac(secret, signed(keyId, id));
  // Compared as text, so that no other spelling of the same base64 is accepted.
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected)) ? id : undefined;
}

function mac({ key }: Secret, signed: readonly string[]): string {
  return createHmac('sha256', key).update(signed.join('\0')).digest('base64url').slice(0, 22);
}
