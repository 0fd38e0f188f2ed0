import { createSecretKey, hash, type KeyObject } from 'node:crypto';
import { UserError } from './user-error.ts';

/** A secret that signs tokens and makes ids; the key id in a token says which secret signed it. */
export interface Secret {
  readonly keyId: string;
  readonly key: KeyObject;
}

const MIN_SECRET_CHARACTERS = 32;

/**
 * Reads the secrets in BROADSHEET_SECRET, separated by white space or commas. The first one signs
 * tokens and all are accepted, so a new one goes in front. Throws UserError.
 */
export function parseSecrets(text: string | undefined): readonly Secret[] {
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
