/** What the text of a wire story is read into, while it is read. */
import type { ArticleImage, Block } from '../article.ts';
import type { LeftOut } from '../reading.ts';
import type { RichText } from '../rich-text.ts';
import { isContributors } from './contributors.ts';
import type { DateLine } from './date-line.ts';
import type { Unit } from './wrapping.ts';

/** What front matter says about the parts of the text below it. */
export interface Given {
  /** The parts that it sets: those of the text are left out. */
  readonly set: ReadonlySet<string>;
  /** The parts that it says the text does not have: lines that look like them are story. */
  readonly none: ReadonlySet<string>;
}

/** The parts found so far. */
export interface Parts {
  section?: string;
  headline?: string;
  headlineLine?: number;
  dek?: string;
  byline?: string;
  bylineLine?: number;
  dateline?: string;
  published?: string;
  updated?: string;
  url?: string;
  keyPointsHeading?: string;
  keyPoints: readonly RichText[];
  image?: ArticleImage;
  imageLine?: number;
  blocks: Block[];
  contributors: string[];
  leftOut: LeftOut[];
}

/** Sets a part, or leaves its line out because front matter sets it. */
export function setPart(
  parts: Parts,
  given: Given,
  name: 'section' | 'dek' | 'byline' | 'dateline' | 'headline',
  unit: Pick<Unit, 'line' | 'text'>,
  value: string = unit.text,
): void {
  if (given.set.has(name)) leaveOut(parts, unit, replacedBy(name), value);
  else parts[name] = value;
}

/** Remembers the first dates that the text says it was published and updated on. */
export function setDates(parts: Parts, { published, updated }: DateLine): void {
  if (published !== undefined) parts.published ??= published;
  if (updated !== undefined) parts.updated ??= updated;
}

/** Returns the reason to leave out what a field of the front matter replaces. */
export function replacedBy(name: string): string {
  return `replaced by "${name}" in the front matter`;
}

/** Takes a line about who else worked on the story; returns how many lines it took, 0 or 1. */
export function takeContributors(unit: Unit, parts: Parts, given: Given): number {
  if (given.none.has('contributors') || !isContributors(unit.text)) return 0;
  if (given.set.has('contributors')) leaveOut(parts, unit, replacedBy('contributors'));
  else parts.contributors.push(unit.text);
  return 1;
}

/** Notes a line, or a part of it, as left out. */
export function leaveOut(
  parts: Parts,
  { line, text }: Pick<Unit, 'line' | 'text'>,
  reason: string,
  what: string = text,
): void {
  parts.leftOut.push({ line, text: what, reason });
}
