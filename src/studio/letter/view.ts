/** A letter's HTML as a frame shows it: in a variant, and unable to run or fetch anything. */
import { parseHTML } from 'linkedom';
import type { Problem } from '../../base/problem.ts';
import type { Pictures } from '../../browser/letter-page.ts';
import { asWritten, fullyInverted, partlyInverted, type Repaint } from '../../css/dark-modes.ts';
import { letterSources } from '../guard.ts';
import { elementTag } from '../../check/reporting.ts';
import type { ColourMode, Variant } from '../look.ts';
import { setAnchors } from './anchors.ts';
import { repaintLetter } from './repaint.ts';

export interface ViewParts {
  readonly variant: Variant;
  /** Pictures at hand, by the source that the letter has for each. */
  readonly pictures: Pictures;
  /** What the checks found: the elements that have problems get ids. */
  readonly problems: readonly Problem[];
  /** Whether remote pictures may be fetched. */
  readonly online: boolean;
}

const REPAINTS: Readonly<Record<ColourMode, Repaint>> = {
  light: asWritten,
  dark: asWritten,
  partial: partlyInverted,
  full: fullyInverted,
};

/** What of a view does not need the pictures themselves. */
export type ViewSettings = Omit<ViewParts, 'pictures'>;

/**
 * Returns a letter's HTML for a frame, with its pictures still to be put in. Nothing in it can run,
 * and links open a new tab.
 */
export function letterView(html: string, settings: ViewSettings): string {
  const { variant, online } = settings;
  const settled = inScheme(html, variant.mode === 'dark' ? 'dark' : 'light');
  const shown = needsDocument(settings) ? throughDocument(settled, settings) : settled;
  return withFirstHead(shown, firstHead(online));
}

/**
 * Returns whether a letter has to be parsed for a view: that takes some milliseconds, and for
 * hostile mail as long as it likes. A letter that is shown as it is takes neither.
 */
export function needsDocument({ variant, problems }: ViewSettings): boolean {
  return (
    !variant.pictures ||
    !variant.styles ||
    REPAINTS[variant.mode] !== asWritten ||
    problems.some(({ element }) => element !== undefined)
  );
}

function throughDocument(html: string, { variant, problems }: ViewSettings): string {
  const { document } = parseHTML(
    /<html\b/i.test(html) ? html : `<html><body>${html}</body></html>`,
  );
  const withoutAlt = findWithoutAlt(document, problems);
  setAnchors(document, problems);
  if (!variant.styles) for (const each of document.querySelectorAll('style')) each.remove();
  if (!variant.pictures) removePictures(document, withoutAlt);
  const repaint = REPAINTS[variant.mode];
  if (repaint !== asWritten) repaintLetter(document, repaint);
  return `${doctypeOf(html)}${document.documentElement.outerHTML}`;
}

/** Leaves the alternative text in the picture's box, or says there that it has none. */
function removePictures(document: Document, withoutAlt: readonly Element[]): void {
  for (const picture of withoutAlt) picture.setAttribute('alt', 'No alternative text');
  for (const picture of document.querySelectorAll('img, source')) {
    picture.removeAttribute('src');
    picture.removeAttribute('srcset');
  }
}

/** Finds the pictures whose alternative text the checks miss, before anything is changed. */
function findWithoutAlt(document: Document, problems: readonly Problem[]): readonly Element[] {
  const tags = problems.filter(({ code }) => code === 'html/alt').map(({ element }) => element);
  if (tags.length === 0) return [];
  return Array.from(document.querySelectorAll('img')).filter((image) =>
    tags.includes(elementTag(image)),
  );
}

/** What depends on the reader's scheme: style sheets, and pictures that have a dark version. */
const ASKING = /<style\b[^<]*(?:<(?!\/?style\b)[^<]*)*<\/style\s*>|<(?:source|link)\b[^<>]*>/gi;
const QUERY = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi;
const PROPERTY = /(?<![\w-])color-scheme\s*:\s*[^;}"]+/gi;
const META = /<meta\b[^<>]*\bname\s*=\s*["']?color-scheme\b[^<>]*>/gi;

const ALWAYS = '(min-width:0px)';
const NEVER = '(max-width:0px)';

/** Fixes the scheme, whatever the browser prefers. */
function inScheme(html: string, scheme: 'light' | 'dark'): string {
  const settled = html.replace(ASKING, (tag) =>
    tag
      .replace(QUERY, (_, asked: string) => (asked.toLowerCase() === scheme ? ALWAYS : NEVER))
      .replace(PROPERTY, `color-scheme:${scheme}`),
  );
  // Dark mode shows a letter on white if it does not declare that it supports dark.
  return settled.replace(META, (tag) =>
    scheme === 'light' || /\bdark\b/i.test(tag)
      ? `<meta name="color-scheme" content="${scheme}">`
      : tag,
  );
}

/** The box of a hidden picture keeps its width. */
const VIEW_STYLE = `:where(img:not([src])) { display: inline-block; outline: 1px dashed #999 !important; outline-offset: -1px; }
:target { outline: 3px solid #d93025 !important; outline-offset: 2px; scroll-margin: 80px; }`;

/** Returns what comes first in a letter's head, so that a file is as safe as what is served. */
export function firstHead(online: boolean): string {
  return `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${letterSources(online)}"><base target="_blank"><style>${VIEW_STYLE}</style>`;
}

/** After the doctype, where no comment can hide it: a parser opens the head for it. */
function withFirstHead(html: string, head: string): string {
  const doctype = doctypeOf(html);
  return `${doctype}${head}${html.slice(doctype.length)}`;
}

function doctypeOf(html: string): string {
  return /^\s*<!doctype[^>]*>/i.exec(html)?.[0] ?? '';
}
