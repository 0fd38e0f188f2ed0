import { createHmac, createSecretKey, hash, timingSafeEqual, type KeyObject } from 'node:crypto';
import { UserError } from '../base/user-error.ts';

/** A secret that signs unsubscribe tokens; the key id in a token says which secret signed it. */
export interface UnsubscribeSecret {
  readonly keyId: string;
  readonly key: KeyObject;
}

const MIN_SECRET_CHARACTERS = 32;
/** 22 characters of base64url are 132 bits. */
const TOKEN = /^v1\.([\w-]{8})\.([\w-]{22})\.([\w-]{22})$/;

/**
 * Reads the secrets in BROADSHEET_SECRET, separated by white space or commas. The first one signs
 * tokens and all are accepted, so a new one goes in front. Throws UserError.
 */
export function parseSecrets(text: string | undefined): readonly UnsubscribeSecret[] {
  const secrets = (text ?? '').split(/[\s,]+/).filter((secret) => secret !== '');
  const remedy =
    'Create one with "openssl rand -hex 32", and keep it: links in sent letters depend on it.';
  if (secrets.length === 0) throw new UserError('BROADSHEET_SECRET is not set.', remedy);
  const short = secrets.findIndex((secret) => secret.length < MIN_SECRET_CHARACTERS);
  if (short !== -1) {
    const which = secrets.length === 1 ? '' : `, number ${short + 1} of ${secrets.length},`;
    const fault = `The secret in BROADSHEET_SECRET${which} is shorter than ${MIN_SECRET_CHARACTERS} characters.`;
    throw new UserError(fault, remedy);
  }
  return secrets.map((secret) => ({
    keyId: hash('sha256', `unsubscribe key id\0${secret}`, 'base64url').slice(0, 8),
    key: createSecretKey(Buffer.from(secret)),
  }));
}

/**
 * Makes a token that names a subscription by its opaque id: `v1.<key id>.<opaque id>.<mac>`. It
 * does not expire. There must be at least one secret.
 */
export function makeToken(
  listId: string,
  subscriberId: string,
  secrets: readonly UnsubscribeSecret[],
): string {
  const [secret] = secrets;
  if (!secret) throw new Error('There is no secret to sign a token with.');
  return `v1.${secret.keyId}.${subscriberId}.${mac(secret, listId, subscriberId)}`;
}

/** Returns the subscriber's opaque id in a token that one of the secrets signed for the list. */
export function readToken(
  token: string,
  listId: string,
  secrets: readonly UnsubscribeSecret[],
): string | undefined {
  const [, keyId, subscriberId = '', given = ''] = TOKEN.exec(token) ?? [];
  const secret = secrets.find((each) => each.keyId === keyId);
  if (!secret) return undefined;
  const expected = mac(secret, listId, subscriberId);
  // Compared as text, so that no other spelling of the same base64 is accepted.
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected)) ? subscriberId : undefined;
}

function mac({ keyId, key }: UnsubscribeSecret, listId: string, subscriberId: string): string {
  const signed = ['v1', keyId, listId, subscriberId].join('\0');
  return createHmac('sha256', key).update(signed).digest('base64url').slice(0, 22);
}
