/** Who may use the studio: its own pages, under the names it is reached by. */
import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { elsewherePage } from './pages/elsewhere.ts';
import { keyPage } from './pages/key.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { visitorOf } from './visitor.ts';

export interface GuardOptions {
  /** The names that a Host header may have, without a port: the names of this machine. */
  readonly hosts: readonly string[];
  /** The key that a browser must send, once, as `?key=`. It gets a cookie in exchange. */
  readonly key?: string;
  /** Allows remote pictures of a letter to be fetched. */
  readonly online: boolean;
  /** Who may write and send: browsers on this machine, every browser, or nobody. */
  readonly writers: Writers;
  /** Hears of each browser on another machine that has opened the studio, with its address. */
  readonly onBrowser?: (address: string) => void;
}

export type Writers = 'here' | 'everybody' | 'nobody';

const SAFE = ['GET', 'HEAD'];
/** Forms that change nothing: they are sent by POST because no address may contain their fields. */
const LOOKING =
  /^\/(?:readers\/(?:search|(?:list|[\w-]{22})\/addresses)|editions\/[^/]+\/report\/addresses)$/;
/** What the page that asks for the key loads. */
const WITHOUT_KEY = '/assets/studio.css';
/** Where a request may come from: the studio's own pages, or an address that the user typed. */
const OWN_SITES = ['same-origin', 'none'];

declare module 'hono' {
  interface ContextVariableMap {
    mayWrite: boolean;
  }
}

/** Returns whether the browser that sent a request may write and send, or only look. */
export function mayWrite(context: Context): boolean {
  return context.get('mayWrite');
}

/**
 * Refuses what does not come from the studio's own pages before a route sees it: a foreign Host (DNS
 * rebinding), a request from another site or another port, one without an Origin that changes
 * something, and one without the key. Exchanges a key in the address for a cookie. Sets the headers
 * that keep other sites from framing a page, and a page from loading anything from other sites.
 */
export function guard(options: GuardOptions): MiddlewareHandler {
  const sessions = createSessions((from) => {
    if (from !== HERE) options.onBrowser?.(from);
  });
  return async (context, next) => {
    context.set('mayWrite', isWriter(context, options.writers));
    const answer = await answerOutside(context, options, sessions);
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
  sessions: Sessions,
): Promise<Response | undefined> {
  const { req } = context;
  const host = req.header('host') ?? '';
  if (!hosts.includes(host.replace(/:\d+$/, '').toLowerCase())) {
    return context.text('Unknown host. Open the address that the terminal shows.', 421);
  }
  const given = SAFE.includes(req.method) ? req.query('key') : undefined;
  if (key !== undefined && given !== undefined && same(given, key)) {
    const secret = sessions.begin();
    sessions.admits(secret, placeOf(context));
    setCookie(context, cookieOf(host), secret, { httpOnly: true, sameSite: 'Strict', path: '/' });
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
  const secret = getCookie(context, cookieOf(host)) ?? '';
  if (key !== undefined && req.path !== WITHOUT_KEY && !sessions.admits(secret, placeOf(context)))
    return askForKey(context, host, given);
  if (!SAFE.includes(req.method) && !LOOKING.test(req.path) && !mayWrite(context)) {
    return context.text(
      'This studio is for looking. Start it with --write to write from here.',
      403,
    );
  }
  return undefined;
}

/** The cookie of a session; browsers share cookies among the ports of a host. */
function cookieOf(host: string): string {
  return `broadsheet-key-${/:(\d+)$/.exec(host)?.[1] ?? '80'}`;
}

/** Refuses a request without the key; a person gets a page that takes it. */
async function askForKey(
  context: Context,
  host: string,
  given: string | undefined,
): Promise<Response> {
  const { req } = context;
  const isPage = SAFE.includes(req.method) && (req.header('accept') ?? '').includes('text/html');
  if (isPage)
    return context.html(keyPage(hereWithout('key', host, req.url), given !== undefined), 403);
  return context.text('The key is missing. Open the address that the terminal shows.', 403);
}

const HERE = 'here';

/** The address of a browser on another machine, or `HERE`. */
function placeOf(context: Context): string {
  const visitor = visitorOf(context);
  return visitor.kind === 'here' ? HERE : visitor.address;
}

function isWriter(context: Context, writers: Writers): boolean {
  if (writers !== 'here') return writers === 'everybody';
  return visitorOf(context).kind === 'here';
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
