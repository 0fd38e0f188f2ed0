/** The addresses of the site's pages. */
import { makeToken, type TokenPurpose } from '../letter/token.ts';
import type { Site } from './options.ts';

/** Returns the path of a site's URL, without a slash at its end: '' if it has none. */
export function basePath(url: string): string {
  return new URL(url).pathname.replace(/\/+$/, '');
}

/**
 * Makes a function that returns the path by which a request is routed. Doubled slashes and one at
 * the end do not count: a redirect to the right spelling would break one-click unsubscribing
 * (RFC 8058 3.1). Neither does the site's own path, which some proxies strip and others don't.
 */
export function routing(base: string): (request: Request) => string {
  return ({ url }) => {
    const start = url.indexOf('/', url.indexOf('://') + 3);
    const end = url.slice(start).search(/[?#]/);
    const written = end === -1 ? url.slice(start) : url.slice(start, start + end);
    const path = decoded(written)
      .replace(/\/{2,}/g, '/')
      .replace(/(?<=.)\/$/, '');
    return base !== '' && (path === base || path.startsWith(`${base}/`))
      ? path.slice(base.length) || '/'
      : path;
  };
}

/** A path without what needed no encoding, such as %75 for u. */
function decoded(path: string): string {
  if (!path.includes('%')) return path;
  try {
    // The parameters of a route are decoded later: what was encoded twice stays encoded once.
    return decodeURI(path.replaceAll('%25', '%2525'));
  } catch {
    return path;
  }
}

const ROUTE_OF: Readonly<Record<TokenPurpose, string>> = {
  reader: 'p',
  'sign-up': 'confirm',
  address: 'a',
  export: 'e',
  erase: 'x',
};

/** Returns the path of the page that a token opens. */
export function pagePath(site: Site, purpose: TokenPurpose, id: string): string {
  const token = makeToken(purpose, site.newsletter.listId, id, site.secrets);
  return `${site.base}/${ROUTE_OF[purpose]}/${token}`;
}

/** Returns the URL of the page that a token opens, on the site with a URL. */
export function pageUrl(url: string, purpose: TokenPurpose, token: string): string {
  return `${url}/${ROUTE_OF[purpose]}/${token}`;
}
