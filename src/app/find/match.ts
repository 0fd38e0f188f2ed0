import { foldText, unfoldRange } from '../../base/fold-text.ts';
import type { Marked } from '../../studio/finder.ts';
import type { EditionText } from './edition-texts.ts';

/** Scripts that put no spaces between words: there, a word may begin anywhere. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u;
const IN_WORD = /[\p{L}\p{N}\p{M}]/u;

/** Characters of an excerpt: those before the first match, and all. */
const BEFORE = 60;
const LENGTH = 200;

/**
 * Returns how well an edition matches: 0 if words of its title begin with the terms, 1 if the title
 * contains them, 2 if words of its text begin with them, 3 if the text contains them. Undefined if
 * a term does not occur.
 */
export function rankOf(
  { title, body }: Pick<EditionText, 'title' | 'body'>,
  terms: readonly string[],
): number | undefined {
  const all = [title.folded, body.folded];
  const every = (texts: readonly string[], find: Position) =>
    terms.every((term) => texts.some((text) => find(text, term, 0) >= 0));
  if (!every(all, anywhere)) return undefined;
  if (every([title.folded], startOfWord)) return 0;
  if (every([title.folded], anywhere)) return 1;
  return every(all, startOfWord) ? 2 : 3;
}

/** Returns where a term occurs in a folded text, from a place on; -1 if it does not. */
type Position = (text: string, term: string, from: number) => number;

const anywhere: Position = (text, term, from) => text.indexOf(term, from);

const startOfWord: Position = (text, term, from) => {
  let at = text.indexOf(term, from);
  while (at > 0 && IN_WORD.test(text.charAt(at - 1)) && !UNSPACED.test(term.charAt(0)))
    at = text.indexOf(term, at + 1);
  return at;
};

/** Returns a line in pieces, with each occurrence of a term marked. */
export function marked(line: string, terms: readonly string[]): Marked {
  const folded = foldText(line);
  const hits = terms
    .flatMap((term) => occurrences(folded, term))
    .map(([start, end]) => unfoldRange(line, start, end))
    .sort(([one], [other]) => one - other);
  const pieces: { text: string; hit: boolean }[] = [];
  let done = 0;
  for (const [start, end] of hits) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    if (from > done) pieces.push({ text: line.slice(done, from), hit: false });
    pieces.push({ text: line.slice(from, end), hit: true });
    done = end;
  }
  if (done < line.length) pieces.push({ text: line.slice(done), hit: false });
  return pieces;
}

/** A search for "e" marks all of them in a line; more are no help. */
const MOST_HITS = 40;

function occurrences(text: string, term: string): readonly (readonly [number, number])[] {
  // What begins a word is what was meant, where there is such a thing.
  const next = startOfWord(text, term, 0) >= 0 ? startOfWord : anywhere;
  const found: (readonly [number, number])[] = [];
  for (let at = next(text, term, 0); at >= 0; at = next(text, term, at + term.length)) {
    found.push([at, at + term.length]);
    if (found.length >= MOST_HITS) break;
  }
  return found;
}

/**
 * Returns the line of a text that shows the most terms, cut around the first of them;
 * undefined if the title has all of them, or no line has any.
 */
export function excerptOf(
  { title, body }: Pick<EditionText, 'title' | 'body'>,
  terms: readonly string[],
): Marked | undefined {
  const wanted = terms.filter((term) => !title.folded.includes(term));
  if (wanted.length === 0) return undefined;
  const folded = body.folded.split('\n');
  const counts = folded.map((line) => wanted.filter((term) => line.includes(term)).length);
  // Not Math.max(...counts): a long text has more lines than a call takes arguments.
  const most = counts.reduce((one, other) => Math.max(one, other), 0);
  if (most === 0) return undefined;
  const best = counts.indexOf(most);
  const line = body.shown.split('\n')[best] ?? '';
  return marked(cutAround(line, folded[best] ?? '', wanted), terms);
}

/** Cuts a long line around the first term, at spaces where there are some. */
function cutAround(line: string, folded: string, terms: readonly string[]): string {
  if (line.length <= LENGTH) return line;
  const places = terms.map((term) => folded.indexOf(term)).filter((at) => at >= 0);
  const [place] = unfoldRange(line, Math.min(...places), Math.min(...places) + 1);
  const start = place <= BEFORE ? 0 : spaceAfter(line, place - BEFORE, place);
  const end = Math.min(line.length, start + LENGTH);
  const cut = end === line.length ? end : spaceBefore(line, end, place);
  return `${start > 0 ? '… ' : ''}${line.slice(start, cut).trim()}${cut < line.length ? ' …' : ''}`;
}

function spaceAfter(line: string, from: number, limit: number): number {
  const space = line.indexOf(' ', from);
  return space >= 0 && space < limit ? space + 1 : limit;
}

function spaceBefore(line: string, from: number, limit: number): number {
  const space = line.lastIndexOf(' ', from);
  return space > limit ? space : from;
}
