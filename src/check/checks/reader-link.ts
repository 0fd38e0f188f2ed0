import { problem } from '../../base/problem.ts';
import { linksOf } from '../../config/links.ts';
import { anyToken } from '../../letter/token.ts';
import { firstFew, placeInArticles } from '../reporting.ts';
import type { Check } from '../parsed-letter.ts';

/** At most so much of a URL is shown. */
const MOST_SHOWN = 200;

/**
 * No link has a token but the reader's own: one from another letter, such as a pasted footer, would
 * open one person's page for everybody.
 */
export const checkReaderLinks: Check = ({ html, text, urls, edition, themeFolder }) => {
  const own = new Set(
    Object.values<string>({ ...urls }).flatMap((url) => url.match(anyToken()) ?? []),
  );
  const links = new Map<string, string>();
  for (const part of [html, text]) {
    for (const { 0: token, index } of part.matchAll(anyToken())) {
      const before = part.slice(Math.max(0, index - MOST_SHOWN), index);
      const url = /[^\s"'<>()]*$/.exec(before)?.[0] ?? '';
      if (!own.has(token) && !links.has(token)) links.set(token, `${url}{token}`);
    }
  }
  const found = Array.from(links, ([token, shown]) => {
    const place = placeInArticles(edition, (each) => each.includes(token));
    return problem('link/reader', place ?? { file: themeFolder }, shown);
  });
  return firstFew(found);
};

/** A letter to real subscribers has no links to a site on this machine. */
export const checkSiteAddress: Check = ({ config, real }) => {
  const { page } = linksOf(config);
  if (!real || page?.startsWith('http:') !== true) return [];
  const detail = config.site?.url;
  return [problem('letter/local-site', { file: 'broadsheet.config.ts' }, detail)];
};
