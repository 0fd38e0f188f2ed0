import { isDeepStrictEqual, styleText } from 'node:util';
import { structuredPatch } from 'diff';
import type { LetterFacts } from './letter-facts.ts';
import { printable } from '../../base/printable.ts';

const COMPARED = ['date', 'subject', 'preheader', 'headers', 'html', 'pictures'] as const;

/** One thing that is not as it was. */
interface Change {
  readonly what: (typeof COMPARED)[number];
  readonly before: unknown;
  readonly after: unknown;
}

export interface LetterDiff {
  /** To the last byte that is the same for everybody. */
  readonly same: boolean;
  readonly changes: readonly Change[];
  /** The text part as a unified diff without file names; null where too much differs. */
  readonly text: readonly string[] | null;
}

/** More edits than this take minutes to find, and nobody reads them. */
const MOST_EDITS = 3000;

/** What differs between two letters. */
export function compareLetters(before: LetterFacts, after: LetterFacts): LetterDiff {
  return {
    same: before.contentHash === after.contentHash,
    changes: COMPARED.filter((what) => !isDeepStrictEqual(before[what], after[what])).map(
      (what) => ({ what, before: before[what], after: after[what] }),
    ),
    text: textDiff(before.text, after.text),
  };
}

function textDiff(before: readonly string[], after: readonly string[]): readonly string[] | null {
  const [from, to] = [before, after].map((lines) => lines.join('\n'));
  const patch = structuredPatch('', '', from ?? '', to ?? '', '', '', {
    maxEditLength: MOST_EDITS,
  });
  if (!patch) return null;
  return patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines,
  ]);
}

/** A difference as a person reads it, in lines; in colour where the terminal has it. */
export function diffLines(
  { changes, text }: LetterDiff,
  before: LetterFacts,
  after: LetterFacts,
): readonly string[] {
  const words = changes.flatMap(({ what }) => WORDS[what](before, after));
  if (text === null) return [...words, 'Text: too much differs to show it'];
  if (text.length > 0) return [...words, 'Text:', ...text.map(colored)];
  return words.length > 0
    ? [...words, 'Text: the same']
    : ['How the letter is put together: by another version of Broadsheet, it seems.'];
}

type Words = (before: LetterFacts, after: LetterFacts) => readonly string[];

const WORDS: Readonly<Record<Change['what'], Words>> = {
  date: (before, after) => [`Date: ${printable(before.date)} → ${printable(after.date)}`],
  subject: (before, after) => replaced('Subject', [before.subject], [after.subject]),
  preheader: (before, after) => replaced('Preheader', [before.preheader], [after.preheader]),
  headers: (before, after) => replaced('Header fields', before.headers, after.headers),
  html: ({ html: from }, { html: to }) => {
    const sizes = from.bytes === to.bytes ? '' : `${count(from.bytes)} → `;
    return [`HTML: changed, ${sizes}${count(to.bytes)} bytes`];
  },
  pictures: (before, after) => {
    const [from, to] = [before, after].map(({ pictures }) =>
      pictures.map(({ name, bytes }) => `${name} (${count(bytes)} bytes)`),
    );
    return replaced('Pictures', from ?? [], to ?? []);
  },
};

/** What went and what came. */
function replaced(what: string, before: readonly string[], after: readonly string[]) {
  const gone = before.filter((each) => !after.includes(each));
  const come = after.filter((each) => !before.includes(each));
  const order = gone.length + come.length === 0 ? ['  in another order'] : [];
  const lines = [...gone.map((each) => `-${each}`), ...come.map((each) => `+${each}`)];
  return [`${what}:`, ...lines.map(colored), ...order];
}

/** A line of a diff, safe for a terminal. */
function colored(line: string): string {
  const color = ({ '+': 'green', '-': 'red', '@': 'cyan' } as const)[line.charAt(0)];
  const safe = printable(line);
  return `  ${color ? styleText(color, safe, { stream: process.stderr }) : safe}`;
}

function count(bytes: number): string {
  return bytes.toLocaleString('en-US');
}
