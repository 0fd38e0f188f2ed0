/** Transcripts: who speaks stands before each answer, and times and short lines are text. */
import type { Unit } from './wrapping.ts';

const SPEAKER =
  /^(?:Q|A|[QA][:.]|(?:\p{Lu}[\p{Lu}\p{M}.'’-]*\s?){1,5}:|(?:THE )?(?:PRESIDENT|SECRETARY|MODERATOR|REPORTER):?)\s/u;

/** Returns whether at least three lines, and a quarter of all, begin with a speaker. */
export function isTranscript(units: readonly Unit[]): boolean {
  const spoken = units.filter(({ text }) => SPEAKER.test(text.slice(0, 80))).length;
  return spoken >= 3 && spoken * 4 >= units.length;
}
