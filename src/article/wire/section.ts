/** Names of sections above a headline: "Politics", "Foreign Policy & National Security", "国际". */
import { isCapitals, isCaseless, wordsOf } from './sentence.ts';
import { phrasesOf } from './vocabulary.ts';

const MAX_LENGTH = 45;
const WORDS: ReadonlySet<string> = new Set(phrasesOf('sections'));
const SMALL = /^(?:&|\+|and|und|et|y|e|i|og|en|of|the|de|la|der|die|des|in|for|on|ve|та|і)$/u;

/** Returns whether a line consists of words that sections are usually named with. */
export function isKnownSection(text: string): boolean {
  const words = sectionWords(text);
  return (
    words.length > 0 &&
    words.length <= 6 &&
    text.length <= MAX_LENGTH &&
    words.every((word) => WORDS.has(word))
  );
}

/**
 * Returns whether a line has the form of a section's name: a few words, each with a capital, without
 * a mark at their end. In a script without capitals it is one or two short words.
 */
export function isSectionForm(text: string): boolean {
  const name = sectionName(text);
  if (
    name.length > MAX_LENGTH ||
    /[^\p{L}\p{N}.)]$/u.test(name) ||
    /[“”"«»„?!;]/u.test(name) ||
    /\d{3,}/.test(name.replace(/\b(?:19|20)\d\d\b/u, ''))
  )
    return false;
  if (isKnownSection(name)) return true;
  if (isCaseless(name))
    return wordsOf(name).length <= 2 && name.length <= (/[\u3040-\u9fff]/u.test(name) ? 6 : 16);
  const words = wordsOf(name.replace(/\s*[|/›»>•·]\s*/gu, ' '));
  if (words.length > 5 || !/^(?:\p{Lu}|(?:19|20)\d\d )/u.test(name)) return false;
  if (words.length === 1) return name.length >= 2;
  return isCapitals(name)
    ? words.length <= 4
    : words.every((word) => /^[\p{Lu}\p{N}]/u.test(word) || SMALL.test(word));
}

/** Returns the name of a section without the colon behind it or the brackets around it. */
export function sectionName(text: string): string {
  return text.replace(/\s*[:：|›»>]\s*$/u, '').replace(/^\[(.+)\]$/u, '$1');
}

function sectionWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replace(/[’]/gu, "'")
    .split(/[\s|/›»>•·,:：&+-]+/u)
    .filter((word) => word !== '');
}
