import { webUrl } from '../../base/url.ts';

/** Returns the absolute http, https or mailto URL of a link; undefined for any other. */
export function linkTarget(anchor: Element, base: string | undefined): string | undefined {
  const href = (anchor.getAttribute('href') ?? '').trim();
  // A place on the same page is none in a letter.
  if (href === '' || href.startsWith('#')) return undefined;
  if (/^mailto:/i.test(href)) {
    const address = href.slice('mailto:'.length);
    return /^[^\s@?<>"]+@[^\s@?<>"]+(?:\?\S*)?$/.test(address) ? `mailto:${address}` : undefined;
  }
  const url = absolute(href, base);
  return url === undefined ? undefined : unwrapped(url);
}

/** Returns a URL of a page as an absolute http or https URL. */
export function absolute(url: string, base: string | undefined): string | undefined {
  const parsed = URL.parse(url.trim(), base);
  return parsed ? webUrl(parsed.href) : undefined;
}

/** Documents that Google exports hide their links behind a redirect. */
function unwrapped(url: string): string {
  const { hostname, pathname, searchParams } = new URL(url);
  if (!/^(?:www\.)?google\.[a-z.]+$/.test(hostname) || pathname !== '/url') return url;
  return webUrl(searchParams.get('q') ?? searchParams.get('url') ?? '') ?? url;
}
