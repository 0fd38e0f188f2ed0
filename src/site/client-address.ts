/** Whose request it is, by the socket and by the proxies that are trusted. */
import type { Context } from 'hono';
import { BlockList, isIP } from 'node:net';
import type { SiteSettings } from '../config/site.ts';
import type { SiteOptions } from './options.ts';

type TrustedProxies = SiteSettings['trustedProxies'];

/**
 * Makes a function that returns the client's IP address; undefined if nothing says it. Without
 * trusted proxies it is the socket's. With them, X-Forwarded-For is read from the right, since
 * anybody can write what is left of the entry that the outermost trusted proxy added.
 */
export function clientAddresses({
  settings,
  peerOf = nodePeer,
}: Pick<SiteOptions, 'settings' | 'peerOf'>): (context: Context) => string | undefined {
  const { trustedProxies } = settings;
  const isTrusted = trustOf(trustedProxies);
  return (context) => {
    const peer = plainAddress(peerOf(context) ?? '');
    const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map(plainAddress);
    return clientOf(peer, forwarded, isTrusted);
  };
}

/** Whether the address at a distance from this server, 0 for the socket's, is a trusted proxy's. */
type Trust = (address: string, distance: number) => boolean;

function clientOf(
  peer: string | undefined,
  forwarded: readonly (string | undefined)[],
  isTrusted: Trust,
): string | undefined {
  let client = peer;
  for (const [distance, next] of forwarded.toReversed().entries()) {
    // A host that hides the socket, such as a serverless one, still counts as the first proxy.
    if (next === undefined || !isTrusted(client ?? '', distance)) break;
    client = next;
  }
  return client;
}

function trustOf(proxies: TrustedProxies): Trust {
  if (typeof proxies === 'number') return (_, distance) => distance < proxies;
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
}

/** An address without port, brackets or zone, and an IPv4 address as such; undefined if it is none. */
function plainAddress(written: string): string | undefined {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(written.trim()) ?? [];
  const [, withPort] = /^([\d.]+):\d+$/.exec(written.trim()) ?? [];
  const address = (bracketed ?? withPort ?? written.trim()).replace(/%.*$/, '').toLowerCase();
  const [, mapped] = /^::ffff:([\d.]+)$/.exec(address) ?? [];
  const plain = mapped ?? address;
  return isIP(plain) === 0 ? undefined : plain;
}

function nodePeer({ env }: Context): string | undefined {
  const bindings = env as
    { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } } | undefined;
  return bindings?.incoming?.socket?.remoteAddress;
}

/**
 * Returns the first three bytes of an IPv4 address, and so many of the four-digit groups of an IPv6
 * one.
 */
export function networkOf(address: string, groups: 3 | 4): string {
  if (isIP(address) === 4) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  const { hostname } = new URL(`http://[${address}]`);
  const [before = '', after = ''] = hostname.slice(1, -1).split('::');
  const [start, end] = [before, after].map((part) => part.split(':').filter((group) => group));
  const zeros = Array<string>(8 - (start?.length ?? 0) - (end?.length ?? 0)).fill('0');
  const all = [...(start ?? []), ...zeros, ...(end ?? [])];
  return `${all.slice(0, groups).join(':')}::/${groups * 16}`;
}
