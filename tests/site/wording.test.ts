/** The words of the site in every language. */
import { describe, expect, test } from 'vitest';
import { acceptedLanguages, speechIn } from '../../src/site/language.ts';
import { FRAME } from '../../src/site/wording/frame.ts';
import { READER_WORDS } from '../../src/site/wording/reader.ts';

const TABLES = { 'the frame': FRAME, 'the reader’s page': READER_WORDS };

/** Phrases by their path, plural forms left out: languages have different ones. */
function phrasesOf(words: object, path = ''): ReadonlyMap<string, string> {
  const phrases = new Map<string, string>();
  for (const [name, value] of Object.entries(words) as [string, unknown][]) {
    if (typeof value === 'string') phrases.set(`${path}${name}`, value);
    else if (name !== 'weeks') {
      for (const [inner, text] of phrasesOf(value as object, `${name}.`)) phrases.set(inner, text);
    }
  }
  return phrases;
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([each]) => each).sort();

describe.each(Object.entries(TABLES))('%s', (_, table) => {
  const english = phrasesOf(table.en);

  test('is in all 15 languages', () => {
    expect(Object.keys(table).sort()).toEqual(
      'ar de en es fr he it ja nl pl pt tr uk zh zh-Hant'.split(' '),
    );
  });

  test.each(Object.keys(table).filter((tag) => tag !== 'en'))(
    'in %s has every phrase, with the places that the English one has',
    (tag) => {
      const own = phrasesOf((table as Record<string, object>)[tag] ?? {});
      expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
      for (const [name, text] of own) {
        expect(placeholders(text), name).toEqual(placeholders(english.get(name) ?? ''));
        expect(text, name).toBe(text.trim());
        expect(text, name).not.toBe('');
        expect(text, name).not.toBe(english.get(name));
        expect(text, name).not.toMatch(/ {2}|["']/);
      }
    },
  );
});

test.each(Object.keys(READER_WORDS))('the weeks in %s have every plural form', (tag) => {
  const { weeks } = speechIn(READER_WORDS, [tag]).words;
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  // Only of whole numbers from 2 on.
  for (const count of [2, 4, 8]) {
    const form = new Intl.PluralRules(tag).select(count);
    expect([forms, Object.keys(weeks)]).toEqual([forms, expect.arrayContaining([form])]);
  }
});

test.each([
  [['de-CH'], 'de-CH', 'ltr'],
  [['zh-TW'], 'zh-TW', 'ltr'],
  [['iw'], 'he', 'rtl'],
  [['ar-EG'], 'ar-EG', 'rtl'],
  [['xx', 'tlh', 'pl'], 'pl', 'ltr'],
  [['de-u-nu-arab-ca-islamic'], 'de', 'ltr'],
  [['de-CH-visitour-shop2day-x-now'], 'de-CH', 'ltr'],
  [['', '*', 'x', 'toString', '__proto__'], 'en', 'ltr'],
])('of %j the page is in %s, %s', (wanted, locale, direction) => {
  expect(speechIn(READER_WORDS, wanted)).toMatchObject({ locale, direction });
});

test('Chinese as it is written in Taiwan and in Beijing are two languages', () => {
  expect(speechIn(READER_WORDS, ['zh-TW']).words.unsubscribe).toBe('取消訂閱');
  expect(speechIn(READER_WORDS, ['zh-CN']).words.unsubscribe).toBe('退订');
});

test.each([
  ['de;q=0.5, fr, en;q=0.9', ['fr', 'en', 'de']],
  ['de;q=0, en;q=x, fr', ['fr']],
  [' DE-at ; q=1.0 ,, ; ', ['DE-at']],
  ['', []],
  [Array.from({ length: 200 }, () => 'de').join(','), Array<string>(20).fill('de')],
])('%j wants %j', (header, languages) => {
  expect(acceptedLanguages(header)).toEqual(languages);
});
