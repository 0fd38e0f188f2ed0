/**
 * Which line of a story is which element of the letter. They are matched by their words, in order:
 * the letter that is sent bears no marks for this.
 */
import { markdownLanguage } from '@codemirror/lang-markdown';
import { Text } from '@codemirror/state';

/** Where a text of the letter comes from: lines of the story, from 1, or a field of the form. */
export type Origin =
  | { readonly kind: 'lines'; readonly from: number; readonly to: number }
  | { readonly kind: 'field'; readonly name: string };

export interface SourceText {
  /** The story that has it, by its number; absent for the one that is written here. */
  readonly story?: number;
  readonly origin: Origin;
  /** Its letters and digits: typography and marks change no others. */
  readonly words: string;
}

/** Returns the letters and digits of a text: what the letter and the story have in common. */
export function wordsOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The blocks of a Markdown document that have words of their own. */
const BLOCKS = /^(?:Paragraph|ATXHeading\d|SetextHeading\d|TableCell|Task)$/;
/** What of a block is not shown. */
const UNSEEN = /^(?:URL|LinkTitle|LinkLabel|Comment|HTMLTag|HeaderMark|LinkMark|CodeInfo)$/;

/** Returns the texts of a story in Markdown, in order. */
export function markdownTexts(body: string): readonly SourceText[] {
  const lines = Text.of(body.split('\n'));
  const lineAt = (at: number) => lines.lineAt(at).number;
  const found: SourceText[] = [];
  let block: { from: number; to: number; cuts: [number, number][] } | undefined;
  markdownLanguage.parser.parse(body).iterate({
    enter: ({ name, from, to }) => {
      if (BLOCKS.test(name)) block = { from, to, cuts: [] };
      else if (UNSEEN.test(name)) block?.cuts.push([from, to]);
    },
    leave: ({ name }) => {
      if (!BLOCKS.test(name) || !block) return;
      const { from, to, cuts } = block;
      block = undefined;
      const words = wordsOf(without(body.slice(from, to), cuts, from));
      if (words === '') return;
      found.push({ origin: { kind: 'lines', from: lineAt(from), to: lineAt(to) }, words });
    },
  });
  return found;
}

function without(text: string, cuts: readonly [number, number][], start: number): string {
  const kept = cuts.toReversed().reduce((rest, [from, to]) => {
    return rest.slice(0, from - start) + rest.slice(to - start);
  }, text);
  return kept.replace(/\[\^[^\]\s]+\]/g, '');
}

/** Returns the paragraphs of a plain text, in order, and each of their lines, which may be a list. */
export function plainTexts(body: string): readonly SourceText[] {
  const found: SourceText[] = [];
  let start = 1;
  for (const part of body.split(/(\n(?:[^\S\n]*\n)+)/)) {
    const lines = part.split('\n');
    const add = (from: number, to: number, text: string) => {
      const words = wordsOf(text);
      if (words !== '') found.push({ origin: { kind: 'lines', from, to }, words });
    };
    if (lines.length > 1)
      for (const [index, line] of lines.entries()) add(start + index, start + index, line);
    add(start, start + part.trimEnd().split('\n').length - 1, part);
    start += lines.length - 1;
  }
  return found;
}

/** Returns the texts of some fields, in the order of the letter; each key point is one. */
export function fieldTexts(fields: Readonly<Record<string, string>>): readonly SourceText[] {
  const names = ['section', 'headline', 'dek', 'byline', 'keyPoints', 'caption', 'credit'];
  return names.flatMap((name) =>
    (fields[name] ?? '').split('\n').flatMap((text) => {
      const words = wordsOf(text);
      return words === '' ? [] : [{ origin: { kind: 'field', name } as const, words }];
    }),
  );
}

/** Texts shorter than that are not looked for inside others. */
const MIN_PART = 12;

/**
 * Returns the source of each text of the letter, by its index; undefined where it has none. Equal
 * texts, such as a key point that is also a paragraph, are told apart by their order.
 */
export function matchTexts(
  letter: readonly string[],
  sources: readonly SourceText[],
): readonly (SourceText | undefined)[] {
  const matches = letter.map((): SourceText | undefined => undefined);
  let last = -1;
  for (const source of sources) {
    const isFree = (index: number) =>
      matches[index] === undefined && letter[index] === source.words;
    const later = letter.findIndex((_, index) => index > last && isFree(index));
    const found = later >= 0 ? later : letter.findIndex((_, index) => isFree(index));
    if (found < 0) continue;
    matches[found] = source;
    last = Math.max(last, found);
  }
  return matches.map((match, index) => match ?? nearest(letter[index] ?? '', sources));
}

/** The shortest source that holds a text, or the longest that the text holds. */
function nearest(words: string, sources: readonly SourceText[]): SourceText | undefined {
  const length = (source: SourceText) => source.words.length;
  const around = sources.filter(
    (source) => words.length >= MIN_PART && source.words.includes(words),
  );
  const inside = sources.filter(
    (source) => length(source) >= MIN_PART && words.includes(source.words),
  );
  return (
    around.toSorted((a, b) => length(a) - length(b))[0] ??
    inside.toSorted((a, b) => length(b) - length(a))[0]
  );
}
