import { createPublicKey } from 'node:crypto';
import type { DkimKey } from './key.ts';
import { parseTags } from './tags.ts';

/** What a verifier that has a selector's record makes of letters signed with a key. */
export type Verdict =
  | { readonly kind: 'broken'; readonly fault: string }
  | { readonly kind: 'revoked' | 'other-key' }
  /** Receivers may ignore what is said to be a test. */
  | { readonly kind: 'ours'; readonly testing: boolean };

/** The record that belongs to a key, as it is to be published. */
export function recordOf(key: DkimKey): string {
  return `v=DKIM1; k=${typeOf(key)}; p=${publicForms(key)[0] ?? ''}`;
}

/** Reads a record as RFC 6376 3.6.1 and RFC 8463 have it, and compares its key with ours. */
export function judgeRecord(record: string, key: DkimKey): Verdict {
  const tags = parseTags(record);
  if (!tags) return { kind: 'broken', fault: 'it is no list of tags such as v=DKIM1; k=rsa; p=…' };
  const fault = faultOf(tags, key);
  if (fault !== undefined) return { kind: 'broken', fault };
  const published = (tags.get('p') ?? '').replace(/\s/g, '');
  if (published === '') return { kind: 'revoked' };
  if (!publicForms(key).includes(published)) return { kind: 'other-key' };
  return { kind: 'ours', testing: listed(tags, 't').includes('y') };
}

function faultOf(tags: ReadonlyMap<string, string>, key: DkimKey): string | undefined {
  const [first] = tags.keys();
  if (tags.has('v') && (first !== 'v' || tags.get('v') !== 'DKIM1')) {
    return 'it must begin with v=DKIM1';
  }
  if ((tags.get('k') ?? 'rsa') !== typeOf(key)) {
    return `it is for a key of another kind, and must say k=${typeOf(key)}`;
  }
  if (!tags.has('p')) return 'it has no key (p=)';
  if (tags.has('h') && !listed(tags, 'h').includes('sha256')) {
    return 'it does not allow sha256 (h=)';
  }
  const services = listed(tags, 's');
  const isForMail = !tags.has('s') || services.includes('*') || services.includes('email');
  return isForMail ? undefined : 'it is not for mail (s=)';
}

function listed(tags: ReadonlyMap<string, string>, name: string): readonly string[] {
  return (tags.get(name) ?? '').split(':').map((each) => each.trim());
}

function typeOf({ algorithm }: DkimKey): 'rsa' | 'ed25519' {
  return algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519';
}

/** The public half in base64 as p= may have it, the usual form first. */
function publicForms(key: DkimKey): readonly string[] {
  const half = createPublicKey(key.privateKey);
  if (typeOf(key) === 'ed25519') {
    return [Buffer.from(half.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')];
  }
  // RFC 6376 speaks of the bare key, and everybody publishes it wrapped (RFC 5280).
  return (['spki', 'pkcs1'] as const).map((type) =>
    half.export({ format: 'der', type }).toString('base64'),
  );
}
