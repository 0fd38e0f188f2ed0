import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText, unfoldRange } from '../../src/base/fold-text.ts';

test.each([
  ['Québec', 'QUEBEC'],
  ['Québec', 'que\u0301bec'],
  ['Straße', 'STRASSE'],
  ['Łódź', 'lodz'],
  ['İstanbul ığ', 'istanbul ig'],
  ['ΟΔΟΣ', 'οδός'],
  ['Ælfric œuvre Ørsted', 'aelfric oeuvre orsted'],
  ['ﬁnance', 'finance'],
  ['كِتَاب', 'كتاب'],
  ['שָׁלוֹם', 'שלום'],
  ['Ёлка', 'елка'],
  ['state\u00adment', 'statement'],
  ['it’s', "it's"],
  ['1914–18', '1914-18'],
  ['non\u00a0breaking', 'non breaking'],
])('%s and %s are the same for a search', (one, other) => {
  expect(foldText(one)).toBe(foldText(other));
});

test('a text keeps its lines', () => {
  expect(foldText('É\nb\tc\n')).toBe('e\nb c\n');
});

test('a range of a folded text leads back to whole characters', () => {
  const text = 'Die Straße von Québec';
  const folded = foldText(text);
  const rangeOf = (word: string) => {
    const at = folded.indexOf(word);
    return text.slice(...unfoldRange(text, at, at + word.length));
  };
  expect(rangeOf('strasse')).toBe('Straße');
  expect(rangeOf('stras')).toBe('Straß');
  expect(rangeOf('quebec')).toBe('Québec');
  expect(text.slice(...unfoldRange('que\u0301', 2, 3))).toBe(text.slice(2, 4));
});

test('any range of any text leads back to a part of it that folds to at least the range', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat(), (text, one, other) => {
      const folded = foldText(text);
      const [start, end] = [one % (folded.length + 1), other % (folded.length + 1)].sort(
        (a, b) => a - b,
      ) as [number, number];
      const part = text.slice(...unfoldRange(text, start, end));
      expect(foldText(part)).toContain(folded.slice(start, end));
    }),
  );
});
