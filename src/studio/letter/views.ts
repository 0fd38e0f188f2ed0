import { parseHTML } from 'linkedom';
import { withPictures, type Pictures } from '../../browser/letter-page.ts';
import { asWritten, fullyInverted, partlyInverted, type Repaint } from '../../css/dark-modes.ts';
import type { Problem } from '../../base/problem.ts';
import { letterSources } from '../guard.ts';
import { nameOffenders } from './problems.ts';
import { repaintLetter } from './repaint.ts';
import { inScheme } from './scheme.ts';
import type { Mode, Variant } from './variant.ts';

export interface ViewParts {
  readonly variant: Variant;
  /** Pictures at hand, by the source that the letter has for each. */
  readonly pictures: Pictures;
  /** What was found in the letter: the elements that it is about get names. */
  readonly problems: readonly Problem[];
  /** Whether pictures from elsewhere may be fetched. */
  readonly online: boolean;
}

const REPAINTS: Readonly<Record<Mode, Repaint>> = {
  light: asWritten,
  dark: asWritten,
  partial: partlyInverted,
  full: fullyInverted,
};

/** A letter's HTML as a frame shows it. Nothing in it can run, and its links open beside it. */
export function letterView(html: string, parts: ViewParts): string {
  const { variant, pictures, online } = parts;
  const settled = inScheme(html, variant.mode === 'dark' ? 'dark' : 'light');
  const changed = needsDocument(parts) ? throughDocument(settled, parts) : settled;
  const shown = variant.pictures ? withPictures(changed, pictures) : changed;
  return withFirstHead(shown, firstHead(online));
}

/** Reading a letter takes some milliseconds: one that is shown as it is does not wait for it. */
function needsDocument({ variant, problems }: ViewParts): boolean {
  return (
    !variant.pictures ||
    !variant.styles ||
    REPAINTS[variant.mode] !== asWritten ||
    problems.some(({ element }) => element !== undefined)
  );
}

function throughDocument(html: string, { variant, problems }: ViewParts): string {
  const { document } = parseHTML(
    /<html\b/i.test(html) ? html : `<html><body>${html}</body></html>`,
  );
  nameOffenders(document, problems);
  if (!variant.styles) for (const each of document.querySelectorAll('style')) each.remove();
  if (!variant.pictures) takePictures(document);
  const repaint = REPAINTS[variant.mode];
  if (repaint !== asWritten) repaintLetter(document, repaint);
  return `${doctypeOf(html)}${document.documentElement.outerHTML}`;
}

/** Leaves the words that stand for a picture, in the picture's box. */
function takePictures(document: Document): void {
  for (const picture of document.querySelectorAll('img, source')) {
    picture.removeAttribute('src');
    picture.removeAttribute('srcset');
  }
}

/** The box of a picture that is not there stands as wide as it would be. */
const VIEW_STYLE = `:where(img:not([src])) { display: inline-block; outline: 1px dashed #999; outline-offset: -1px; }
:target { outline: 3px solid #d93025 !important; outline-offset: 2px; scroll-margin: 80px; }`;

/** What stands first in a letter's head: the file is as safe as what is served. */
function firstHead(online: boolean): string {
  return `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${letterSources(online)}"><base target="_blank"><style>${VIEW_STYLE}</style>`;
}

/**
 * After the doctype, where no comment can hide it: a parser opens the head for it and goes on in it.
 */
function withFirstHead(html: string, head: string): string {
  const doctype = doctypeOf(html);
  return `${doctype}${head}${html.slice(doctype.length)}`;
}

function doctypeOf(html: string): string {
  return /^\s*<!doctype[^>]*>/i.exec(html)?.[0] ?? '';
}
