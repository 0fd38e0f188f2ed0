/** Figures and text as people read them, the same in the terminal, in CI and in the studio. */
import { graphemes } from './graphemes.ts';

/** Formats a count with thousands separators: 12,345. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Formats a count and its noun: 1 letter, 12,345 letters. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Formats a size in thousands of bytes, as mail programs do: 46.1 KB. */
export function kilobytes(bytes: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${(bytes / 1000).toLocaleString('en-US', digits)} KB`;
}

/** Formats a rate per second, with one decimal below 10: 2.5, 1,204. */
export function formatRate(perSecond: number): string {
  return perSecond.toLocaleString('en-US', { maximumFractionDigits: perSecond < 10 ? 1 : 0 });
}

const UNITS = [
  ['d', 86_400, Infinity],
  ['h', 3600, 24],
  ['min', 60, 60],
  ['s', 1, 60],
] as const;

/** Formats a duration in its two largest units: 4 min 30 s, 2 d 3 h. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = UNITS.map(([unit, size, next]) => ({
    count: Math.floor(whole / size) % next,
    unit,
  }));
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return '0 s';
  const shown = parts.slice(first, first + 2).filter(({ count }) => count > 0);
  return shown.map(({ count, unit }) => `${count} ${unit}`).join(' ');
}

/** Formats a date (YYYY-MM-DD) in full: Wednesday, June 14, 2023. */
export function formatDay(date: string): string {
  const style = { dateStyle: 'full', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-US', style).format(new Date(`${date}T00:00:00Z`));
}

/** Counts the characters that a reader sees. */
export function visibleLength(text: string): number {
  return graphemes(text).length;
}

/** Shortens a text to at most `max` visible characters, after a whole word, with an ellipsis. */
export function shorten(text: string, max: number): string {
  const characters = graphemes(text);
  if (characters.length <= max) return text;
  const start = characters.slice(0, max).join('');
  const lastSpace = start.search(/\s\S*$/u);
  const whole = lastSpace > 0 ? start.slice(0, lastSpace) : characters.slice(0, max - 1).join('');
  return `${whole.replace(/[\s\p{P}]+$/u, '')}…`;
}
