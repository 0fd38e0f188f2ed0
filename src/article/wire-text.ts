/**
 * Parses wire text as copied from a web page:
 *
 *   section, headline, byline       one line each; only the headline is required
 *   Key Points                      a label, then lines that start with a bullet
 *   caption and credit              a line, and below it "Name | Pool | Agency" or "Name / Agency"
 *   DATELINE — paragraphs           separated by empty lines
 *
 * No text is dropped: any other line becomes a paragraph.
 */
import { defined } from '../base/defined.ts';
import { visibleLength } from '../base/format.ts';
import type { ArticleImage, Block } from './article.ts';
import { readBlocks } from './blocks.ts';
import { dropStart, plainText, richText, type RichText } from './rich-text.ts';
import { isBullet, photoAt, readLines, takeBullets, BULLET, type TextLine } from './lines.ts';

export interface WireText {
  readonly section?: string;
  readonly headline?: string;
  readonly headlineLine: number;
  /** How many characters a first line has that is too long for a headline, and no prose. */
  readonly tooLongHeadline?: number;
  readonly byline?: string;
  readonly keyPointsHeading?: string;
  readonly keyPoints: readonly RichText[];
  readonly image?: ArticleImage;
  readonly imageLine?: number;
  readonly dateline?: string;
  readonly blocks: readonly Block[];
}

const LABEL =
  /^(?:key (?:points|takeaways|facts)|takeaways|highlights|at a glance|(?:the|three|five) (?:key )?points|what (?:you need )?to know)\s*:?$/i;
const BYLINE = /^(?:By|BY|by)\s+\p{Lu}.{1,78}$/u;
/** The end of a sentence, in scripts that mark it. */
const SENTENCE_END = /[.…。．।؟۔։።]['"”’»)\]]*$/u;
const TOWN = /\p{Lu}[\p{Lu}\p{M}.'’-]+/u.source;
/** "…, Ukraine", "…, June 14", "… (AP)": the text after the town starts with a capital or digit. */
const PLACE = /(?:[\s,/]+[\p{Lu}\p{N}][\p{L}\p{M}\p{N}.'’-]*){0,8}/u.source;
const AGENCY = /(?:[\s,/][^()]{0,40}?\([\p{L}\p{M}\p{N}/ .-]{2,30}\))?/u.source;
const DASH = /\s*(?:[—–]|--|(?<=\s)-(?=\s))\s*/u.source;
/** A town in capitals, the rest of the place, an optional agency, then a dash. */
const DATELINE = new RegExp(`^(${TOWN}(?:${PLACE}${AGENCY}))${DASH}(?=\\S)`, 'u');

/** In characters as a reader sees them. */
export const MAX_HEADLINE = 250;
/** A line of more UTF-16 units is no headline in any script, and slow to count. */
const MAX_UNITS = 10_000;

/**
 * Parses wire text that starts on `firstLine` of its file. If front matter already has the headline,
 * a first line that looks like prose belongs to the story.
 */
export function parseWireText(text: string, firstLine = 1, hasHeadline = false): WireText {
  const lines = readLines(text, firstLine);
  const head = takeHead(lines, hasHeadline);
  const keyPoints = takeKeyPoints(head.rest);
  const photo = takeFirstPhoto(keyPoints.rest);
  const { dateline, blocks } = takeDateline(readBlocks(photo.rest));
  return { ...head.found, ...keyPoints.found, ...photo.found, ...defined({ dateline }), blocks };
}

type Head = Pick<WireText, 'section' | 'headline' | 'headlineLine' | 'tooLongHeadline' | 'byline'>;

function takeHead(
  lines: readonly TextLine[],
  hasHeadline: boolean,
): { found: Head; rest: readonly TextLine[] } {
  const [first, second] = lines;
  const section = first && second && isSection(first, second) ? first.text : undefined;
  const afterSection = section === undefined ? lines : lines.slice(1);

  const headline = afterSection[0];
  if (!headline || !isHeadline(headline) || (hasHeadline && isProse(headline))) {
    const headlineLine = headline?.line ?? first?.line ?? 1;
    const tooLongHeadline = headline && lengthOfLongHeadline(headline);
    return {
      found: { ...defined({ section, tooLongHeadline }), headlineLine },
      rest: afterSection,
    };
  }
  const next = afterSection[1];
  const byline = next && BYLINE.test(next.text) ? next.text : undefined;
  return {
    found: {
      ...defined({ section, byline }),
      headline: headline.text,
      headlineLine: headline.line,
    },
    rest: afterSection.slice(byline === undefined ? 1 : 2),
  };
}

/** Whether a line is a short label such as "Politics", above a line that can be a headline. */
function isSection({ text }: TextLine, next: TextLine): boolean {
  const short = text.length <= 30 && text.split(/\s+/).length <= 3;
  const label = short && !/\p{P}$/u.test(text) && !LABEL.test(text);
  return label && isHeadline(next) && !isProse(next) && !BYLINE.test(next.text);
}

function isHeadline({ text }: TextLine): boolean {
  const isStory = DATELINE.test(text) && SENTENCE_END.test(text);
  return !isTooLong(text) && !LABEL.test(text) && !BULLET.test(text) && !isStory;
}

function isTooLong(text: string): boolean {
  if (text.length <= MAX_HEADLINE) return false;
  return text.length > MAX_UNITS || visibleLength(text) > MAX_HEADLINE;
}

/** The length of a line that would be the headline if it were shorter. */
function lengthOfLongHeadline({ text }: TextLine): number | undefined {
  const isLong = isTooLong(text) && text.length <= MAX_UNITS;
  return isLong && !SENTENCE_END.test(text) && !DATELINE.test(text)
    ? visibleLength(text)
    : undefined;
}

/** Whether a line is a paragraph rather than a headline. */
function isProse({ text }: TextLine): boolean {
  return SENTENCE_END.test(text) || text.length > 150 || DATELINE.test(text);
}

type KeyPoints = Pick<WireText, 'keyPointsHeading' | 'keyPoints'>;

/** Takes the bullets below a label, or directly below the headline. */
function takeKeyPoints(lines: readonly TextLine[]): {
  found: KeyPoints;
  rest: readonly TextLine[];
} {
  const label = lines.findIndex(
    (line, index) => LABEL.test(line.text) && isBullet(lines[index + 1]),
  );
  const start = label === -1 ? 0 : label + 1;
  const { items, end } = takeBullets(lines, start);
  const keyPointsHeading = label === -1 ? undefined : lines[label]?.text.replace(/\s*:$/, '');
  return {
    found: { ...defined({ keyPointsHeading }), keyPoints: items.map(richText) },
    rest: [...lines.slice(0, label === -1 ? 0 : label), ...lines.slice(end)],
  };
}

type Photo = Pick<WireText, 'image' | 'imageLine'>;

function takeFirstPhoto(lines: readonly TextLine[]): { found: Photo; rest: readonly TextLine[] } {
  const at = lines.findIndex((_, index) => photoAt(lines, index) !== undefined);
  const photo = photoAt(lines, at);
  if (!photo) return { found: {}, rest: lines };
  return {
    found: { image: photo.image, imageLine: photo.line },
    rest: [...lines.slice(0, at), ...lines.slice(at + photo.length)],
  };
}

function takeDateline(blocks: readonly Block[]): { dateline?: string; blocks: readonly Block[] } {
  const [first, ...others] = blocks;
  if (first?.kind !== 'paragraph') return { blocks };
  const match = DATELINE.exec(plainText(first.text));
  if (match?.[1] === undefined) return { blocks };
  const text = dropStart(first.text, match[0].length);
  return { dateline: match[1].trim(), blocks: [{ ...first, text }, ...others] };
}
