/** Splits wire text into lines, and recognises bullets, credits and captions. */
import type { ArticleImage } from './article.ts';

export interface TextLine {
  readonly text: string;
  readonly line: number;
  /** No empty line separates it from the line above. */
  readonly joined: boolean;
  readonly indented: boolean;
}

export const BULLET = /^(?:[•‣◦▪●∙■►➤✓✔]\s*|[*·–-]\s+)(?=\S)/u;
const SEPARATOR = /^[\s*_=~·•–—-]+$/;
const CREDIT_LABEL = /^(?:photo|picture|image|credit)(?: by| credit)?\s*:\s*\S/i;
const AGENCY =
  /(?:\/|\||\bvia\b|—)\s*(?:reuters|ap|ap photo|afp|getty images|bloomberg|epa|dpa|upi|pool|shutterstock)\.?$/i;
const PIPED = /^[^|]{1,60}(?:\s\|\s[^|]{1,60}){1,4}$/;

/**
 * Splits a text into lines without white space around them. Empty lines and rules are dropped;
 * `firstLine` is the line of the file on which the text starts.
 */
export function readLines(text: string, firstLine: number): readonly TextLine[] {
  const lines: TextLine[] = [];
  let blank = true;
  for (const [index, raw] of text.split('\n').entries()) {
    const clean = raw.replace(/[ \t]+/g, ' ').trim();
    if (clean === '' || SEPARATOR.test(clean)) {
      blank = true;
      continue;
    }
    lines.push({
      text: clean,
      line: firstLine + index,
      joined: !blank,
      indented: /^\s/.test(raw),
    });
    blank = false;
  }
  return lines;
}

export function isBullet(line: TextLine | undefined): boolean {
  return line !== undefined && BULLET.test(line.text);
}

/** Takes consecutive bullets from an index. An indented line below a bullet continues it. */
export function takeBullets(
  lines: readonly TextLine[],
  start: number,
): { items: string[]; end: number } {
  const items: string[] = [];
  let end = start;
  for (let line = lines[end]; line; line = lines[++end]) {
    if (isBullet(line)) items.push(line.text.replace(BULLET, ''));
    else if (items.length > 0 && line.joined && line.indented)
      items.push(`${items.pop() ?? ''} ${line.text}`);
    else break;
  }
  return { items, end };
}

/** Whether a line is a photo credit: "Name | Pool | Agency", "Name / Reuters" or "Photo: …". */
export function isCredit(text: string): boolean {
  const line = text.length <= 150 && !/^\p{Ll}|[.!?]$/u.test(text);
  return line && (PIPED.test(text) || CREDIT_LABEL.test(text) || AGENCY.test(text));
}

/** Returns the caption with the credit below it, or the credit alone, at an index. */
export function photoAt(
  lines: readonly TextLine[],
  index: number,
): { image: ArticleImage; line: number; length: number } | undefined {
  const line = lines[index];
  const next = lines[index + 1];
  if (!line) return undefined;
  if (isCredit(line.text)) {
    const image = { credit: line.text };
    return continues(next) ? undefined : { image, line: line.line, length: 1 };
  }
  const below = next?.joined === true && isCredit(next.text) && !continues(lines[index + 2]);
  if (!below || isBullet(line)) return undefined;
  return { image: { caption: line.text, credit: next.text }, line: line.line, length: 2 };
}

/** Whether a line starts in the middle of a sentence: the line above is then hard-wrapped prose. */
function continues(line: TextLine | undefined): boolean {
  return line?.joined === true && /^\p{Ll}/u.test(line.text);
}
