/** The network of a client: what limits count by, and what the record of consent may keep. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface Networks {
  /** /24, or /64 with IPv6: usually one household or office. */
  readonly near: string;
  /** /48 with IPv6: what a provider gives one customer at most. */
  readonly wide?: string;
  /** Whether it is on no public network: a proxy is then probably not named in the settings. */
  readonly isPrivate: boolean;
}

const PRIVATE = ['private', 'loopback', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'];

/** Returns the networks of an IP address; undefined if it is none. */
export function networksOf(address: string | undefined): Networks | undefined {
  if (address === undefined || isIP(address) === 0) return undefined;
  const parsed = ipaddr.process(address);
  const isPrivate = PRIVATE.includes(parsed.range());
  if (parsed.kind() === 'ipv4') return { near: masked(parsed, 24), isPrivate };
  return { near: masked(parsed, 64), wide: masked(parsed, 48), isPrivate };
}

/** Truncates an IP address to /24, or to /48 with IPv6. */
export function truncatedAddress(address: string | undefined): string | undefined {
  const networks = networksOf(address);
  return networks?.wide ?? networks?.near;
}

function masked(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string {
  const bytes = address.toByteArray().map((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return byte & (0xff << (8 - kept));
  });
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
