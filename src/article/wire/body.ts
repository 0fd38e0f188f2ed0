/** The story below the head: its blocks, and what of the page stands between them. */
import type { Block, Quote } from '../article.ts';
import { isTimeLine, readDateLine } from './date-line.ts';
import { takeFurniture } from './furniture-block.ts';
import { furnitureOf, LINK, PAGE } from './furniture.ts';
import { isHeadingAt } from './heading.ts';
import { readInline } from './inline.ts';
import { isAdjacent } from './lines.ts';
import { takeList } from './list.ts';
import { leaveOut, takeContributors, type Given, type Parts } from './parts.ts';
import { photoAt } from './photo.ts';
import { isCapitals, wordsOf } from './sentence.ts';
import { takeTable } from './table.ts';
import type { Unit } from './wrapping.ts';

interface Body {
  readonly units: readonly Unit[];
  readonly parts: Parts;
  readonly given: Given;
  readonly isSpoken: boolean;
  /** Whether the page has links in capitals between its paragraphs. */
  readonly shouts: boolean;
  /** The captions and credits so far. */
  readonly seen: Set<string>;
}

/** Reads the blocks of the story that starts at an index into `parts`. */
export function readBody(
  units: readonly Unit[],
  start: number,
  parts: Parts,
  given: Given,
  isSpoken: boolean,
): void {
  const shouts = units.some(({ text }) => text.length < 100 && /^CLICK HERE\b/.test(text));
  const seen = new Set(
    [parts.image?.caption, parts.image?.credit].filter((each) => each !== undefined),
  );
  const body: Body = { units, parts, given, isSpoken, shouts, seen };
  for (let index = start; index < units.length;) index += takeBlock(body, index);
}

type Taker = (body: Body, index: number, unit: Unit) => number;

function takeBlock(body: Body, index: number): number {
  const unit = body.units[index];
  if (!unit) return 1;
  for (const take of takersFor(body, unit)) {
    const taken = take(body, index, unit);
    if (taken > 0) return taken;
  }
  return 1;
}

/** A line marked with [keep] is text; what is spoken has neither headings nor lists. */
function takersFor({ isSpoken }: Body, { keep }: Unit): readonly Taker[] {
  if (keep) return [takeParagraph];
  if (isSpoken) return [takeMarkedHeading, takeQuote, takeParagraph];
  return TAKERS;
}

const takeMarkedHeading: Taker = ({ parts }, _, { text, line }) => {
  const [mark = '', hashes = ''] = /^(#{1,6})\s+(?=.*[\p{L}\p{N}])/u.exec(text.slice(0, 500)) ?? [];
  if (mark === '') return 0;
  const level = hashes.length <= 2 ? 2 : 3;
  parts.blocks.push({ kind: 'heading', level, text: readInline(text.slice(mark.length)), line });
  return 1;
};

/** Lines that begin with ">"; a line ">" alone separates paragraphs, "> — Name" is who said it. */
const takeQuote: Taker = ({ units, parts }, index, { text, line }) => {
  if (!text.startsWith('>')) return 0;
  let end = index + 1;
  while (
    units[end]?.text.startsWith('>') &&
    !units[end]?.keep &&
    isAdjacent(units[end - 1], units[end])
  )
    end++;
  const lines = units.slice(index, end).map((each) => each.text.replace(/^>\s*/, ''));
  const last = lines.at(-1) ?? '';
  const said = lines.length > 1 ? /^(?:[—–]|--)\s*(\S.*)$/u.exec(last)?.[1] : undefined;
  const paragraphs = joinLines(said === undefined ? lines : lines.slice(0, -1));
  const quote: Quote = {
    kind: 'quote',
    paragraphs: paragraphs.map(readInline),
    ...(said !== undefined && { attribution: said }),
  };
  if (paragraphs.length > 0) parts.blocks.push({ ...quote, line });
  return end - index;
};

function joinLines(lines: readonly string[]): readonly string[] {
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push(line);
  }
  return paragraphs.filter((each) => each.length > 0).map((each) => each.join(' '));
}

const takeTableHere: Taker = ({ units, parts }, index, unit) => {
  if (furnitureOf(unit.text)) return 0;
  const found = takeTable(units, index);
  if (!found) return 0;
  parts.blocks.push({ ...found.table, line: unit.line });
  return found.length;
};

const takeListHere: Taker = ({ units, parts }, index, { line }) => {
  const found = takeList(units, index);
  if (!found) return 0;
  parts.blocks.push({ ...found.list, line });
  return found.length;
};

/** The first photo of a story is that of the article, unless front matter has one. */
const takePhoto: Taker = ({ units, parts, given, seen }, index) => {
  if (given.none.has('caption') || given.none.has('credit')) return 0;
  const photo = photoAt(units, index);
  if (!photo) return 0;
  const { caption, credit } = photo.image;
  if (seen.has(caption ?? credit ?? '')) {
    for (const unit of units.slice(index, index + photo.length))
      leaveOut(parts, unit, 'a repetition');
    return photo.length;
  }
  parts.leftOut.push(...photo.leftOut);
  if (caption !== undefined) seen.add(caption);
  if (credit !== undefined) seen.add(credit);
  const hasOwn = ['image', 'caption', 'credit'].some((name) => given.set.has(name));
  if (parts.image === undefined && !hasOwn) {
    parts.image = photo.image;
    parts.imageLine = photo.line;
  } else parts.blocks.push({ kind: 'image', image: photo.image, line: photo.line });
  return photo.length;
};

const takeRepeat: Taker = ({ parts, seen }, _, unit) => {
  if (unit.text.length < 12 || !seen.has(unit.text)) return 0;
  leaveOut(parts, unit, 'a repetition');
  return 1;
};

/** The links of some pages: "RAIL SAFETY VOTE DELAYED UNTIL AFTER THE RECESS" between paragraphs. */
const takeShout: Taker = ({ parts, shouts }, _, unit) => {
  if (!shouts || !isCapitals(unit.text) || wordsOf(unit.text).length < 5) return 0;
  leaveOut(parts, unit, LINK);
  return 1;
};

const takeFurnitureHere: Taker = ({ units, parts }, index) =>
  takeFurniture(units, index, parts.leftOut);

const takeContributorsHere: Taker = ({ parts, given }, _, unit) =>
  parts.blocks.length > 0 ? takeContributors(unit, parts, given) : 0;

/** The time of a post in a live blog, and a date of the page that stands alone. */
const takeTime: Taker = ({ units, parts }, index, unit) => {
  const next = units[index + 1];
  const isPost = isTimeLine(unit.text) && isAdjacent(unit, next);
  const isOfPage =
    /^\p{L}/u.test(unit.text) &&
    /:|\b(?:published|updated|posted|aktualisiert|publié|actualizado)\b/iu.test(unit.text) &&
    readDateLine(unit.text) !== undefined;
  if (!isPost && !isOfPage) return 0;
  leaveOut(parts, unit, isPost ? 'the time of a post' : 'the date');
  return 1;
};

const takeHeading: Taker = ({ units, parts }, index, { text, line }) => {
  const isFirst = !parts.blocks.some(({ kind }) => kind !== 'image');
  const isOfPost = isTimeLine(units[index - 1]?.text ?? '');
  if ((isFirst && !isOfPost) || !isHeadingAt(units, index)) return 0;
  parts.blocks.push({ kind: 'heading', level: 2, text: readInline(text), line });
  return 1;
};

/** Links behind the last sentence of a paragraph: "… in Washington. More about Nora Vell" */
const TAIL =
  /(?<=[.!?…]["”’»]?)\s*(?:(?:Read|See|Show|Learn) more|Continue reading|More about \p{Lu}[\p{L} .'’-]{2,40})$/u;

const takeParagraph: Taker = ({ parts, isSpoken }, _, unit) => {
  const tail = unit.keep || isSpoken ? undefined : TAIL.exec(unit.text.slice(-90))?.[0];
  const text = tail === undefined ? unit.text : unit.text.slice(0, -tail.length);
  if (tail !== undefined) leaveOut(parts, unit, PAGE, tail.trim());
  const block: Block = { kind: 'paragraph', text: readInline(text), line: unit.line };
  parts.blocks.push(block);
  return 1;
};

const TAKERS: readonly Taker[] = [
  ...[takeMarkedHeading, takeQuote, takeTableHere, takeContributorsHere, takeListHere, takeRepeat],
  ...[takePhoto, takeShout, takeFurnitureHere, takeTime, takeHeading, takeParagraph],
];
