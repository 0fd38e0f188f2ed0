import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText, type RichText } from '../../src/article/rich-text.ts';
import { typeset, typesetRich, withoutWidow } from '../../src/render/typography.ts';
import { code, emphasis, lineBreak, link, note, rich, strong } from '../support/rich-story.ts';

describe('typographic characters', () => {
  test.each([
    ['"Go," she said.', '“Go,” she said.'],
    ['He said "no."', 'He said “no.”'],
    ["It's the mayors' day, isn't it?", 'It’s the mayors’ day, isn’t it?'],
    [`"He called it 'a day' then"`, '“He called it ‘a day’ then”'],
    ["'A day', he called it", '‘A day’, he called it'],
    ["the '90s and rock 'n' roll", 'the ’90s and rock ’n’ roll'],
    ['("quoted")', '(“quoted”)'],
    ['"In 1990" and after', '“In 1990” and after'],
    ['a 6" nail', 'a 6″ nail'],
    ['one -- two', 'one — two'],
    ['wait...', 'wait…'],
    ['---', '---'],
    ['“already” set', '“already” set'],
    ['', ''],
  ])('%j becomes %j in English', (typed, set) => {
    expect(typeset(typed, 'en-US')).toBe(set);
  });

  test.each([
    ['de-DE', '„Los“, sagte sie.'],
    ['fr-FR', '«\u00a0Los\u00a0», sagte sie.'],
    ['sv', '”Los”, sagte sie.'],
    ['ru', '«Los», sagte sie.'],
    ['ja', '"Los", sagte sie.'],
    ['ar-EG', '"Los", sagte sie.'],
  ])('%s has its own quotation marks', (locale, set) => {
    expect(typeset('"Los", sagte sie.', locale)).toBe(set);
  });

  test('every word is kept', () => {
    const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
    const piece = fc.constantFrom(
      '"',
      "'",
      ' ',
      '-',
      '--',
      '...',
      'word',
      '1',
      'é',
      '(',
      ')',
      '”',
      '🌞',
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((each) => each.join('')),
        (text) => {
          expect(words(typeset(text, 'en'))).toEqual(words(text));
        },
      ),
    );
  });

  test('typographic text is unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = typeset(text, 'en');
        expect(typeset(once, 'en')).toBe(once);
      }),
    );
  });
});

describe('typographic characters in text with markup', () => {
  const MARKED: readonly (readonly [string, RichText, string])[] = [
    [
      'a quotation around a link',
      rich('"', link('https://example.com/', 'Go'), '," she said.'),
      '“Go,” she said.',
    ],
    [
      'one that begins in a link',
      rich(link('https://example.com/', '"Go'), ' now," he said.'),
      '“Go now,” he said.',
    ],
    ['one after a mark of a footnote', rich('"One"', note('a'), ' "two"'), '“One” “two”'],
    ['one at a line break', rich('"One"', lineBreak, '"two"'), '“One” “two”'],
    ['an apostrophe after bold text', rich(strong('Paris'), "'s mayor"), 'Paris’s mayor'],
    ['code', rich('the key ', code(`"it's" -- ...`), ' "is" it'), `the key "it's" -- ... “is” it`],
    ['dashes on both sides of a tag', rich('a -', emphasis('- b')), 'a -- b'],
  ];

  test.each(MARKED)('%s', (_, typed, set) => {
    expect(plainText(typesetRich(typed, 'en'))).toBe(set);
  });

  test('text that is cut anywhere is set like the whole text', () => {
    const piece = fc.constantFrom('"', "'", ' ', '--', '...', 'word', '1', '(', '🌞');
    const pieces = fc.array(fc.tuple(piece, fc.boolean()), { minLength: 1 });
    fc.assert(
      fc.property(pieces, (all) => {
        // Signs of several characters stay in one part.
        const marked = all.map(([text, isBold]) => (isBold ? strong(text) : text));
        const whole = all.map(([text]) => text).join('');
        fc.pre(!/-{3}|\.{4}/.test(whole));
        expect(plainText(typesetRich(rich(...marked), 'en'))).toBe(typeset(whole, 'en'));
      }),
    );
  });
});

test.each([
  ['Ministers agree to meet again', 'Ministers agree to meet\u00a0again'],
  ['Too few words', 'Too few words'],
  ['A headline with an extraordinary ending', 'A headline with an extraordinary\u00a0ending'],
  ['Something about the Wissenschaftsministerium', 'Something about the Wissenschaftsministerium'],
])('the last word of %j is not alone on a line', (headline, set) => {
  expect(withoutWidow(headline)).toBe(set);
});
