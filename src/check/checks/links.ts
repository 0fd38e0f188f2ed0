import { problem, type ProblemCode } from '../../base/problem.ts';
import { elementTag, firstFew, placeOfLink } from '../reporting.ts';
import type { Check } from '../parsed-letter.ts';

const SCHEMES = ['http:', 'https:', 'mailto:', 'tel:'];
/** Matches a whole part of a URL. Words in capitals may be page names in lower case. */
const PLACEHOLDER =
  /^(?:TODO|TBD|FIXME|XXX+|(?:(?:your|insert|my)[-_]?(?:url|link|page|site|website|domain|company)(?:[-_]?here)?|(?:url|link)[-_]?here|placeholder|lorem[-_]?ipsum|changeme|…|\.\.\.+)(?:\.(?:com|org|net))?)$/;

/** Every link goes to a page on the web, an email address, a phone number or a place in the letter. */
export const checkLinks: Check = (letter) => {
  const { document } = letter;
  const found = Array.from(document.querySelectorAll('a')).flatMap((link) => {
    const href = link.getAttribute('href')?.trim();
    if (href === undefined && (link.hasAttribute('name') || link.hasAttribute('id'))) return [];
    const code = faultOf(href ?? '', document);
    if (!code) return [];
    const finding = { ...(href && { detail: href.slice(0, 80) }), element: elementTag(link) };
    return [problem(code, placeOfLink(link, letter), finding)];
  });
  return Array.from(Map.groupBy(found, ({ code }) => code).values()).flatMap(firstFew);
};

function faultOf(href: string, document: Document): ProblemCode | undefined {
  if (href === '') return 'link/empty';
  if (href.startsWith('#')) return hasId(document, href.slice(1)) ? undefined : 'link/placeholder';
  const scheme = /^[a-z][a-z\d+.-]*:/i.exec(href)?.[0].toLowerCase();
  if (scheme === undefined) return 'link/relative';
  if (!SCHEMES.includes(scheme)) return 'link/scheme';
  const rest = href.slice(scheme.length).replace(/^\/\//, '');
  return isPlaceholder(rest) ? 'link/placeholder' : undefined;
}

function hasId(document: Document, id: string): boolean {
  return id !== '' && document.getElementById(id) !== null;
}

/** Whether nothing follows the scheme, or a part of it is a placeholder. */
function isPlaceholder(rest: string): boolean {
  if (rest === '') return true;
  return rest
    .split(/[/?&=#@]/)
    .map(decoded)
    .some((part) => PLACEHOLDER.test(part.replace(/^www\./, '')));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
