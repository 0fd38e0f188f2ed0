import { hash } from 'node:crypto';
import type { Article } from '../article/article.ts';
import { storyTexts } from '../article/story-texts.ts';

/** Words in a row that are compared as one. */
const RUN_OF_WORDS = 3;
/** How many hashes a fingerprint has at most: the smallest ones, a fair sample of all. */
const SAMPLE = 128;
const HASH_LENGTH = 8;
/** From this share of equal runs of words on, two texts are one story with a few corrections. */
const SAME = 0.9;

/**
 * Returns the fingerprint of a story, by which it is recognized under another name: a sample of its
 * runs of three words, hashed, so that a corrected word changes little of it. Letter case,
 * punctuation, line breaks and Unicode normalization don't count.
 */
export function fingerprintOf(article: Article): string {
  const words = wordsOf(storyTexts(article).join('\n'));
  const last = Math.max(0, words.length - RUN_OF_WORDS);
  const hashes = new Set<string>();
  for (let start = 0; start <= last; start++) {
    const run = words.slice(start, start + RUN_OF_WORDS).join(' ');
    hashes.add(hash('sha256', run, 'hex').slice(0, HASH_LENGTH));
  }
  return [...hashes].sort().slice(0, SAMPLE).join('');
}

/** Returns whether two fingerprints are of the same story, give or take a few corrections. */
export function isSameStory(one: string, other: string): boolean {
  const [ones, others] = [one, other].map(
    (fingerprint) => new Set(fingerprint.match(new RegExp(`.{${HASH_LENGTH}}`, 'g'))),
  );
  if (!ones || !others) return false;
  // Of a union, only as many of the smallest hashes are known as each sample has.
  const union = [...ones.union(others)].sort().slice(0, SAMPLE);
  const common = union.filter((each) => ones.has(each) && others.has(each));
  return common.length >= SAME * union.length;
}

/** Splits a text into words by the rules of Unicode (UAX #29), also where no spaces part them. */
function wordsOf(text: string): readonly string[] {
  const normal = text.normalize('NFKC').toLowerCase().replaceAll('’', "'");
  const segments = new Intl.Segmenter('en', { granularity: 'word' }).segment(normal);
  return Array.from(segments)
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}
