import { describe, expect, test } from 'vitest';
import { wordingOf } from '../../src/config/phrases.ts';
import { counted, phrase, type Wording } from '../../src/config/wording.ts';

const LOCALES = [
  ...['en-US', 'de-AT', 'fr-CA', 'es-MX', 'it-IT', 'pt-BR', 'nl-BE', 'pl-PL', 'uk-UA', 'tr-TR'],
  ...['ar-EG', 'he-IL', 'ja-JP', 'zh-CN', 'zh-TW'],
];
const ENGLISH = wordingOf({}, 'en');

/** The {names} of a phrase, of each plural form where it has several. */
function fields(form: Wording[keyof Wording]): readonly string[] {
  const text = typeof form === 'string' ? form : form.other;
  return Array.from(text.matchAll(/\{\w+\}/g), ([field]) => field).sort();
}

describe('the fixed phrases of a letter', () => {
  test.each(LOCALES)('%s has every phrase with its fields', (locale) => {
    const wording = wordingOf({}, locale);
    for (const name of Object.keys(ENGLISH) as (keyof Wording)[]) {
      expect(fields(wording[name]), name).toEqual(fields(ENGLISH[name]));
      if (!locale.startsWith('en') && !['minutes', 'notes'].includes(name))
        expect(wording[name], name).not.toEqual(ENGLISH[name]);
    }
  });

  test.each([
    ['en', 1, '1 word'],
    ['en', 1437, '1,437 words'],
    ['de', 1437, '1.437 Wörter'],
    ['fr', 0, '0 mot'],
    ['pl', 1, '1 słowo'],
    ['pl', 22, '22 słowa'],
    ['pl', 437, '437 słów'],
    ['uk', 21, '21 слово'],
    ['uk', 433, '433 слова'],
    ['uk', 437, '437 слів'],
    ['tr', 437, '437 kelime'],
    ['ar', 2, 'كلمتان'],
    ['ar-EG', 437, '٤٣٧ كلمة'],
    ['ar-EG', 4, '٤ كلمات'],
    ['he', 2, 'שתי מילים'],
    ['ja', 437, '437語'],
    ['zh-TW', 437, '437 詞'],
  ])('%s counts %d words as "%s"', (locale, count, text) => {
    expect(counted(wordingOf({}, locale).words, count, locale)).toBe(text);
  });

  test('Traditional and Simplified Chinese are told apart by the region', () => {
    expect(wordingOf({}, 'zh-HK').unsubscribe).toBe('取消訂閱');
    expect(wordingOf({}, 'zh-SG').unsubscribe).toBe('退订');
  });

  test('a language without phrases has the English ones', () => {
    expect(wordingOf({}, 'sv')).toEqual(ENGLISH);
  });

  test('the config replaces single phrases, and a counted one for every number', () => {
    const wording = wordingOf({ words: '{count} slov', further: 'Víc zpráv' }, 'cs');
    expect(counted(wording.words, 1, 'cs')).toBe('1 slov');
    expect(wording.further).toBe('Víc zpráv');
    expect(wording.unsubscribe).toBe('Unsubscribe');
  });

  test('a field that a phrase does not know stays as it is', () => {
    expect(phrase('{a} and {toString}', { a: 'x' })).toBe('x and {toString}');
  });
});
