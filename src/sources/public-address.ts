/**
 * Keeps fetches away from addresses that are not public. A lookup that filters is not enough: it is
 * never asked about a literal such as 127.0.0.1 (nodejs/undici #2019), so the guard is a connector.
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { asError } from '../base/as-error.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Returns all addresses of a host name. */
export type Lookup = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** A connection that was refused because of where it leads. */
export class RefusedAddressError extends Error {
  readonly hostname: string;
  readonly address: string;

  constructor(hostname: string, address: string) {
    super(hostname === address ? address : `${hostname} is at ${address}`);
    this.name = 'RefusedAddressError';
    this.hostname = hostname;
    this.address = address;
  }
}

/** What a staging site may have. Link-local addresses stay refused: clouds keep credentials there. */
const PRIVATE = ['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'];
/** All of IPv6 that is handed out (RFC 4291 2.4, IANA). */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Returns whether an IP address is public, or one of a private network where these are allowed. */
export function isAllowedAddress(address: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address mapped into IPv6 counts as what it is.
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (allowPrivate && PRIVATE.includes(range)) return true;
  return range === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6));
}

/**
 * Makes a connector for undici that connects to allowed addresses only. A name is looked up once
 * for each connection, all of its addresses must be allowed, and the socket gets exactly these.
 */
export function guardedConnector(
  allowPrivate: boolean,
  lookup: Lookup = (hostname) => systemLookup(hostname, { all: true }),
): buildConnector.connector {
  const connect = buildConnector({ lookup: guardedLookup(allowPrivate, lookup) });
  return (options, callback) => {
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isAllowedAddress(literal, allowPrivate))
      callback(new RefusedAddressError(literal, literal), null);
    else connect(options, callback);
  };
}

function guardedLookup(allowPrivate: boolean, lookup: Lookup): LookupFunction {
  const allowed = async (hostname: string) => {
    const addresses = await lookup(hostname);
    const refused = addresses.find(({ address }) => !isAllowedAddress(address, allowPrivate));
    if (refused) throw new RefusedAddressError(hostname, refused.address);
    const [first] = addresses;
    if (!first) throw new Error(`${hostname} has no address`);
    return { first, all: [...addresses] };
  };
  return (hostname, { all }, callback) => {
    allowed(hostname).then(
      (found) => {
        if (all === true) callback(null, found.all);
        else callback(null, found.first.address, found.first.family);
      },
      (error: unknown) => {
        callback(asError(error), '', 0);
      },
    );
  };
}
