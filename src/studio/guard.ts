/** Who may use the studio: its own pages, under the names it is reached by. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { getCookie, setCookie } from 'hono/cookie';
import { elsewherePage } from './pages/elsewhere.ts';

export interface GuardOptions {
  /** The names that a Host header may have, without a port: the names of this machine. */
  readonly hosts: readonly string[];
  /** The key that a browser must send: once as `?key=`, then as a cookie. */
  readonly key?: string;
  /** Allows remote pictures of a letter to be fetched. */
  readonly online: boolean;
  /** Who may write and send: browsers on this machine, every browser, or nobody. */
  readonly writers: Writers;
}

export type Writers = 'here' | 'everybody' | 'nobody';

const COOKIE = 'broadsheet-key';
const SAFE = ['GET', 'HEAD'];
/** Where a request may come from: the studio's own pages, or an address that the user typed. */
const OWN_SITES = ['same-origin', 'none'];

declare module 'hono' {
  interface ContextVariableMap {
    mayWrite: boolean;
  }
}

/** Whether the browser that sent a request may write and send, or only look. */
export function mayWrite(context: Context): boolean {
  return context.get('mayWrite');
}

export function newKey(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * Refuses what does not come from the studio's own pages before a route sees it: a foreign Host (DNS
 * rebinding), a request from another site or another port, one without an Origin that changes
 * something, and one without the key. Exchanges a key in the address for a cookie. Sets the headers
 * that keep other sites from framing a page, and a page from loading anything from other sites.
 */
export function guard(options: GuardOptions): MiddlewareHandler {
  return async (context, next) => {
    context.set('mayWrite', isWriter(context, options.writers));
    const answer = await answerOutside(context, options);
    if (answer) context.res = answer;
    else await next();
    for (const [name, value] of Object.entries(headersFor(options.online))) {
      if (!context.res.headers.has(name)) context.header(name, value);
    }
  };
}

/** Answers a request that the studio's routes must not see; undefined for any other. */
async function answerOutside(
  context: Context,
  { hosts, key }: GuardOptions,
): Promise<Response | undefined> {
  const { req } = context;
  const host = req.header('host') ?? '';
  if (!hosts.includes(host.replace(/:\d+$/, '').toLowerCase())) {
    return context.text('Unknown host. Open the address that the terminal shows.', 421);
  }
  const given = SAFE.includes(req.method) ? req.query('key') : undefined;
  if (key !== undefined && given !== undefined && same(given, key)) {
    setCookie(context, COOKIE, key, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.redirect(hereWithout('key', host, req.url), 302);
  }
  const origin = req.header('origin');
  const foreign = origin === undefined ? !SAFE.includes(req.method) : origin !== `http://${host}`;
  if (foreign) return context.text('Only pages of the studio may send this request.', 403);
  if (!OWN_SITES.includes(req.header('sec-fetch-site') ?? 'none')) {
    return req.header('sec-fetch-dest') === 'document'
      ? context.html(elsewherePage(hereWithout('key', host, req.url)), 403)
      : context.text('Only pages of the studio may send this request.', 403);
  }
  if (key !== undefined && !same(getCookie(context, COOKIE) ?? '', key)) {
    return context.text('The key is missing. Open the address that the terminal shows.', 403);
  }
  if (!SAFE.includes(req.method) && !mayWrite(context)) {
    return context.text(
      'This studio is for looking. Start it with --write to write from here.',
      403,
    );
  }
  return undefined;
}

function isWriter({ env }: Context, writers: Writers): boolean {
  if (writers !== 'here') return writers === 'everybody';
  const incoming = (env as Partial<HttpBindings> | undefined)?.incoming;
  // What this process asks itself comes through no socket.
  return incoming === undefined || isFromHere(incoming.socket);
}

/** Whether a connection comes from this machine: from loopback, or from the address that it reaches. */
function isFromHere({
  remoteAddress = '',
  localAddress,
}: HttpBindings['incoming']['socket']): boolean {
  return /^(?:::ffff:)?127\.|^::1$/.test(remoteAddress) || remoteAddress === localAddress;
}

/** The address of a request without a field of its query. With its host: a path can begin with //. */
function hereWithout(field: string, host: string, address: string): string {
  const url = new URL(address);
  url.searchParams.delete(field);
  return `http://${host}${url.pathname}${url.search}`;
}

function headersFor(online: boolean): Readonly<Record<string, string>> {
  const pictures = online ? "'self' data: https: http:" : "'self' data:";
  return {
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src ${pictures}; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'`,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // With no-referrer, browsers send forms with the Origin "null".
    'Referrer-Policy': 'same-origin',
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
