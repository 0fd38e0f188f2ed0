import { isDeepStrictEqual } from 'node:util';
import { structuredPatch } from 'diff';
import type { LetterFacts } from './letter-facts.ts';

const COMPARED = ['date', 'subject', 'preheader', 'headers', 'html', 'pictures'] as const;

/** One thing that is not as it was. */
export interface LetterChange {
  readonly what: (typeof COMPARED)[number];
  readonly before: unknown;
  readonly after: unknown;
}

export interface LetterDiff {
  /** To the last byte that is the same for everybody. */
  readonly same: boolean;
  readonly changes: readonly LetterChange[];
  /** The text part as a unified diff without file names; null if too much differs. */
  readonly text: readonly string[] | null;
}

/** More edits take minutes to compute, and are no use to a reader. */
const MOST_EDITS = 3000;

/** Returns what differs between two letters. */
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
