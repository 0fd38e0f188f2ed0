/** Who may speak to the studio: pages of its own, under the names it is reached by. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export interface GuardOptions {
  /** The names that a Host header may say, without a port; every name of this machine's own. */
  readonly hosts: readonly string[];
  /** Asked of who comes from another machine: `?key=` once, a cookie then. */
  readonly key?: string;
  /** Lets the letter's remote pictures be fetched. */
  readonly online: boolean;
}

const COOKIE = 'broadsheet-key';
const SAFE = ['GET', 'HEAD'];

export function newKey(): string {
  return randomBytes(16).toString('base64url');
}

/** The names that a studio listening on a host is reached by. */
export function hostsOf(host: string): readonly string[] {
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  if (loopback.includes(host) || host === '::1') return loopback;
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const addresses = own.map(({ address, family }) =>
    family === 'IPv6' ? `[${address}]` : address,
  );
  return [...loopback, host, ...addresses];
}

/**
 * Refuses what does not come from the studio's own pages: a foreign Host (DNS rebinding), and a
 * request that changes something and comes from a foreign Origin. Sets the headers that keep
 * pages from being framed or from loading anything from elsewhere.
 */
export function guard({ hosts, key, online }: GuardOptions): MiddlewareHandler {
  return async (context, next) => {
    const { req } = context;
    const host = req.header('host') ?? '';
    if (!hosts.includes(host.replace(/:\d+$/, '').toLowerCase())) {
      return context.text('This studio is not reached by that name.', 421);
    }
    const origin = req.header('origin');
    const foreign = origin === undefined ? !SAFE.includes(req.method) : origin !== `http://${host}`;
    if (foreign) return context.text('Only the studio’s own pages may ask for that.', 403);
    if (key !== undefined) {
      const given = req.query('key');
      if (given !== undefined && same(given, key)) {
        setCookie(context, COOKIE, key, { httpOnly: true, sameSite: 'Strict', path: '/' });
      } else if (!same(getCookie(context, COOKIE) ?? '', key)) {
        return context.text('Open the address that the terminal shows: it has a key.', 403);
      }
    }
    await next();
    for (const [name, value] of Object.entries(headersFor(online))) {
      if (!context.res.headers.has(name)) context.header(name, value);
    }
    return undefined;
  };
}

function headersFor(online: boolean): Readonly<Record<string, string>> {
  const pictures = online ? "'self' data: https: http:" : "'self' data:";
  return {
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src ${pictures}; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'`,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };
}

/** What a letter may load: nothing but styles and pictures of its own. The part that a file can say too. */
export function letterSources(online: boolean): string {
  const pictures = online ? "'self' data: https: http:" : "'self' data:";
  return `default-src 'none'; style-src 'unsafe-inline'; img-src ${pictures}; form-action 'none'; base-uri 'none'`;
}

/** What a letter may do in its frame: show itself. No scripts, no forms, nothing from elsewhere. */
export function letterPolicy(online: boolean): string {
  return `${letterSources(online)}; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox`;
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
