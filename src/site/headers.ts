import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/**
 * Sets the headers of every response: no script, nothing from other sites, in nobody's frame, kept
 * by no cache and no search engine; its address, with the token in it, is passed on to nobody.
 */
export function siteHeaders(siteUrl: string): readonly MiddlewareHandler[] {
  return [
    async (context, next) => {
      await next();
      const { headers } = context.res;
      const origin = context.get(LEADS_TO) as string | undefined;
      if (origin !== undefined) extendFormAction(headers, origin);
      if (context.get(HAS_SCRIPT) === true) allowOwnScripts(headers);
    },
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: siteUrl.startsWith('https:') ? 'max-age=31536000' : false,
      xFrameOptions: 'DENY',
    }),
    async (context, next) => {
      await next();
      const { headers } = context.res;
      headers.set('X-Robots-Tag', 'noindex, nofollow');
      if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
    },
  ];
}

const LEADS_TO = 'formLeadsTo';
const HAS_SCRIPT = 'hasScript';

/**
 * Lets the form on a page lead on to another origin. Browsers apply `form-action` to where the
 * answer redirects, too.
 */
export function letFormLeadTo(context: Context, origin: string): void {
  context.set(LEADS_TO, origin);
}

/** Lets a page run scripts of this site. */
export function letScriptRun(context: Context): void {
  context.set(HAS_SCRIPT, true);
}

function allowOwnScripts(headers: Headers): void {
  const policy = headers.get('Content-Security-Policy') ?? '';
  headers.set('Content-Security-Policy', `${policy}; script-src 'self'`);
}

function extendFormAction(headers: Headers, origin: string): void {
  const policy = headers.get('Content-Security-Policy') ?? '';
  headers.set('Content-Security-Policy', policy.replace("form-action 'self'", `$& ${origin}`));
}
