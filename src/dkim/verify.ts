import { createHash, verify, type KeyObject } from 'node:crypto';

/** The public half of a DKIM key, as its record in the DNS has it. */
export interface PublicDkimKey {
  readonly selector: string;
  readonly domain: string;
  readonly algorithm: 'rsa-sha256' | 'ed25519-sha256';
  readonly publicKey: KeyObject;
}

interface Field {
  readonly name: string;
  /** With its folds, as bytes in latin1. */
  readonly value: string;
}

const CRLF = '\r\n';

/**
 * Whether a message has a signature of the key's selector that holds (RFC 6376 6.1, RFC 8463), for
 * relaxed/relaxed over the whole body. It works from the raw bytes, and shares no code with signing,
 * so that neither hides a mistake of the other.
 */
export function signatureHolds(raw: Buffer, key: PublicDkimKey): boolean {
  const text = raw.toString('latin1');
  const end = text.indexOf(CRLF + CRLF);
  if (end === -1) return false;
  const fields = parseFields(text.slice(0, end));
  const body = text.slice(end + CRLF.length * 2);
  return fields.some((field) => isSignatureOf(field, key) && holds(field, fields, body, key));
}

function isSignatureOf(field: Field, { selector, domain, algorithm }: PublicDkimKey): boolean {
  if (field.name !== 'dkim-signature') return false;
  const tags = parseTags(field.value);
  return (
    tags.get('v') === '1' &&
    tags.get('c') === 'relaxed/relaxed' &&
    tags.get('s') === selector &&
    tags.get('d') === domain &&
    tags.get('a') === algorithm
  );
}

function holds(field: Field, fields: readonly Field[], body: string, key: PublicDkimKey): boolean {
  const tags = parseTags(field.value);
  if (sha256(canonicalBody(body)).toString('base64') !== tags.get('bh')) return false;
  const unsigned = field.value.replace(/(^|;)(\s*b\s*=)[^;]*/, '$1$2');
  const own = canonicalField({ name: field.name, value: unsigned });
  const data = Buffer.from(selected(fields, tags.get('h') ?? '') + own, 'latin1');
  const signature = Buffer.from(tags.get('b') ?? '', 'base64');
  return key.algorithm === 'rsa-sha256'
    ? verify('sha256', data, key.publicKey, signature)
    : verify(null, sha256(data), key.publicKey, signature);
}

/** The fields that h= names; a name that stands there again means the one above (5.4.2). */
function selected(fields: readonly Field[], names: string): string {
  const left = fields.toReversed();
  let data = '';
  for (const name of names.toLowerCase().split(':')) {
    const index = left.findIndex((field) => field.name === name);
    const [field] = index === -1 ? [] : left.splice(index, 1);
    if (field) data += canonicalField(field) + CRLF;
  }
  return data;
}

function parseFields(head: string): readonly Field[] {
  const fields: { name: string; value: string }[] = [];
  for (const line of head.split(CRLF)) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last) last.value += CRLF + line;
    else {
      const [name = '', ...value] = line.split(':');
      fields.push({ name: name.trim().toLowerCase(), value: value.join(':') });
    }
  }
  return fields;
}

/** Tags by name, without the white space that may stand in a value of h=, bh= or b=. */
function parseTags(value: string): ReadonlyMap<string, string> {
  const pairs = value.split(';').map((tag) => tag.replace(/[ \t\r\n]/g, ''));
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

function canonicalField({ name, value }: Field): string {
  return `${name}:${words(value.split(CRLF).join(''))}`.replace(/: /, ':').replace(/ $/, '');
}

function canonicalBody(body: string): string {
  const lines = body.split(CRLF).map((line) => words(line).replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line + CRLF).join('');
}

/** The words of a line with one space between them. */
function words(line: string): string {
  return line.split(/[ \t]+/).join(' ');
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256')
    .update(typeof data === 'string' ? Buffer.from(data, 'latin1') : data)
    .digest();
}
