/** The limits on sign-ups, from one network and for one address. */
import { createHmac } from 'node:crypto';
import { domainOf } from '../../base/address.ts';
import type { Secret } from '../../base/secrets.ts';
import type { Bucket } from '../../subscribers/limits.ts';
import { addressKey } from '../../subscribers/subscriber.ts';
import type { Networks } from './networks.ts';

/** Sign-ups over the limit of a network wait; beyond `ahead`, they are not recorded. */
const NEAR = { size: 5, perHour: 5, ahead: 20 };
const WIDE = { size: 20, perHour: 20, ahead: 40 };
const ADDRESS = { size: 3, perHour: 3 / 24 };

/** The buckets that a sign-up takes from. */
export interface SignUpBuckets {
  readonly ofNetworks: readonly Bucket[];
  readonly ofAddress: Bucket;
}

/** Their keys are keyed hashes, so the table of limits holds no address. */
export function bucketsFor(
  secrets: readonly Secret[],
  networks: Networks | undefined,
  email: string,
): SignUpBuckets {
  const of = (kind: string, value: string) => `${kind}:${keyed(secrets, `${kind}\0${value}`)}`;
  return {
    ofNetworks: [
      ...(networks?.wide === undefined ? [] : [{ key: of('wide', networks.wide), ...WIDE }]),
      ...(networks === undefined ? [] : [{ key: of('network', networks.near), ...NEAR }]),
    ],
    ofAddress: { key: of('address', foldedAddress(email)), ...ADDRESS },
  };
}

/** Returns a short keyed hash, from which nothing can be found without the secret. */
export function keyed([secret]: readonly Secret[], text: string): string {
  if (!secret) throw new Error('There is no secret to hash with.');
  return createHmac('sha256', secret.key)
    .update(`sign-up limit\0${text}`)
    .digest('base64url')
    .slice(0, 22);
}

const GMAIL = ['gmail.com', 'googlemail.com'];

/**
 * Returns one text for the spellings of an address that lead to one mailbox: without what follows a
 * plus sign and, with Gmail, without dots. Only for limits: elsewhere they are different addresses.
 */
export function foldedAddress(email: string): string {
  const key = addressKey(email);
  const local = key.slice(0, key.lastIndexOf('@')).replace(/(?<=.)\+.*$/, '');
  const domain = domainOf(key);
  if (!GMAIL.includes(domain)) return `${local}@${domain}`;
  return `${local.replaceAll('.', '')}@gmail.com`;
}

/** RFC 2142, and what programs are named: a person does not read there. */
const ROLES =
  /^(?:abuse|postmaster|hostmaster|webmaster|noc|security|usenet|uucp|ftp|www|root|daemon|mailer-daemon|nobody|spam|phishing|dmarc|list-?(?:request|owner)|majordomo|no-?reply|do-?not-?reply|bounces?)$/;

/** Returns whether an address is that of a role to which no confirmation is sent. */
export function isRole(email: string): boolean {
  const folded = foldedAddress(email);
  return ROLES.test(folded.slice(0, folded.lastIndexOf('@')));
}
