import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Config } from '../config/schema.ts';
import { UserError } from '../base/user-error.ts';

export type DkimSettings = Config['dkim'][number];

/** A private key, and where its public half is published. */
export interface DkimKey {
  readonly selector: string;
  /** As A-labels, in lower case. */
  readonly domain: string;
  readonly algorithm: DkimSettings['algorithm'];
  readonly privateKey: KeyObject;
}

/** Verifiers must accept up to 4096 bits (RFC 8301 3.2); below 2048 mailbox providers complain. */
const RSA_BITS = { least: 2048, most: 4096 };

const KEY_TYPES = {
  'rsa-sha256': { type: 'rsa', words: 'an RSA key' },
  'ed25519-sha256': { type: 'ed25519', words: 'an Ed25519 key' },
} as const;

/** What node:crypto signs for an algorithm: RSA a text, Ed25519 its SHA-256 (RFC 8463 3). */
interface Digest {
  readonly digest: 'sha256' | null;
  readonly dataOf: (text: string) => Buffer;
}

const DIGESTS: Readonly<Record<DkimKey['algorithm'], Digest>> = {
  'rsa-sha256': { digest: 'sha256', dataOf: (text) => Buffer.from(text) },
  'ed25519-sha256': { digest: null, dataOf: (text) => hash('sha256', text, 'buffer') },
};

/** Returns how texts are handed to `sign` and `verify` of node:crypto for an algorithm. */
export function digestOf(algorithm: DkimKey['algorithm']): Digest {
  return DIGESTS[algorithm];
}

/**
 * Reads the key of a DKIM setting from the text of its environment variable: PEM (PKCS#8 or PKCS#1),
 * PEM with \n for its line breaks, or base64 of PEM. Tests it with a signature. Throws UserError,
 * which never shows the key.
 */
export function readDkimKey(
  settings: DkimSettings,
  keyText: string | undefined,
  fromDomain: string,
): DkimKey {
  const { selector, algorithm, keyFrom } = settings;
  const domain = alignedDomain(settings, fromDomain);
  const privateKey = readKey(keyText, keyFrom);
  refuseWeak(privateKey, settings);
  const key = { selector, domain, algorithm, privateKey };
  if (signsAndVerifies(key)) return key;
  throw new UserError(
    `The private key in ${keyFrom} is damaged: its signatures do not verify.`,
    `Set ${keyFrom} to the key again, or create a new key.`,
  );
}

/** Whether a text that the private key signs verifies with its public half. */
function signsAndVerifies({ algorithm, privateKey }: DkimKey): boolean {
  const { digest, dataOf } = digestOf(algorithm);
  const data = dataOf('test');
  try {
    return verify(digest, data, createPublicKey(privateKey), sign(digest, data, privateKey));
  } catch {
    // OpenSSL refuses to sign with some damaged keys.
    return false;
  }
}

/** The signing domain: that of From or a parent of it, as DMARC requires (RFC 7489 3.1.1). */
function alignedDomain({ domain, selector }: DkimSettings, fromDomain: string): string {
  const from = domainToASCII(fromDomain);
  const signing = domainToASCII(domain ?? fromDomain);
  if (signing !== '' && (from === signing || from.endsWith(`.${signing}`))) return signing;
  throw new UserError(
    `The DKIM domain ${domain ?? fromDomain} of selector ${selector} is neither the sender's domain ${from} nor a parent of it.`,
    'Remove dkim.domain, or set it to the domain of "from".',
  );
}

function readKey(text: string | undefined, keyFrom: string): KeyObject {
  const remedy = `Set ${keyFrom} to the private key in PEM, which begins with -----BEGIN PRIVATE KEY-----.`;
  if (text === undefined || text.trim() === '') {
    throw new UserError(`${keyFrom} is not set, but the dkim setting names it.`, remedy);
  }
  const { label, pem } = findPem(text);
  if (/PUBLIC KEY|CERTIFICATE/.test(label)) {
    throw new UserError(`${keyFrom} holds a public key, which cannot sign.`, remedy);
  }
  if (pem.includes('ENCRYPTED')) {
    throw new UserError(
      `The key in ${keyFrom} is protected by a passphrase.`,
      'Remove the passphrase with "openssl pkey", and store the result as a secret.',
    );
  }
  try {
    return createPrivateKey(pem);
  } catch {
    // The library's error may quote what it was given.
    throw new UserError(`${keyFrom} does not hold a readable private key.`, remedy);
  }
}

/** Finds the first private key in a text, or else its first PEM block, and restores its lines. */
function findPem(text: string): { readonly label: string; readonly pem: string } {
  const plain = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('latin1');
  const blocks = Array.from(
    plain.replace(/\\[rn]/g, '\n').matchAll(/-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/gs),
    ([, label = '', body = '']) => ({ label, body }),
  );
  const block = blocks.find(({ label }) => label.endsWith('PRIVATE KEY')) ?? blocks[0];
  if (!block) return { label: '', pem: '' };
  const { label, body } = block;
  const lines = body.replace(/\s+/g, '').replace(/.{64}(?=.)/g, '$&\n');
  return { label, pem: `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n` };
}

function refuseWeak(key: KeyObject, { algorithm, selector, keyFrom }: DkimSettings): void {
  const { type, words } = KEY_TYPES[algorithm];
  if (key.asymmetricKeyType !== type) {
    throw new UserError(
      `The key in ${keyFrom} does not match its selector's algorithm: selector ${selector} uses ${algorithm}, which needs ${words}.`,
      'Set dkim.algorithm to the type of the key, as in the public record of the selector.',
    );
  }
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && (bits < RSA_BITS.least || bits > RSA_BITS.most)) {
    throw new UserError(
      `${keyFrom} holds an RSA key of ${bits} bits; receivers accept ${RSA_BITS.least} to ${RSA_BITS.most}.`,
      'Create a new key with "openssl genrsa 2048", and publish its public half.',
    );
  }
}
