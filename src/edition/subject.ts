/** Subjects that inboxes show whole. */
import { visibleLength } from '../base/format.ts';

/** In characters as a reader sees them: phones show 40 to 60 of a subject. */
export const SHORT_SUBJECT = 60;
/** A shorter clause says too little; in Chinese and Japanese, half of it is enough. */
const MIN = 20;

/** Where a clause ends: at a comma, a colon or a dash, or before a word such as "after". */
const CLAUSE_END =
  /[,;:،؛]\s|[、，；：]|\s[—–-]\s|\s(?=(?:after|as|while|amid|before|despite|following|because|but|over|when|until|since|with|nach|weil|während|bevor|trotz|obwohl|après|alors que|avant|malgré|tandis que|tras|después de|mientras|antes de|pese a|dopo|mentre|prima di|nonostante|após|depois de|enquanto|apesar de|na|terwijl|voordat|ondanks|po|podczas|mimo|після|через|попри|під час|بعد|رغم|خلال|אחרי|למרות|לפני)\s)/giu;

/**
 * Returns the start of a headline up to the end of a clause, of at most SHORT_SUBJECT characters.
 * Undefined if the headline is not longer than that, or has no such clause.
 */
export function proposeSubject(headline: string): string | undefined {
  if (visibleLength(headline) <= SHORT_SUBJECT) return undefined;
  const least = /[\u3040-\u9fff]/u.test(headline) ? MIN / 2 : MIN;
  return Array.from(headline.matchAll(CLAUSE_END), ({ index }) => headline.slice(0, index).trim())
    .filter((clause) => visibleLength(clause) <= SHORT_SUBJECT && visibleLength(clause) >= least)
    .filter(hasWholeQuotations)
    .at(-1);
}

function hasWholeQuotations(clause: string): boolean {
  const count = (signs: RegExp) => clause.match(signs)?.length ?? 0;
  const isOpen = /[“„«‘(][^”“»’)]*$/u.test(clause);
  return count(/"/g) % 2 === 0 && !isOpen;
}
