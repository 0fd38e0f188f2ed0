import { createPublicKey } from 'node:crypto';
import type { DkimKey } from './key.ts';

/** How a published record compares with a private key: whether its signatures verify. */
export type RecordMatch =
  | { readonly kind: 'invalid'; readonly fault: string }
  | { readonly kind: 'revoked' | 'other-key' }
  /** `testing`: receivers may treat the letters as unsigned. */
  | { readonly kind: 'match'; readonly testing: boolean };

/** Returns the record to publish for a key. */
export function recordOf(key: DkimKey): string {
  return `v=DKIM1; k=${typeOf(key)}; p=${publicForms(key)[0] ?? ''}`;
}

/** Reads a record (RFC 6376 3.6.1, RFC 8463) and compares its public key with a private key. */
export function compareRecord(record: string, key: DkimKey): RecordMatch {
  const tags = parseTags(record);
  if (!tags) return { kind: 'invalid', fault: 'it is not a list of tags like v=DKIM1; k=rsa; p=…' };
  const fault = faultOf(tags, key);
  if (fault !== undefined) return { kind: 'invalid', fault };
  const published = (tags.get('p') ?? '').replace(/\s/g, '');
  if (published === '') return { kind: 'revoked' };
  if (!publicForms(key).includes(published)) return { kind: 'other-key' };
  return { kind: 'match', testing: listed(tags, 't').includes('y') };
}

/**
 * Reads the tags of a record like `v=DKIM1; k=rsa; p=…` (RFC 6376 3.2) by name; of tags with the
 * same name, the first. Returns undefined if the text is not a list of tags.
 */
export function parseTags(record: string): ReadonlyMap<string, string> | undefined {
  const tags = new Map<string, string>();
  for (const part of record.replace(/;\s*$/, '').split(';')) {
    const [, name, value] = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
    if (name === undefined || value === undefined) return undefined;
    if (!tags.has(name)) tags.set(name, value);
  }
  return tags;
}

function faultOf(tags: ReadonlyMap<string, string>, key: DkimKey): string | undefined {
  const [first] = tags.keys();
  if (tags.has('v') && (first !== 'v' || tags.get('v') !== 'DKIM1')) {
    return 'it must begin with v=DKIM1';
  }
  if ((tags.get('k') ?? 'rsa') !== typeOf(key)) {
    return `it is for another type of key: it must have k=${typeOf(key)}`;
  }
  if (!tags.has('p')) return 'it has no public key (p=)';
  if (tags.has('h') && !listed(tags, 'h').includes('sha256')) {
    return 'it does not allow sha256 (h=)';
  }
  const services = listed(tags, 's');
  const isForMail = !tags.has('s') || services.includes('*') || services.includes('email');
  return isForMail ? undefined : 'it is not for email (s=)';
}

function listed(tags: ReadonlyMap<string, string>, name: string): readonly string[] {
  return (tags.get(name) ?? '').split(':').map((each) => each.trim());
}

function typeOf({ algorithm }: DkimKey): 'rsa' | 'ed25519' {
  return algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519';
}

/** The public half in base64, in the forms that p= may have; the usual one comes first. */
function publicForms(key: DkimKey): readonly string[] {
  const publicKey = createPublicKey(key.privateKey);
  if (typeOf(key) === 'ed25519') {
    return [
      Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64'),
    ];
  }
  // RFC 6376 describes the bare key, but everybody publishes it wrapped (RFC 5280).
  return (['spki', 'pkcs1'] as const).map((type) =>
    publicKey.export({ format: 'der', type }).toString('base64'),
  );
}
