/** Keys made for a test, and the DNS in which a verifier finds their public halves. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { dkimVerify } from 'mailauth';
import { readDkimKey, type DkimKey, type DkimSettings } from '../../src/dkim/key.ts';

export const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
export const ED25519 = generateKeyPairSync('ed25519').privateKey;

export const RSA_SETTINGS: DkimSettings = {
  selector: 'rsa2026',
  algorithm: 'rsa-sha256',
  keyFrom: 'DKIM_PRIVATE_KEY',
};
export const ED25519_SETTINGS: DkimSettings = {
  selector: 'ed2026',
  algorithm: 'ed25519-sha256',
  keyFrom: 'DKIM_ED25519',
};

export const pem = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString();

export const RSA_KEY: DkimKey = readDkimKey(RSA_SETTINGS, pem(RSA), 'example.com');
export const ED25519_KEY: DkimKey = readDkimKey(ED25519_SETTINGS, pem(ED25519), 'example.com');

const RECORDS: Readonly<Record<string, string>> = {
  'rsa2026._domainkey.example.com': `v=DKIM1; k=rsa; p=${createPublicKey(RSA)
    .export({ format: 'der', type: 'spki' })
    .toString('base64')}`,
  'ed2026._domainkey.example.com': `v=DKIM1; k=ed25519; p=${Buffer.from(
    createPublicKey(ED25519).export({ format: 'jwk' }).x ?? '',
    'base64url',
  ).toString('base64')}`,
};

/** What mailauth says of each signature, such as `rsa2026 pass`. */
export async function verdicts(raw: Buffer): Promise<readonly string[]> {
  const resolver = (name: string) => {
    const record = RECORDS[name];
    if (record !== undefined) return Promise.resolve([[record]]);
    return Promise.reject(Object.assign(new Error(`no ${name}`), { code: 'ENOTFOUND' }));
  };
  const { results } = await dkimVerify(raw, { resolver });
  return results.map((each) => `${each.selector ?? 'unsigned'} ${each.status.result}`);
}
