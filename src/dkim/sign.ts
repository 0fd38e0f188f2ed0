import { createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { fieldName, splitHeader } from '../mime/read-header.ts';
import { header } from '../mime/write-header.ts';
import { digestOf, type DkimKey } from './key.ts';

/** What the letters of an edition have in common, as a signature sees it. */
export interface SharedParts {
  /** Header fields with the same value in every letter. */
  readonly fields: string;
  /** The names of the fields that each letter has with its own values, in their order. */
  readonly ownFields: readonly string[];
  /** The body in whole lines: bytes of every letter, or undefined for a letter's own text. */
  readonly body: readonly (Buffer | undefined)[];
}

/** Takes a letter's own fields and texts, in order, and returns its DKIM-Signature fields. */
export type Signer = (fields: readonly string[], texts: readonly string[]) => Promise<string>;

/** Named once more than the letter has it, so that nobody can add one (RFC 6376 8.15). */
const OVERSIGNED = [
  'From',
  'Reply-To',
  'Subject',
  'Date',
  'To',
  'Message-ID',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'MIME-Version',
  'Content-Type',
];

/** Signed if the letter has it. */
const SIGNED = new Set([...OVERSIGNED, 'List-Id', 'Feedback-ID', 'Auto-Submitted']);

/** The beginning of one key's DKIM-Signature, up to the body hash. */
interface SignatureStart {
  readonly sign: (text: string) => Promise<string>;
  readonly sent: string;
  readonly canonical: string;
}

/**
 * Signs an edition's letters with each key (RFC 6376, relaxed/relaxed). What the letters share is
 * hashed once. A signature holds no time: the same letter has the same signature.
 */
export function letterSigner(shared: SharedParts, keys: readonly DkimKey[]): Signer {
  const fields = splitHeader(shared.fields).filter((field) => SIGNED.has(fieldName(field)));
  const canonicalShared = fields.map(relaxedField).join('');
  const names = [...fields.map(fieldName), ...shared.ownFields, ...OVERSIGNED];
  const starts = keys.map((key) => signatureStart(key, names));
  const hashBody = bodyHasher(shared.body);
  return async (ownFields, texts) => {
    const bodyHash = hashBody(texts);
    const canonicalFields = canonicalShared + ownFields.map(relaxedField).join('');
    const signatures = starts.map(async ({ sign, sent, canonical }) => {
      const value = await sign(`${canonicalFields}${canonical}${bodyHash}; b=`);
      return `${sent}${bodyHash};\r\n b=${value.replace(/.{72}(?=.)/g, '$&\r\n ')}\r\n`;
    });
    return (await Promise.all(signatures)).join('');
  };
}

function signatureStart(key: DkimKey, names: readonly string[]): SignatureStart {
  const { algorithm, domain, selector } = key;
  // A space may follow a colon: the line is folded there.
  const list = names.join(':').replace(/.{1,60}:(?=.)/g, '$& ');
  const tags = `v=1; a=${algorithm}; c=relaxed/relaxed; d=${domain}; s=${selector}; h=${list};`;
  const sent = `${header('DKIM-Signature', tags)} bh=`;
  return { sign: signerOf(key), sent, canonical: relaxedField(sent).trimEnd() };
}

/**
 * Hashes a letter's body, given its own texts: SHA-256 in base64. The state of the hash before the
 * first of them is kept.
 */
function bodyHasher(body: SharedParts['body']): (texts: readonly string[]) => string {
  const canonical = body.map(
    (bytes) => bytes && Buffer.from(relaxedBody(bytes.toString('latin1')), 'latin1'),
  );
  const begun = createHash('sha256');
  const firstOwn = canonical.indexOf(undefined);
  const rest = canonical.slice(firstOwn === -1 ? canonical.length : firstOwn);
  for (const bytes of canonical.slice(0, canonical.length - rest.length)) {
    if (bytes) begun.update(bytes);
  }
  return (texts) => {
    const hashed = begun.copy();
    let next = 0;
    for (const bytes of rest) {
      if (bytes) hashed.update(bytes);
      else hashed.update(relaxedBody(texts[next++] ?? ''), 'latin1');
    }
    return hashed.digest('base64');
  };
}

/** A header field in its canonical form (RFC 6376 3.4.2). */
function relaxedField(field: string): string {
  const value = field
    .slice(field.indexOf(':') + 1)
    .replace(/[ \t\r\n]{2,}|[\t\r\n]/g, ' ')
    .replace(/^ | $/g, '');
  return `${fieldName(field).toLowerCase()}:${value}\r\n`;
}

/** Whole lines of a body in their canonical form (RFC 6376 3.4.4); no letter ends in empty lines. */
function relaxedBody(lines: string): string {
  return lines.replace(/[ \t]{2,}|\t/g, ' ').replaceAll(' \r\n', '\r\n');
}

/** As many as Node has threads to sign on. */
const COPIES = 4;

/** Signs texts on the thread pool; the result is a signature in base64. */
function signerOf(key: DkimKey): (text: string) => Promise<string> {
  const copies = copiesOf(key);
  const { digest, dataOf } = digestOf(key.algorithm);
  let turn = 0;
  return (text) => {
    const copy = copies[turn++ % copies.length] ?? key.privateKey;
    return new Promise((resolve, reject) => {
      sign(digest, dataOf(text), copy, (error, signature) => {
        if (error) reject(error);
        else resolve(signature.toString('base64'));
      });
    });
  };
}

/**
 * The private key several times over, to be used in turn: OpenSSL keeps what blinds an RSA
 * signature with the key, under a lock, and threads that share a key wait for each other.
 */
function copiesOf({ privateKey }: DkimKey): readonly KeyObject[] {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return Array.from({ length: COPIES }, () => createPrivateKey(pem));
}
