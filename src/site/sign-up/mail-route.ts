/** Whether a domain accepts mail, by its DNS records (RFC 5321 5.1, RFC 7505). */
import { asError } from '../../base/as-error.ts';

/** What is asked of a resolver; that of `node:dns/promises` fits. */
export interface MailResolver {
  resolveMx(name: string): Promise<readonly { readonly exchange: string }[]>;
  resolve4(name: string): Promise<readonly string[]>;
  resolve6(name: string): Promise<readonly string[]>;
}

/** `unknown`: the resolver failed or took too long, which must not keep anybody out. */
export type MailRoute = 'accepts' | 'refuses' | 'unknown';

export type FindMailRoute = (domain: string) => Promise<MailRoute>;

export interface MailRouteOptions {
  readonly patienceMs?: number;
  readonly clock?: () => Date;
}

const PATIENCE_MS = 2000;
const KEEP_MS = 60 * 60_000;
const MOST_KEPT = 2000;
const MOST_AT_ONCE = 50;
const NOT_THERE = ['ENOTFOUND', 'ENODATA'];

/**
 * Makes a function that finds out whether a domain accepts mail, at most once an hour for each. It
 * never rejects.
 */
export function mailRoutes(
  resolver: MailResolver,
  { patienceMs = PATIENCE_MS, clock = () => new Date() }: MailRouteOptions = {},
): FindMailRoute {
  const known = new Map<string, { readonly route: Promise<MailRoute>; readonly at: number }>();
  let asking = 0;
  const ask = async (domain: string) => {
    // A flood of invented domains must not become one of look-ups.
    if (asking >= MOST_AT_ONCE) return 'unknown';
    asking++;
    try {
      return await within(patienceMs, lookUp(resolver, domain));
    } finally {
      asking--;
    }
  };
  return async (domain) => {
    const now = clock().getTime();
    const before = known.get(domain);
    if (before && now - before.at < KEEP_MS) return before.route;
    const route = ask(domain);
    known.set(domain, { route, at: now });
    for (const [oldest] of known) {
      if (known.size <= MOST_KEPT) break;
      known.delete(oldest);
    }
    if ((await route) === 'unknown') known.delete(domain);
    return route;
  };
}

async function within(ms: number, looking: Promise<MailRoute>): Promise<MailRoute> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<MailRoute>((resolve) => {
    timer = setTimeout(resolve, ms, 'unknown');
  });
  try {
    return await Promise.race([looking, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function lookUp(resolver: MailResolver, domain: string): Promise<MailRoute> {
  const hosts = await records(resolver.resolveMx(domain));
  if (hosts === 'unknown') return 'unknown';
  if (hosts.length > 0) {
    // A single host without a name: "null MX", no mail.
    return hosts.some(({ exchange }) => exchange !== '' && exchange !== '.')
      ? 'accepts'
      : 'refuses';
  }
  // Without MX records, the domain itself is the host.
  const addresses = await Promise.all([
    records<string>(resolver.resolve4(domain)),
    records<string>(resolver.resolve6(domain)),
  ]);
  if (addresses.some((found) => found !== 'unknown' && found.length > 0)) return 'accepts';
  return addresses.includes('unknown') ? 'unknown' : 'refuses';
}

async function records<T>(answer: Promise<readonly T[]>): Promise<readonly T[] | 'unknown'> {
  try {
    return await answer;
  } catch (error) {
    const { code = '' } = asError(error) as NodeJS.ErrnoException;
    return NOT_THERE.includes(code) ? [] : 'unknown';
  }
}
