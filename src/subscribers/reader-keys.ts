import { createHmac, hash } from 'node:crypto';
import type { Secret } from '../base/secrets.ts';

/** Makes the opaque id of a reader, and the hash that an erased one leaves behind. */
export interface ReaderKeys {
  /**
   * Returns the id for a new reader, 22 characters of base64url: the same for the same address, so
   * that the links and the Message-IDs of sent letters stay those of the reader when the list is
   * imported anew. With a secret it is keyed, and nobody without the secret can make it. Without one
   * it is a hash; no link rests on it, since the token of a link needs a secret.
   */
  idFor(addressKey: string): string;
  /**
   * Returns the hashes of an address, one for each secret, the current one first: an address can't
   * be found from them without the secret. Empty without a secret.
   */
  hashesOf(addressKey: string): readonly string[];
}

const LENGTH = 22;

/** Makes reader keys; the secrets are read when they are first needed, and may throw UserError then. */
export function readerKeys(secretsOf: () => readonly Secret[]): ReaderKeys {
  let secrets: readonly Secret[] | undefined;
  const known = () => (secrets ??= secretsOf());
  return {
    idFor: (key) => {
      const [secret] = known();
      if (secret) return keyed(secret, 'reader id', key);
      return hash('sha256', `reader id\0${key}`, 'base64url').slice(0, LENGTH);
    },
    hashesOf: (key) => known().map((secret) => keyed(secret, 'erased address', key)),
  };
}

function keyed({ key }: Secret, purpose: string, addressKey: string): string {
  const text = `${purpose}\0${addressKey}`;
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, LENGTH);
}
