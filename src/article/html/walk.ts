/** Walks over a page once and makes pieces of it: each text of the page is in one of them. */
import { isKeyPointsLabel } from '../wire/label.ts';
import { plainText, type RichText } from '../rich-text.ts';
import { childElements } from './clean.ts';
import { isCaptioned, readFigure } from './figures.ts';
import { BOX, hiddenReason, namesReason, structureReason } from './furniture.ts';
import { KEY_POINT_NAMES, namesOf, PULL_QUOTE_NAMES } from './hints.ts';
import { imageOf } from './images.ts';
import { partsOf } from './parts.ts';
import { isEmoji, marksInside, readInline, readInlineText } from './inline.ts';
import { readDefinitions, readList } from './lists.ts';
import type { Content } from './pieces.ts';
import { readQuote } from './quotes.ts';
import { isDataTable, readTable } from './tables.ts';
import {
  folded,
  isBlock,
  isControl,
  isElement,
  isEmbed,
  isSkipped,
  isText,
  shownText,
} from './tags.ts';
import {
  add,
  inlineReader,
  isFurniture,
  nextLine,
  OUTSIDE,
  type Page,
  type Place,
  type Walk,
} from './walking.ts';

/** Reads all of a page. */
export function walkPage(root: Element, page: Page): Walk {
  const walk: Walk = { page, pieces: [], leftOut: [], before: 0, readElement, readChildren };
  readElement(root, { reason: OUTSIDE, marks: [] }, walk);
  return walk;
}

/** Reads what is in an element: runs of inline nodes become paragraphs, blocks their own pieces. */
function readChildren(element: Element, place: Place, walk: Walk): void {
  let run: Node[] = [];
  const flush = () => {
    const [only] = run.filter((node) => !isText(node) || node.data.trim() !== '');
    const isOne = run.filter((node) => isElement(node)).length === 1 && only && isElement(only);
    addTexts(run, isOne ? only : element, place, walk);
    run = [];
  };
  const isPart = place.inQuote === true ? () => false : partsOf(element, walk.page.measureOf);
  for (const child of element.childNodes) {
    if (!isElement(child)) {
      if (isText(child)) run.push(child);
    } else if (isSkipped(child)) continue;
    else if (isInRun(child, walk) && !isPart(child)) run.push(child);
    else {
      flush();
      readElement(child, place, walk);
    }
  }
  flush();
}

/** A line of signs between parts of a story. */
const RULE = /^\s*(?:[*_~•·–—-]\s*){2,}$/u;

function addTexts(nodes: readonly Node[], element: Element, place: Place, walk: Walk): void {
  if (nodes.length === 0) return;
  for (const text of readInline(nodes, inlineReader(walk, place), place.marks)) {
    const isRule = RULE.test(plainText(text));
    add(walk, element, isRule ? { kind: 'rule' } : textContent(text, place.level), place.reason);
  }
}

function textContent(text: RichText, level: number | undefined): Content {
  if (level === undefined) return { kind: 'text', text };
  const [first] = text;
  const isAllStrong = text.length === 1 && first?.kind === 'strong';
  return { kind: 'text', level, text: isAllStrong ? first.children : text };
}

function isInRun(element: Element, walk: Walk): boolean {
  if (isBlock(element) || walk.page.measureOf(element).hasBlocks) return false;
  if (isEmbed(element) || walk.page.footnotes.notes.has(element)) return false;
  return !containsPicture(element);
}

function containsPicture(element: Element): boolean {
  if (element.tagName === 'IMG') return !isEmoji(element);
  if (element.childElementCount === 0) return false;
  return Array.from(element.querySelectorAll('img, iframe, video, audio')).some(
    (each) => each.tagName !== 'IMG' || !isEmoji(each),
  );
}

/** Reads an element that is not part of a run of inline nodes. */
function readElement(element: Element, outer: Place, walk: Walk): void {
  if (isSkipped(element)) return;
  const place = placeOf(element, outer, walk);
  const label = walk.page.footnotes.notes.get(element);
  if (isEmbed(element) || isControl(element)) leaveOutEmbed(element, place, walk);
  else if (element.tagName === 'IMG') readImage(element, place, walk);
  else if (label !== undefined) readNote(element, label, walk);
  else if (isFurniture(place)) readChildren(element, place, walk);
  else readStructure(element, place, walk);
}

function readStructure(element: Element, place: Place, walk: Walk): void {
  const { tagName } = element;
  const heading = /^H([1-6])$/.exec(tagName)?.[1];
  if (heading !== undefined) readChildren(element, { ...place, level: Number(heading) }, walk);
  else if (tagName === 'HR') add(walk, element, { kind: 'rule' }, place.reason);
  else if (tagName === 'FIGURE' || isCaptioned(element, walk)) readFigure(element, place, walk);
  else if (tagName === 'UL' || tagName === 'OL') readList(element, place, walk);
  else if (tagName === 'DL') readDefinitions(element, place, walk);
  else if (tagName === 'TABLE' && isDataTable(element, walk.page.measureOf))
    readTable(element, place, walk);
  else if (tagName === 'BLOCKQUOTE' && place.inQuote !== true) readQuote(element, place, walk);
  else if (tagName === 'PRE') readCode(element, place, walk);
  else if (isBlock(element)) readChildren(element, place, walk);
  else
    readChildren(
      element,
      { ...place, marks: marksInside(element, place.marks, walk.page.base) },
      walk,
    );
}

function placeOf(element: Element, outer: Place, walk: Walk): Place {
  const { story, keeps, dropped } = walk.page;
  if (element === story) return { marks: [], ...(outer.inQuote === true && { inQuote: true }) };
  if (isFurniture(outer)) return outer;
  const reason = dropped.has(element)
    ? 'the settings of the site leave it out'
    : (hiddenReason(element) ?? elementReason(element, outer, walk));
  if (reason !== undefined) return { ...outer, reason };
  if (outer.reason === undefined && isBlock(element) && !keeps(element))
    return { ...outer, reason: OUTSIDE };
  return outer;
}

/** A name on what holds a third of the story says something else. */
const MOST = 1 / 3;

function elementReason(element: Element, { inQuote }: Place, walk: Walk): string | undefined {
  const { measureOf, story } = walk.page;
  const structure = structureReason(element);
  if (structure !== undefined) return structure;
  if (element.contains(story)) return undefined;
  const { tagName } = element;
  if (tagName === 'FOOTER' && inQuote !== true && !element.closest('blockquote, figure'))
    return 'the foot of the story';
  const { prose } = measureOf(element);
  const isMost = prose > 100 && prose > MOST * measureOf(story).prose;
  if (!isMost && tagName === 'ASIDE' && !isPartOfStory(element)) return BOX;
  return isMost ? undefined : namesReason(element);
}

/** A box with key points or a quotation. */
function isPartOfStory(aside: Element): boolean {
  const names = [aside, ...childElements(aside)].map(namesOf).join('');
  return (
    KEY_POINT_NAMES.test(names) ||
    PULL_QUOTE_NAMES.test(names) ||
    aside.querySelector('blockquote, figure') !== null ||
    isKeyPointsLabel(folded(firstText(aside)))
  );
}

function firstText(element: Element): string {
  for (const child of element.childNodes) {
    const text = isElement(child) ? firstText(child) : (child.textContent ?? '');
    if (text.trim() !== '') return text;
  }
  return '';
}

function leaveOutEmbed(element: Element, place: Place, walk: Walk): void {
  const text = shownText(element);
  const title = element.getAttribute('title') ?? element.getAttribute('src') ?? '';
  const reason = isControl(element) ? 'a button or a field of a form' : 'a video or another embed';
  if (text === '' && (isControl(element) || place.reason !== undefined || title === '')) return;
  const line = nextLine(walk);
  walk.leftOut.push({ line, text: text === '' ? folded(title) : text, reason });
}

function readImage(element: Element, place: Place, walk: Walk): void {
  const found = imageOf(element, walk.page.base, walk.page.embedded);
  if (!found) return;
  if (!('fault' in found)) add(walk, element, { kind: 'image', ...found }, place.reason);
  else if (place.reason === undefined) {
    const text = folded(element.getAttribute('alt') ?? '') || 'a picture';
    walk.leftOut.push({ line: nextLine(walk), text, reason: found.fault });
  }
}

/** A note belongs to the story that refers to it, wherever it stands on the page. */
function readNote(element: Element, label: string, walk: Walk): void {
  const text = readInlineText([...element.childNodes], inlineReader(walk, { marks: [] }));
  add(walk, element, { kind: 'footnote', label, text });
}

/** Code keeps its lines. */
function readCode(element: Element, place: Place, walk: Walk): void {
  const lines = element.textContent.replace(/^\n|\s+$/g, '').split('\n');
  const text = lines.flatMap((line, index): RichText => [
    ...(index === 0 ? [] : [{ kind: 'break' } as const]),
    ...(line === '' ? [] : [{ kind: 'code', text: line } as const]),
  ]);
  if (plainText(text).trim() !== '') add(walk, element, { kind: 'text', text }, place.reason);
}
