/** The words of all languages together: a page is not asked for its language. */
import type { Language } from './language.ts';
import { arabic } from './languages/ar.ts';
import { chinese } from './languages/zh.ts';
import { dutch } from './languages/nl.ts';
import { english } from './languages/en.ts';
import { french } from './languages/fr.ts';
import { german } from './languages/de.ts';
import { hebrew } from './languages/he.ts';
import { italian } from './languages/it.ts';
import { japanese } from './languages/ja.ts';
import { polish } from './languages/pl.ts';
import { portuguese } from './languages/pt.ts';
import { spanish } from './languages/es.ts';
import { turkish } from './languages/tr.ts';
import { ukrainian } from './languages/uk.ts';

const LANGUAGES: readonly Language[] = [
  ...[english, german, french, spanish, italian, portuguese, dutch, polish, ukrainian, turkish],
  ...[arabic, hebrew, japanese, chinese],
];

/** Returns all phrases of one kind, the longest first. */
export function phrasesOf(kind: Exclude<keyof Language, 'months'>): readonly string[] {
  const all = new Set(LANGUAGES.flatMap((language) => language[kind]));
  return Array.from(all).sort((a, b) => b.length - a.length);
}

/** The number of the month (1 to 12) by each of its names. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap(({ months }) =>
    months.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
  ),
);

/**
 * Returns a text as the phrases are written: lower case, straight apostrophes, single spaces,
 * without punctuation at its ends.
 */
export function normal(text: string): string {
  return (
    text
      .toLowerCase()
      .normalize('NFC')
      // The lower case of the Turkish İ has a second dot.
      .replace(/i\u0307/gu, 'i')
      .replace(/[’‘ʼ`´]/gu, "'")
      .replace(/\s+/gu, ' ')
      .replace(/^[\s:.…|·•>»›→▶►–—-]+|[\s:：.…|·•>»›→▶►–—-]+$/gu, '')
  );
}

/** Returns a pattern that matches any of some phrases. */
export function anyOf(phrases: readonly string[]): string {
  return phrases.map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
}

/**
 * Makes a function that returns the phrase, of those given, that a text in normal form begins with,
 * as a whole word; the longest if there are several.
 */
export function phraseFinder(phrases: readonly string[]): (text: string) => string | undefined {
  const byStart = Map.groupBy(phrases, (phrase) => phrase.slice(0, INDEXED));
  const shorter = phrases.filter((phrase) => phrase.length < INDEXED);
  return (text) => {
    const candidates = byStart.get(text.slice(0, INDEXED)) ?? [];
    const fits = (phrase: string) => text.startsWith(phrase) && isWordEnd(text, phrase);
    return candidates.find(fits) ?? shorter.find(fits);
  };
}

/** Phrases are looked up by their first characters. */
const INDEXED = 3;

function isWordEnd(text: string, phrase: string): boolean {
  // Japanese and Chinese have no spaces between words.
  if (/[^\p{L}\p{N}]$|[\u3040-\u9fff]$/u.test(phrase)) return true;
  return !/^[\p{L}\p{N}]/u.test(text.slice(phrase.length));
}
