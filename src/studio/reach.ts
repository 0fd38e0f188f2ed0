/** Where a studio is reached: the names that it answers to, and the address to open. */
import { isIP, isIPv6 } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

export interface Reach {
  /** The names that a Host header may have, without a port. */
  readonly hosts: readonly string[];
  /** The name to open it by. */
  readonly shown: string;
  /** Other devices can connect. */
  readonly shared: boolean;
}

type Interfaces = NodeJS.Dict<readonly NetworkInterfaceInfo[]>;

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** A link-local address means nothing without the name of a network card, and no URL has one. */
const LINK_LOCAL = /^\[?fe[89ab]|^169\.254\./i;

/**
 * Returns how a studio is reached that listens on a host: a name, an address, or 0.0.0.0 or :: for
 * every address of the machine. An IPv6 address is in brackets in the result, as in a URL.
 */
export function reachOf(host: string, interfaces: Interfaces = networkInterfaces()): Reach {
  const own = addressesOf(interfaces);
  if (host === '0.0.0.0') {
    return everywhere(
      LOOPBACK.filter((name) => !isIPv6(bare(name))),
      own.filter((address) => !isIPv6(bare(address))),
    );
  }
  if (host === '::') return everywhere(LOOPBACK, own);
  const name = asInUrl(host);
  if (LOOPBACK.includes(name) || name.startsWith('127.'))
    return { hosts: [...new Set([...LOOPBACK, name])], shown: name, shared: false };
  const hosts = isIP(bare(name)) > 0 ? [name] : [name, ...LOOPBACK, ...own];
  return { hosts, shown: name, shared: true };
}

function everywhere(loopback: readonly string[], own: readonly string[]): Reach {
  const [shown = '127.0.0.1'] = own;
  return { hosts: [...loopback, ...own], shown, shared: true };
}

/** The machine's addresses that other devices can use, IPv4 first: every network has it. */
function addressesOf(interfaces: Interfaces): readonly string[] {
  const own = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(({ address, internal }) => !internal && !LINK_LOCAL.test(address))
    .map(({ address }) => asInUrl(address));
  const [four, six] = [false, true].map((wanted) =>
    own.filter((each) => isIPv6(bare(each)) === wanted),
  );
  return [...(four ?? []), ...(six ?? [])];
}

/** Browsers send a Host header in lower case, and an IPv6 address in its shortest form. */
function asInUrl(host: string): string {
  const name = isIPv6(host) ? `[${host}]` : host;
  return URL.parse(`http://${name}`)?.hostname ?? name.toLowerCase();
}

function bare(name: string): string {
  return name.replace(/^\[|\]$/g, '');
}
