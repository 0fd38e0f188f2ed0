/**
 * Reads wire text as pages, agencies and press offices have it. The head may come in any order:
 *
 *   section, headline, dek, byline, date     one line each; only the headline is required
 *   Key Points                               a label, then items with or without signs
 *   caption and credit                       on one line or on two
 *   DATELINE — paragraphs                    one a line, or hard-wrapped
 *
 * No text is dropped in silence: a line is in the article, or in `leftOut` with the reason.
 */
import { defined } from '../../base/defined.ts';
import type { Block } from '../article.ts';
import type { LeftOut, Reading } from '../reading.ts';
import { dropStart, plainText } from '../rich-text.ts';
import { readBody } from './body.ts';
import { isTimeLine, readDateLine } from './date-line.ts';
import { splitDateline, type Dateline } from './dateline.ts';
import { furnitureOf, PAGE } from './furniture.ts';
import { takeHead } from './head.ts';
import { readLines } from './lines.ts';
import { leaveOut, setDates, setPart, type Given, type Parts } from './parts.ts';
import { endsSentence } from './sentence.ts';
import { isTranscript } from './transcript.ts';
import { unwrap, type Unit } from './wrapping.ts';

export const NOTHING_GIVEN: Given = { set: new Set(), none: new Set() };

/**
 * Reads a text that starts on `firstLine` of its file. `given` says which parts front matter sets,
 * and which it says the text does not have.
 */
export function readWire(text: string, firstLine = 1, given: Given = NOTHING_GIVEN): Reading {
  const parts: Parts = { keyPoints: [], blocks: [], contributors: [], leftOut: [] };
  const units = withoutDates(unwrap(readLines(text, firstLine)), parts);
  const isSpoken = isTranscript(units);
  const start = takeHead(units, parts, given, isSpoken);
  readBody(units, start, parts, given, isSpoken);
  if (!given.none.has('dateline')) moveDateline(parts, given);
  return readingOf(parts, given);
}

function readingOf(parts: Parts, given: Given): Reading {
  const { section, headline, headlineLine, dek, byline, dateline, published, updated } = parts;
  const { url, keyPointsHeading, keyPoints, image, imageLine, blocks, contributors, leftOut } =
    parts;
  const dates = {
    published: given.set.has('published') || given.none.has('published') ? undefined : published,
    updated: given.set.has('updated') || given.none.has('updated') ? undefined : updated,
  };
  const article = {
    keyPoints,
    blocks: blocks.toSorted((a, b) => a.line - b.line),
    lines: { headline: headlineLine ?? 1, ...defined({ image: imageLine }) },
    ...defined({
      section,
      headline,
      dek,
      byline,
      dateline,
      ...dates,
      url,
      keyPointsHeading,
      image,
    }),
    ...(contributors.length > 0 && { contributors }),
  };
  return { article, leftOut: leftOut.toSorted((a: LeftOut, b: LeftOut) => a.line - b.line) };
}

const SEPARATOR = /\s+[-–—|·•/]\s+|\s+(?=来源|來源|作者|编辑|編輯)/u;

/** Cuts dates from the lines of the head that have more: "12 hours ago - Politics & Policy". */
function withoutDates(units: readonly Unit[], parts: Parts): readonly Unit[] {
  const isProse = ({ text }: Unit) =>
    endsSentence(text) && text.length > (/[\u3040-\u9fff]/u.test(text) ? 40 : 120);
  const story = units.findIndex(isProse);
  const end = Math.min(story === -1 ? 6 : story, 40);
  const begun = units.findIndex(
    ({ text }, index) => index > 0 && text.length > 60 && endsSentence(text),
  );
  return units.map((unit, index) => {
    const isEvent = begun !== -1 && index > begun && hasTimeOfDay(unit);
    return index < end && !isEvent ? withoutDate(unit, parts) : unit;
  });
}

/** "Saturday | 10:00 | Pier 4": below a sentence, such a line is the programme of an event. */
function hasTimeOfDay({ text }: Unit): boolean {
  return text.length <= 140 && text.split(SEPARATOR).some(isTimeLine);
}

function withoutDate(unit: Unit, parts: Parts): Unit {
  const { text, sign, cells, keep } = unit;
  if (sign || cells || keep || text.length > 140 || !SEPARATOR.test(text)) return unit;
  if (readDateLine(text) || furnitureOf(text)) return unit;
  const pieces = text.split(SEPARATOR);
  const isPage = (piece: string) => readDateLine(piece) !== undefined || READING_TIME.test(piece);
  const left = pieces.filter(isPage);
  const rest = pieces.filter((piece) => !isPage(piece));
  if (left.length === 0 || rest.length === 0) return unit;
  for (const piece of left) {
    const dates = readDateLine(piece);
    if (dates) setDates(parts, dates);
    leaveOut(parts, unit, dates ? 'the date' : PAGE, piece);
  }
  return { ...unit, text: rest.join(' | ') };
}

const READING_TIME =
  /^\d+ ?(?:min(?:ute)?s?|мин\.?|хв\.?|分钟|分)(?: ?(?:read|lesezeit|de lecture|lettura|leestijd|listen))?$/iu;

function moveDateline(parts: Parts, given: Given): void {
  const index = parts.blocks.findIndex(({ kind }) => kind !== 'image');
  const block = parts.blocks[index];
  const found = block && datelineOf(block);
  if (!found || block.kind !== 'paragraph') return;
  setPart(parts, given, 'dateline', { line: block.line, text: found.dateline });
  parts.blocks[index] = { ...block, text: dropStart(block.text, found.length) };
}

/** Returns the dateline of a block, if it is a paragraph that begins with one. */
function datelineOf(block: Block): Dateline | undefined {
  if (block.kind !== 'paragraph') return undefined;
  const found = splitDateline(plainText(block.text).slice(0, 400));
  return found && found.length < plainText(block.text).length ? found : undefined;
}
