/**
 * Undoes hard wrapping, as email and PDF files have it. Whether a text is wrapped, and at which
 * width, is judged over the whole text: in a wrapped one, lines end in the middle of sentences.
 */
import { isByline } from './byline.ts';
import { creditStrength } from './credit.ts';
import { isAdjacent, type Line } from './lines.ts';
import { endsSentence, isCaseless } from './sentence.ts';
import { furnitureOf } from './furniture.ts';
import { readSigns, type Sign } from './signs.ts';

/** A line of text with the sign of its item, if it starts one. */
export interface Unit extends Line {
  readonly sign?: Sign;
}

const NARROWEST = 25;
const WIDEST = 140;
/** Lines of the same width differ by the length of the word that did not fit. */
const RAGGED = 0.6;

/** How many lines from the top a byline can stand. */
const HEAD = 8;
/** The longest line can be wider than the rest: an item with its sign, a word that did not fit. */
const SLACK = 3;

/** Joins the lines of each paragraph and item, and returns one unit for each. */
export function unwrap(lines: readonly Line[]): readonly Unit[] {
  const signs = readSigns(lines);
  const base = Math.min(...lines.slice(0, 2000).map(({ indent }) => indent));
  const width = wrappingWidth(lines, base, signs);
  const units: { first: number; last: number }[] = [];
  for (const index of lines.keys()) {
    const unit = units.at(-1);
    const joined = unit && continues({ lines, signs, width, base, first: unit.first, index });
    if (joined) unit.last = index;
    else units.push({ first: index, last: index });
  }
  return units.flatMap(({ first, last }) => join(lines.slice(first, last + 1), signs[first]) ?? []);
}

interface Joint {
  readonly lines: readonly Line[];
  readonly signs: readonly (Sign | undefined)[];
  readonly width: number | undefined;
  /** The indentation of the whole text. */
  readonly base: number;
  /** The line that the unit began with, and the one that may continue it. */
  readonly first: number;
  readonly index: number;
}

function continues({ lines, signs, width, base, first, index }: Joint): boolean {
  const line = lines[index - 1];
  const next = lines[index];
  if (index <= HEAD && isBylineAlone(next)) return false;
  if (!line || !next || !isAdjacent(line, next) || signs[index] || !canJoin(line, next))
    return false;
  const start = lines[first];
  const isItem = signs[first] !== undefined;
  // A hanging line continues an item, in an unwrapped text as well.
  if (isItem && start && next.indent > start.indent) return !isSure(next);
  if (width === undefined || line.text.length > width + 8) return false;
  if (!isItem && next.indent > Math.max(base, start?.indent ?? 0) + 1) return false;
  if (!isItem && next.indent > base + 1 && line.indent <= base + 1) return false;
  if (isSure(next) && endsSentence(line.text)) return false;
  const length = line.indent - base + line.text.length + 1 + firstWord(next.text).length;
  const full = length > width - (endsSentence(line.text) ? 0 : SLACK);
  return full || isMidSentence(line, next, width);
}

/** Tables, quotations, markers and lines that stay alone are never joined. */
function canJoin(line: Line, next: Line): boolean {
  const isFixed = ({ text, cells, keep }: Line) =>
    cells !== undefined || keep === true || /^>|^#{1,6}\s|\s\|\s.*\s\|\s/.test(text.slice(0, 500));
  return !isFixed(line) && !isFixed(next);
}

/** "by Nora Vell" near the top continues no headline. */
function isBylineAlone(line: Line | undefined): boolean {
  return (
    line !== undefined && line.text.length <= 80 && isByline(line.text) && !endsSentence(line.text)
  );
}

function isSure({ text }: Line): boolean {
  return text.length <= 150 && creditStrength(text) === 'certain';
}

function isMidSentence(line: Line, next: Line, width: number): boolean {
  return (
    line.text.length >= width * RAGGED && !endsSentence(line.text) && startsInSentence(next.text)
  );
}

function startsInSentence(text: string): boolean {
  return /^["“”'‘(«„]?\p{Ll}/u.test(text) || isCaseless(text.slice(0, 20));
}

function firstWord(text: string): string {
  return /^\S{1,40}/u.exec(text)?.[0] ?? '';
}

/** Returns the width at which a text is wrapped, in characters; undefined if it is not wrapped. */
function wrappingWidth(
  lines: readonly Line[],
  base: number,
  signs: readonly (Sign | undefined)[],
): number | undefined {
  const pairs = lines.flatMap((line, index) => {
    const next = lines[index + 1];
    if (!next || !isAdjacent(line, next) || signs[index + 1] || !canJoin(line, next)) return [];
    if (index < HEAD && isBylineAlone(next)) return [];
    const length = line.indent - base + line.text.length;
    return length < NARROWEST || length > WIDEST ? [] : [{ line, next, length }];
  });
  const inside = pairs.filter(
    ({ line, next }) =>
      !endsSentence(line.text) &&
      startsInSentence(next.text) &&
      furnitureOf(next.text) === undefined,
  );
  if (inside.length === 0) return undefined;
  const width = inside.reduce((most, { length }) => Math.max(most, length), 0);
  const full = pairs.filter(({ length }) => length >= width * RAGGED && length <= width + 8);
  const even = inside.filter(({ length }) => length >= width * RAGGED);
  const cased = inside.some(({ next }) => !isCaseless(next.text.slice(0, 20)));
  if (!cased && (even.length < 3 || even.length < full.length * 0.6)) return undefined;
  return even.length >= full.length * 0.4 ? width : undefined;
}

function join(lines: readonly Line[], sign: Sign | undefined): Unit | undefined {
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) return undefined;
  const texts = lines.map((line) => line.text);
  const text = joinTexts(texts);
  const own = sign && { ...sign, text: joinTexts([sign.text, ...texts.slice(1)]) };
  return { ...first, text, last: last.last, ...(own && { sign: own }) };
}

const COMPOUND =
  /(?:^|[\s"“(])(?:[Ss]elf|ex|non|anti|pro|well|all|half|so|co|vice|mid|two|three|four|five|six|ten|one|long|short|high|low|far|left|right|full|part|first|second|third|year|old|ever|off|post|pre|cross|semi|multi|quasi|\d+|\p{Lu}[\p{L}.]*)-$/u;

function joinTexts(texts: readonly string[]): string {
  return texts
    .map((text, index) => {
      const next = texts[index + 1];
      return next === undefined ? text : upTo(text, next);
    })
    .join('');
}

/** Returns a line up to the next one: a word that was divided at its end becomes whole again. */
function upTo(line: string, next: string): string {
  const end = line.slice(-24);
  if (end.endsWith('\u00ad')) return line.slice(0, -1);
  if (/\p{Ll}-$/u.test(end) && /^\p{Ll}/u.test(next))
    return COMPOUND.test(end) ? line : line.slice(0, -1);
  if (/\p{L}[-/–]$/u.test(end) && /^\p{L}/u.test(next)) return line;
  return isEastAsian(end.slice(-1)) && isEastAsian(next.slice(0, 1)) ? line : `${line} `;
}

function isEastAsian(character: string): boolean {
  return /[\u3000-\u9fff\uff00-\uffef]/u.test(character);
}
