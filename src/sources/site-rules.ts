import type { SiteRules } from '../article/html/story.ts';

/** Returns the rules for a URL: those of its host, or of the nearest name above it. */
export function siteRulesFor(
  url: string,
  sites: Readonly<Record<string, SiteRules>>,
): SiteRules | undefined {
  const host = URL.parse(url)?.hostname ?? '';
  const labels = host.split('.');
  const names = labels.map((_, index) => labels.slice(index).join('.'));
  const name = names.find((each) => Object.hasOwn(sites, each));
  return name === undefined ? undefined : sites[name];
}
