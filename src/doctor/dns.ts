import { Resolver } from 'node:dns/promises';
import { asError } from '../base/as-error.ts';
import { isReservedName } from '../base/example-domain.ts';
import { UserError } from '../base/user-error.ts';

/** The result of a DNS lookup. */
export type Answer =
  | { readonly kind: 'records'; readonly records: readonly string[] }
  /** The name or its TXT records do not exist. */
  | { readonly kind: 'none' }
  /** The lookup failed. */
  | { readonly kind: 'unanswered'; readonly reason: string };

export type LookUp = (name: string) => Promise<Answer>;

const PATIENCE_MS = 3000;
const RESERVED = 'it is an example domain, which is not looked up';
const NOT_THERE = ['ENOTFOUND', 'ENODATA'];

const REASONS: Readonly<Record<string, string>> = {
  ETIMEOUT: 'it timed out',
  ESERVFAIL: 'the DNS server failed',
  EREFUSED: 'the DNS server refused the query',
  ECONNREFUSED: 'no DNS server is listening',
  ECANCELLED: 'it timed out',
};

/**
 * Makes a function that looks up TXT records, each within `patience` milliseconds. It queries the
 * machine's DNS servers, or the given one: an IP address, with a port unless it is 53. Throws
 * UserError if that is not an IP address. Example domains are not looked up, unless a server is given.
 */
export function txtLookUp(server?: string, patience = PATIENCE_MS): LookUp {
  resolverAt(server, patience);
  return (name) =>
    server === undefined && isReservedName(name)
      ? Promise.resolve({ kind: 'unanswered', reason: RESERVED })
      : ask(resolverAt(server, patience), name, patience);
}

function resolverAt(server: string | undefined, timeout: number): Resolver {
  const resolver = new Resolver({ timeout, tries: 1 });
  try {
    if (server !== undefined) resolver.setServers([server]);
    return resolver;
  } catch {
    throw new UserError(
      'The DNS server is not an IP address.',
      'Use an address like --dns 9.9.9.9, or --dns [::1]:5353 with a port.',
    );
  }
}

async function ask(resolver: Resolver, name: string, patience: number): Promise<Answer> {
  // The resolver's own timeout is for each server and each try.
  const timer = setTimeout(() => {
    resolver.cancel();
  }, patience);
  try {
    const records = await resolver.resolveTxt(name);
    return { kind: 'records', records: records.map((pieces) => pieces.join('')) };
  } catch (error) {
    const { code = '', message } = asError(error) as NodeJS.ErrnoException;
    if (NOT_THERE.includes(code)) return { kind: 'none' };
    return { kind: 'unanswered', reason: REASONS[code] ?? message };
  } finally {
    clearTimeout(timer);
  }
}
