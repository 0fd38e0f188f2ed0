/** Who may use the studio: its own pages, under the names it is reached by. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export interface GuardOptions {
  /** The names that a Host header may have, without a port: the names of this machine. */
  readonly hosts: readonly string[];
  /** The key that a browser must send: once as `?key=`, then as a cookie. */
  readonly key?: string;
  /** Allows remote pictures of a letter to be fetched. */
  readonly online: boolean;
}

const COOKIE = 'broadsheet-key';
const SAFE = ['GET', 'HEAD'];

export function newKey(): string {
  return randomBytes(16).toString('base64url');
}

/** Returns the names that a studio is reached by, if it listens on a host. */
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
 * request from a foreign Origin, or one without an Origin that changes something. Sets the headers
 * that keep other sites from framing a page, and a page from loading anything from other sites.
 */
export function guard({ hosts, key, online }: GuardOptions): MiddlewareHandler {
  return async (context, next) => {
    const { req } = context;
    const host = req.header('host') ?? '';
    if (!hosts.includes(host.replace(/:\d+$/, '').toLowerCase())) {
      return context.text('Unknown host. Open the address that the terminal shows.', 421);
    }
    const origin = req.header('origin');
    const foreign = origin === undefined ? !SAFE.includes(req.method) : origin !== `http://${host}`;
    if (foreign) return context.text('Only pages of the studio may send this request.', 403);
    if (key !== undefined) {
      const given = req.query('key');
      if (given !== undefined && same(given, key)) {
        setCookie(context, COOKIE, key, { httpOnly: true, sameSite: 'Strict', path: '/' });
      } else if (!same(getCookie(context, COOKIE) ?? '', key)) {
        return context.text('The key is missing. Open the address that the terminal shows.', 403);
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

/** Returns what a letter may load: its own styles and pictures. A file can say this too. */
export function letterSources(online: boolean): string {
  const pictures = online ? "'self' data: https: http:" : "'self' data:";
  return `default-src 'none'; style-src 'unsafe-inline'; img-src ${pictures}; form-action 'none'; base-uri 'none'`;
}

/** Returns what a letter may do in its frame: no scripts, no forms, nothing from other sites. */
export function letterPolicy(online: boolean): string {
  return `${letterSources(online)}; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox`;
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
