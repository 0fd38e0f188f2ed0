import { createPrivateKey, type KeyObject } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Config } from '../config/schema.ts';
import { UserError } from '../base/user-error.ts';
import { probeVerifies } from './probe.ts';

export type DkimSettings = Config['dkim'][number];

/** What one DKIM signature is made with. */
export interface DkimKey {
  readonly selector: string;
  /** As A-labels, in lower case. */
  readonly domain: string;
  readonly algorithm: DkimSettings['algorithm'];
  readonly privateKey: KeyObject;
}

/** As many as there are threads to sign on. */
const COPIES = 4;

/**
 * The private key several times over, to be taken in turn: OpenSSL keeps what blinds an RSA
 * signature with the key, under a lock at which threads that share one wait for each other.
 */
export function copiesOf({ privateKey }: DkimKey): readonly KeyObject[] {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return Array.from({ length: COPIES }, () => createPrivateKey(pem));
}

/** RFC 8301 3.2: verifiers must take up to 4096 bits; under 2048 mailbox providers complain. */
const RSA_BITS = { least: 2048, most: 4096 };

const KEY_TYPES = {
  'rsa-sha256': { type: 'rsa', words: 'an RSA key' },
  'ed25519-sha256': { type: 'ed25519', words: 'an Ed25519 key' },
} as const;

/**
 * The key of a DKIM setting, from the text of its environment variable: PEM (PKCS#8 or PKCS#1), PEM
 * with \n for its line breaks, or base64 of PEM. A letter is signed with it and verified first.
 * Throws UserError, which never shows the key.
 */
export async function prepareSigner(
  settings: DkimSettings,
  keyText: string | undefined,
  fromDomain: string,
): Promise<DkimKey> {
  const { selector, algorithm, keyFrom } = settings;
  const domain = alignedDomain(settings, fromDomain);
  const privateKey = readKey(keyText, keyFrom);
  refuseWeak(privateKey, settings);
  const key = { selector, domain, algorithm, privateKey };
  if (await probeVerifies(key)) return key;
  throw new UserError(
    `What the key in ${keyFrom} signs does not verify: the key is damaged.`,
    `Put the key into ${keyFrom} once more, or make a new one.`,
  );
}

/** The signing domain: that of From or a parent of it, as DMARC asks (RFC 7489 3.1.1). */
function alignedDomain({ domain, selector }: DkimSettings, fromDomain: string): string {
  const from = domainToASCII(fromDomain);
  const signing = domainToASCII(domain ?? fromDomain);
  if (signing !== '' && (from === signing || from.endsWith(`.${signing}`))) return signing;
  throw new UserError(
    `The DKIM domain of selector ${selector}, ${domain ?? fromDomain}, is not the sender's domain ${from} or above it.`,
    'Leave dkim.domain out, or set it to the domain of "from".',
  );
}

function readKey(text: string | undefined, keyFrom: string): KeyObject {
  const remedy = `Put the private key into ${keyFrom}, in PEM: it begins with -----BEGIN PRIVATE KEY-----.`;
  if (text === undefined || text.trim() === '') {
    throw new UserError(`${keyFrom} is not set, and dkim asks for it.`, remedy);
  }
  const { label, pem } = findPem(text);
  if (/PUBLIC KEY|CERTIFICATE/.test(label)) {
    throw new UserError(`${keyFrom} holds a public key, which cannot sign.`, remedy);
  }
  if (pem.includes('ENCRYPTED')) {
    throw new UserError(
      `${keyFrom} holds a key that is locked with a passphrase.`,
      'Take the passphrase off with "openssl pkey", and keep the result as a secret.',
    );
  }
  try {
    return createPrivateKey(pem);
  } catch {
    // The error of the library may quote what it was given.
    throw new UserError(`${keyFrom} does not hold a private key that can be read.`, remedy);
  }
}

/** The first private key in a text, or else whatever else is in PEM, in lines as PEM has them. */
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
      `${keyFrom} holds a key that does not match its selector's algorithm: ${selector} says ${algorithm}, which takes ${words}.`,
      'Set dkim.algorithm to what the key is, as the public record of the selector has it.',
    );
  }
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && (bits < RSA_BITS.least || bits > RSA_BITS.most)) {
    throw new UserError(
      `${keyFrom} holds an RSA key of ${bits} bits; receivers take ${RSA_BITS.least} to ${RSA_BITS.most}.`,
      'Make a new key with "openssl genrsa 2048" and publish its public half.',
    );
  }
}
