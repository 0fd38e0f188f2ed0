/** Lines that only say when: "Published Wed, Jun 14 2023 10:02 AM EDT", "Stand: 14.06.2023". */
import { anyOf, MONTHS, normal, phrasesOf } from './vocabulary.ts';

const MAX_LENGTH = 140;
const UPDATED = phrasesOf('updated');
const LABELS: ReadonlySet<string> = new Set([...phrasesOf('published'), ...UPDATED]);
const WORDS = [
  ...MONTHS.keys(),
  ...(['weekdays', 'published', 'updated', 'dateWords'] as const).flatMap((kind) =>
    phrasesOf(kind),
  ),
].sort((a, b) => b.length - a.length);
/** One token of such a line; dates are often pasted without spaces: "202310:02 AM EDTUPDATED". */
const TOKEN = new RegExp(`${anyOf(WORDS)}|\\d+|[+±]|[^\\p{L}\\p{N}]`, 'uy');
const UPDATE = new RegExp(anyOf(UPDATED), 'u');
const NAMED = new RegExp(
  `(?:(\\d{1,2})(?:\\.|st|nd|rd|th|er|º)?\\s*(?:de\\s+|of\\s+|ב)?)?(${anyOf(
    Array.from(MONTHS.keys())
      .filter((name) => !name.endsWith('月'))
      .sort((a, b) => b.length - a.length),
  )})\\.?,?\\s*(?:de\\s+|del\\s+)?(\\d{1,2}(?!\\d))?(?:st|nd|rd|th)?,?\\s*(\\d{4})`,
  'u',
);

/** What a line says about when a story was published: days, as YYYY-MM-DD. */
export interface DateLine {
  readonly published?: string;
  readonly updated?: string;
}

/** Returns the dates of a line that consists of dates and times only; undefined for any other. */
export function readDateLine(text: string): DateLine | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const line = lower(text);
  if (!/\p{N}/u.test(line) || !isMadeOfDates(line)) return undefined;
  if (!isDated(line)) return undefined;
  const at = UPDATE.exec(line)?.index ?? line.length;
  const published = dayOf(line.slice(0, at));
  const updated = dayOf(line.slice(at));
  return {
    ...(published === undefined ? {} : { published }),
    ...(updated === undefined ? {} : { updated }),
  };
}

/** Returns whether a line is only what stands in front of a date: "Published", "Updated". */
export function isDateLabel(text: string): boolean {
  return text.length <= 30 && LABELS.has(normal(text));
}

/** Returns whether a line only has a time of day: "3.45pm EDT", "15:45 Uhr". */
export function isTimeLine(text: string): boolean {
  const line = lower(text);
  return text.length <= 30 && CLOCK.test(line) && !hasDay(line) && readDateLine(text) !== undefined;
}

function lower(text: string): string {
  return text.toLowerCase().normalize('NFC').replace(/[’ʼ]/gu, "'");
}

function isMadeOfDates(line: string): boolean {
  let at = 0;
  while (at < line.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(line)?.[0];
    if (token === undefined) return false;
    at += token.length;
  }
  return true;
}

const CLOCK = /\d{1,2}[:.h時时]\d{2}|\d{1,2}\s*(?:[ap]\.?m\b|uhr|h\b|ч|時|时)/u;
const NUMERIC = /\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)|\d{4}\s*年|\d{1,2}\s*月\s*\d{1,2}\s*日/u;
const RELATIVE =
  /\b(?:ago|vor|hace|há|fa|geleden|temu|тому|önce|منذ|قبل|לפני|前)(?![\p{L}])|il y a|前/u;

/** A bare number, or "14 and 15", is no date. */
function isDated(line: string): boolean {
  return hasDay(line) || CLOCK.test(line) || RELATIVE.test(line);
}

function hasDay(line: string): boolean {
  const words = line.match(/\p{L}+/gu) ?? [];
  return words.some((word) => MONTHS.has(word) || WEEKDAYS.has(word)) || NUMERIC.test(line);
}

const WEEKDAYS: ReadonlySet<string> = new Set(
  phrasesOf('weekdays').filter((name) => name.length > 2),
);

function dayOf(line: string): string | undefined {
  const named = NAMED.exec(line);
  if (named?.[4] !== undefined)
    return isoDay(named[4], MONTHS.get(named[2] ?? '') ?? 0, Number(named[1] ?? named[3] ?? 0));
  const [, year, month, day] =
    /(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})/u.exec(line) ?? [];
  if (year !== undefined) return isoDay(year, Number(month), Number(day));
  const [, first = '', between, second = '', last] =
    /(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})/u.exec(line) ?? [];
  if (last === undefined) return undefined;
  // 06/14/2023 can only be a month first; 14.06.2023 and 6.7.2023 are days first, 6/7/2023 is either.
  if (Number(second) > 12) return isoDay(last, Number(first), Number(second));
  return between === '/' && Number(first) <= 12
    ? undefined
    : isoDay(last, Number(second), Number(first));
}

function isoDay(year: string, month: number, day: number): string | undefined {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text) ? undefined : text;
}
