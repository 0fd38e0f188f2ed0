import { Resolver } from 'node:dns/promises';
import { asError } from '../base/as-error.ts';
import { UserError } from '../base/user-error.ts';

/** What the DNS says of a name. */
export type Answer =
  | { readonly kind: 'records'; readonly records: readonly string[] }
  /** There is nothing of that name. */
  | { readonly kind: 'none' }
  /** It could not be asked, and why. */
  | { readonly kind: 'unanswered'; readonly reason: string };

export type LookUp = (name: string) => Promise<Answer>;

const PATIENCE_MS = 3000;
const NOT_THERE = ['ENOTFOUND', 'ENODATA'];

const REASONS: Readonly<Record<string, string>> = {
  ETIMEOUT: 'no answer in time',
  ESERVFAIL: 'the server says that it failed',
  EREFUSED: 'the server does not want to answer',
  ECONNREFUSED: 'there is no DNS server',
  ECANCELLED: 'no answer in time',
};

/**
 * Looks TXT records up, each question for at most `patience` milliseconds. The machine's own DNS
 * servers are asked, or the one that is named: an IP address, with a port where it is not 53.
 * Throws UserError on a server that is none.
 */
export function txtLookUp(server?: string, patience = PATIENCE_MS): LookUp {
  resolverAt(server, patience);
  return (name) => ask(resolverAt(server, patience), name, patience);
}

function resolverAt(server: string | undefined, timeout: number): Resolver {
  const resolver = new Resolver({ timeout, tries: 1 });
  try {
    if (server !== undefined) resolver.setServers([server]);
    return resolver;
  } catch {
    throw new UserError(
      'The DNS server is no IP address.',
      'Write it like --dns 9.9.9.9, or --dns [::1]:5353 with a port.',
    );
  }
}

async function ask(resolver: Resolver, name: string, patience: number): Promise<Answer> {
  // The resolver's own patience is for each server of the machine, and for each try.
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
