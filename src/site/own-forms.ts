/** Whether a form comes from a page of this site. */
import type { Context } from 'hono';

/**
 * Tells whether a POST was sent from another site's page; `others` are the origins that may send it.
 *
 * The token in the address is what permits a change: nobody who knows it needs somebody else's
 * browser to use it. So this only keeps out what a browser itself calls foreign. A request without
 * Sec-Fetch-Site and with no Origin, or with "null", is let in: that is what an older browser sends,
 * or one that hides where it comes from, and its reader must be able to leave.
 */
export function isForeign(
  { req }: Context,
  siteUrl: string,
  others: readonly string[] = [],
): boolean {
  const origin = req.header('origin');
  if (origin !== undefined && others.includes(origin)) return false;
  const from = req.header('sec-fetch-site');
  if (from !== undefined) return from !== 'same-origin' && from !== 'none';
  return origin !== undefined && origin !== 'null' && origin !== new URL(siteUrl).origin;
}
