import { createHash, hash, sign, type KeyObject } from 'node:crypto';
import { copiesOf, type DkimKey } from './key.ts';
import { OWN_FIELDS } from '../letter/fields.ts';
import { header } from '../mime/header.ts';
import type { Stretch } from '../letter/stretch.ts';

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

/** Signed where the letter has it. */
const SIGNED = new Set([...OVERSIGNED, 'List-Id', 'Feedback-ID']);

/** One key's field up to the body hash, as it is sent and as it is signed. */
interface Opening {
  readonly sign: (text: string) => Promise<string>;
  readonly sent: string;
  readonly signed: string;
}

/**
 * Signs an edition's letters (RFC 6376, relaxed/relaxed), given the fields and the body that they
 * share. The result takes a letter's own fields and its filled texts, and gives the DKIM-Signature
 * fields. They have no time in them: the same letter has the same signature.
 */
export function letterSigner(
  editionFields: string,
  stretches: readonly Stretch[],
  keys: readonly DkimKey[],
): (ownFields: readonly string[], texts: readonly string[]) => Promise<string> {
  const shared = splitFields(editionFields).filter((field) => SIGNED.has(nameOf(field)));
  const canonicalShared = shared.map(relaxedField).join('');
  const names = [...shared.map(nameOf), ...OWN_FIELDS, ...OVERSIGNED];
  const openings = keys.map((key) => opening(key, names));
  const hashBody = bodyHasher(stretches);
  return async (ownFields, texts) => {
    const bodyHash = hashBody(texts);
    const canonical = canonicalShared + ownFields.map(relaxedField).join('');
    const fields = openings.map(async ({ sign, sent, signed }) => {
      const value = await sign(`${canonical}${signed}${bodyHash}; b=`);
      return `${sent}${bodyHash};\r\n b=${value.replace(/.{72}(?=.)/g, '$&\r\n ')}\r\n`;
    });
    return (await Promise.all(fields)).join('');
  };
}

function opening(key: DkimKey, names: readonly string[]): Opening {
  const { algorithm, domain, selector } = key;
  // A space may stand after a colon: the line is folded there.
  const list = names.join(':').replace(/.{1,60}:(?=.)/g, '$& ');
  const tags = `v=1; a=${algorithm}; c=relaxed/relaxed; d=${domain}; s=${selector}; h=${list};`;
  const sent = `${header('DKIM-Signature', tags)} bh=`;
  return { sign: signerOf(key), sent, signed: relaxedField(sent).trimEnd() };
}

/**
 * Base64 SHA-256 of a letter's body, given the texts of the stretches with slots; the state after
 * what comes before the first slot is kept.
 */
function bodyHasher(stretches: readonly Stretch[]): (texts: readonly string[]) => string {
  const canonical = stretches.map((stretch) =>
    Buffer.isBuffer(stretch)
      ? Buffer.from(relaxedBody(stretch.toString('latin1')), 'latin1')
      : undefined,
  );
  const begun = createHash('sha256');
  const slots = canonical.indexOf(undefined);
  const first = slots === -1 ? canonical.length : slots;
  for (const bytes of canonical.slice(0, first)) if (bytes) begun.update(bytes);
  return (texts) => {
    const hashed = begun.copy();
    let next = 0;
    for (const bytes of canonical.slice(first)) {
      if (bytes) hashed.update(bytes);
      else hashed.update(relaxedBody(texts[next++] ?? ''), 'latin1');
    }
    return hashed.digest('base64');
  };
}

/** A header field as it is signed (RFC 6376 3.4.2). */
function relaxedField(field: string): string {
  const value = field
    .slice(field.indexOf(':') + 1)
    .replace(/[ \t\r\n]{2,}|[\t\r\n]/g, ' ')
    .replace(/^ | $/g, '');
  return `${nameOf(field).toLowerCase()}:${value}\r\n`;
}

/** Whole lines of a body as they are signed (RFC 6376 3.4.4); no letter ends in an empty line. */
function relaxedBody(lines: string): string {
  return lines.replace(/[ \t]{2,}|\t/g, ' ').replaceAll(' \r\n', '\r\n');
}

function splitFields(fields: string): readonly string[] {
  return fields.split(/(?<=\r\n)(?![ \t]|$)/);
}

function nameOf(field: string): string {
  return field.slice(0, field.indexOf(':'));
}

/** Makes base64 signatures on the thread pool: RSA signs the text, Ed25519 its SHA-256 (RFC 8463 3). */
function signerOf(key: DkimKey): (text: string) => Promise<string> {
  const copies = copiesOf(key);
  let turn = 0;
  return (text) => {
    const copy = copies[turn++ % copies.length] ?? key.privateKey;
    return key.algorithm === 'rsa-sha256'
      ? signed('sha256', Buffer.from(text), copy)
      : signed(null, hash('sha256', text, 'buffer'), copy);
  };
}

function signed(digest: string | null, data: Buffer, key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    sign(digest, data, key, (error, bytes) => {
      if (error) reject(error);
      else resolve(bytes.toString('base64'));
    });
  });
}
