/** The lines of a wire text, and what a single line can be told to be. */
import type { ArticleImage } from './article.ts';

export interface Line {
  readonly text: string;
  readonly line: number;
  /** Stands in the same group as the line above: no empty line between them. */
  readonly joined: boolean;
  readonly indented: boolean;
}

export const BULLET = /^(?:[•‣◦▪●∙■►➤✓✔]\s*|[*·–-]\s+)(?=\S)/u;
const SEPARATOR = /^[\s*_=~·•–—-]+$/;
const CREDIT_LABEL = /^(?:photo|picture|image|credit)(?: by| credit)?\s*:\s*\S/i;
const AGENCY =
  /(?:\/|\||\bvia\b|—)\s*(?:reuters|ap|ap photo|afp|getty images|bloomberg|epa|dpa|upi|pool|shutterstock)\.?$/i;
const PIPED = /^[^|]{1,60}(?:\s\|\s[^|]{1,60}){1,4}$/;

export function readLines(text: string, firstLine: number): readonly Line[] {
  const lines: Line[] = [];
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

export function isBullet(line: Line | undefined): boolean {
  return line !== undefined && BULLET.test(line.text);
}

/** Consecutive bullets from an index; an indented line below one goes on with it. */
export function takeBullets(
  lines: readonly Line[],
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

export function isCredit(text: string): boolean {
  const line = text.length <= 150 && !/^\p{Ll}|[.!?]$/u.test(text);
  return line && (PIPED.test(text) || CREDIT_LABEL.test(text) || AGENCY.test(text));
}

/** A caption with its credit below, or a credit alone. */
export function photoAt(
  lines: readonly Line[],
  index: number,
): { image: ArticleImage; line: number; length: number } | undefined {
  const line = lines[index];
  const next = lines[index + 1];
  if (!line) return undefined;
  if (isCredit(line.text)) {
    const image = { credit: line.text };
    return goesOn(next) ? undefined : { image, line: line.line, length: 1 };
  }
  const below = next?.joined === true && isCredit(next.text) && !goesOn(lines[index + 2]);
  if (!below || isBullet(line)) return undefined;
  return { image: { caption: line.text, credit: next.text }, line: line.line, length: 2 };
}

/** A line in the middle of a sentence: what stands above it is prose, wrapped by hand. */
function goesOn(line: Line | undefined): boolean {
  return line?.joined === true && /^\p{Ll}/u.test(line.text);
}
