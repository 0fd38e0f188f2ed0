/** Finds the element of a page that holds its story. */
import { Readability } from '@mozilla/readability';
import { UserError } from '../../base/user-error.ts';
import { leftOutReason } from './furniture.ts';
import type { MeasureOf } from './measures.ts';
import type { PageDocument } from './document.ts';
import { folded } from './tags.ts';

/** How the stories of a site are found; CSS selectors. */
export interface SiteRules {
  readonly article?: string | undefined;
  readonly drop: readonly string[];
}

export interface Story {
  readonly element: Element;
  /** Whether a block in it belongs to it. */
  readonly keeps: (block: Element) => boolean;
}

const MARK = 'data-broadsheet';
/** An `article` must have this many characters of prose, and this part of all prose of the page. */
const LEAST_PROSE = 200;
const MOST_OF_PAGE = 0.5;

/**
 * Returns the element of the story: by the rule of the site, by what the page calls its article, or
 * as Readability sees it. All of a paste is the story.
 */
export function findStory(
  { document, isFragment }: PageDocument,
  site: SiteRules | undefined,
  measureOf: MeasureOf,
): Story {
  const root = document.documentElement;
  const whole = { element: document.querySelector('body') ?? root, keeps: () => true };
  if (site?.article !== undefined) {
    const [element] = select(root, site.article).toSorted(
      (a, b) => measureOf(b).text - measureOf(a).text,
    );
    if (element) return { element, keeps: () => true };
  }
  if (isFragment) return whole;
  const named = namedArticle(root, measureOf);
  return named ? { element: named, keeps: () => true } : (byReadability(document) ?? whole);
}

/** Returns the elements that a selector of the config finds. Throws UserError if it is invalid. */
export function select(root: Element, selector: string): readonly Element[] {
  try {
    return Array.from(root.querySelectorAll(selector));
  } catch {
    throw new UserError(
      `"${selector}" is not a CSS selector.`,
      'Fix it in "sources.sites" of broadsheet.config.ts.',
    );
  }
}

function namedArticle(root: Element, measureOf: MeasureOf): Element | undefined {
  const bodies = Array.from(root.querySelectorAll('[itemprop~="articleBody"]'));
  const body = bodies.length === 0 ? undefined : commonAncestor(bodies);
  if (body && body !== root && body.tagName !== 'BODY' && measureOf(body).text > 0) return body;
  const all = measureOf(root).prose;
  const articles = Array.from(root.querySelectorAll('article, [role="article"]')).filter(
    (each) => !isAround(each),
  );
  const [most] = articles.toSorted((a, b) => measureOf(b).prose - measureOf(a).prose);
  const prose = most ? measureOf(most).prose : 0;
  return prose >= LEAST_PROSE && prose >= all * MOST_OF_PAGE ? most : undefined;
}

function isAround(element: Element): boolean {
  for (let each = element.parentElement; each; each = each.parentElement) {
    if (each.tagName === 'ASIDE' || leftOutReason(each) !== undefined) return true;
  }
  return false;
}

function byReadability(document: Document): Story | undefined {
  const elements = Array.from(document.querySelectorAll('body *'));
  for (const [index, element] of elements.entries()) element.setAttribute(MARK, String(index));
  const copy = document.cloneNode(true) as Document;
  const found = new Readability<Element>(copy, {
    serializer: (node) => node as Element,
    disableJSONLD: true,
    keepClasses: true,
  }).parse()?.content;
  if (!found) return undefined;
  const kept = new Set(
    Array.from(found.querySelectorAll(`[${MARK}]`)).flatMap(
      (each) => elements[Number(each.getAttribute(MARK))] ?? [],
    ),
  );
  if (kept.size === 0) return undefined;
  const text = folded(found.textContent);
  const keeps = (block: Element): boolean =>
    kept.has(block) ||
    Array.from(block.querySelectorAll('*')).some((each) => kept.has(each)) ||
    text.includes(folded(block.textContent));
  return { element: commonAncestor([...kept]) ?? document.documentElement, keeps };
}

function commonAncestor(elements: readonly Element[]): Element | undefined {
  let [common] = elements;
  for (const element of elements)
    while (common && !common.contains(element)) common = common.parentElement ?? undefined;
  return common;
}
