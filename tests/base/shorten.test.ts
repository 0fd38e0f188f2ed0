import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shorten, visibleLength } from '../../src/base/format.ts';

const FAMILY = '👩‍👩‍👧‍👦';
const FLAG = '🇺🇦';

describe('counting visible characters', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    [FAMILY, 1],
    [`${FLAG}${FLAG}`, 2],
    ['e\u0301', 1],
    ['👍🏽', 1],
    ['नमस्ते', 3],
    ['שָׁלוֹם', 4],
  ])('"%s" has the right number of visible characters', (text, length) => {
    expect(visibleLength(text)).toBe(length);
  });
});

describe('shortening text', () => {
  test.each([
    ['', 5, ''],
    ['short', 5, 'short'],
    ['one two three', 12, 'one two…'],
    ['one two three', 8, 'one two…'],
    ['one two three', 7, 'one…'],
    ['one, two', 6, 'one…'],
    ['“One” — two three', 11, '“One…'],
    ['Donaudampfschifffahrt', 6, 'Donau…'],
    ['布林肯将前往北京', 5, '布林肯将…'],
    [FAMILY.repeat(5), 3, `${FAMILY.repeat(2)}…`],
    [FLAG.repeat(5), 3, `${FLAG.repeat(2)}…`],
    ['e\u0301'.repeat(5), 3, `${'e\u0301'.repeat(2)}…`],
    ['one two three', 1, '…'],
    ['one\u00a0two three', 8, 'one\u00a0two…'],
  ])('"%s" shortened to %i characters is "%s"', (text, max, cut) => {
    expect(shorten(text, max)).toBe(cut);
  });

  test('a text of exactly the maximum length is unchanged', () => {
    expect(shorten(`one two ${FAMILY}`, 9)).toBe(`one two ${FAMILY}`);
  });

  test('a text of a megabyte is shortened quickly', () => {
    expect(shorten('word '.repeat(200_000), 10)).toBe('word word…');
  });

  const grapheme = fc.constantFrom(
    ...['a', 'b', 'é', 'e\u0301', 'ß', '布', 'ש', 'س', 'न', 'ते', '7', FAMILY, FLAG, '👍🏽', '#️⃣'],
    ...['.', ',', '“', '—', '…', "'", '('],
  );
  const space = fc.constantFrom(' ', ' ', ' ', '\u00a0', '\n');
  const anyText = fc
    .array(fc.oneof({ weight: 5, arbitrary: grapheme }, space), { maxLength: 60 })
    .map((parts) => parts.join(''));
  const max = fc.integer({ min: 1, max: 70 });
  const graphemes = (text: string) =>
    Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);

  test('a shortened text is never longer than the maximum', () => {
    fc.assert(
      fc.property(anyText, max, (text, most) => {
        expect(visibleLength(shorten(text, most))).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('only texts that are too long are changed', () => {
    fc.assert(
      fc.property(anyText, max, (text, most) => {
        expect(shorten(text, most) === text).toBe(
          graphemes(text).length <= most || shorten(text, most).length === 0,
        );
      }),
    );
  });

  test('a shortened text is the start of the text, with no visible character split', () => {
    fc.assert(
      fc.property(anyText, max, (text, most) => {
        const cut = shorten(text, most);
        if (cut === text) return;
        expect(cut.endsWith('…')).toBe(true);
        const kept = graphemes(cut.slice(0, -1));
        expect(kept).toEqual(graphemes(text).slice(0, kept.length));
      }),
    );
  });

  test('a shortened text ends with a whole word if the words are separated by spaces', () => {
    const word = fc.array(fc.constantFrom('a', 'é', 'e\u0301', '布', FAMILY, FLAG), {
      minLength: 1,
      maxLength: 8,
    });
    const words = fc.array(
      word.map((parts) => parts.join('')),
      { minLength: 2, maxLength: 12 },
    );
    fc.assert(
      fc.property(words, max, (each, most) => {
        const text = each.join(' ');
        const cut = shorten(text, most);
        if (cut === text || visibleLength(each[0] ?? '') >= most) return;
        const kept = cut.slice(0, -1).split(' ');
        expect(kept).toEqual(each.slice(0, kept.length));
      }),
    );
  });

  test('a shortened text keeps as many words as fit', () => {
    const words = fc.array(fc.constantFrom('a', 'bb', 'ccc', 'dddd'), { minLength: 2 });
    fc.assert(
      fc.property(words, fc.integer({ min: 6, max: 70 }), (each, most) => {
        const text = each.join(' ');
        const cut = shorten(text, most);
        if (cut === text) return;
        const kept = cut.slice(0, -1).split(' ').length;
        expect(`${each.slice(0, kept + 1).join(' ')}…`.length).toBeGreaterThan(most);
      }),
    );
  });
});
