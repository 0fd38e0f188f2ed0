/** Where the links of a letter lead that are not links of its stories. */

/** What the config says of links. */
interface LinkSettings {
  readonly links: {
    readonly home?: string | undefined;
    /** The edition on the web; {edition} is its id. */
    readonly web?: string | undefined;
    readonly unsubscribe?: string | undefined;
    readonly preferences?: string | undefined;
  };
  readonly site?: { readonly url: string } | undefined;
}

/** URLs with {token} are a reader's own: the token names the subscription. */
export interface SiteLinks {
  /** Where a mail program unsubscribes (RFC 8058), with {token}: the URL of the header. */
  readonly unsubscribe: string;
  /** A reader's page, with {token}: where the links of the footer lead. */
  readonly page: string;
}

/** The config's own links and, with a site, those of its readers. */
export type LetterLinks = LinkSettings['links'] & { readonly page?: string };

/** Returns the links of a newsletter's letters. With a site, readers have a page for preferences. */
export function linksOf({ links, site }: LinkSettings): LetterLinks {
  if (site === undefined) return links;
  const { home, web } = links;
  return { home, web, ...siteLinks(site.url) };
}

/** Returns the two URLs that each reader has on a site. */
export function siteLinks(url: string): SiteLinks {
  return { unsubscribe: `${url}/u/{token}`, page: `${url}/p/{token}` };
}

/** Returns the links of the config that its site contradicts, each with the one that it has. */
export function contradictions({ links, site }: LinkSettings): readonly {
  readonly name: 'unsubscribe' | 'preferences';
  readonly expected: string;
}[] {
  if (site === undefined) return [];
  const { unsubscribe, page } = siteLinks(site.url);
  const own = [
    { name: 'unsubscribe', expected: unsubscribe },
    { name: 'preferences', expected: page },
  ] as const;
  return own.filter(({ name, expected }) => {
    const written = links[name]?.replaceAll('%7Btoken%7D', '{token}');
    return written !== undefined && written !== expected;
  });
}
