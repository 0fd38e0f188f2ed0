import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/**
 * Sets the headers of every response: no script, nothing from other sites, in nobody's frame, kept
 * by no cache and no search engine; its address, with the token in it, is passed on to nobody.
 */
export function siteHeaders(siteUrl: string): readonly MiddlewareHandler[] {
  return [
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
