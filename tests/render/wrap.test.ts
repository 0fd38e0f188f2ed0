import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, wrap } from '../../src/render/wrap.ts';

const words = (text: string) => text.split(/[ \t\n]+/).filter((word) => word !== '');

describe('wrapping text', () => {
  test('every word is kept in order, and lines stay within the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 10, max: 90 }),
        (text, width) => {
          const lines = wrap(text, width).split('\n');
          expect(words(lines.join(' '))).toEqual(words(text));
          for (const line of lines.filter((each) => each.includes(' '))) {
            expect(columnsOf(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });

  test('a word that is longer than a line stays whole', () => {
    const url = `https://example.com/${'a'.repeat(100)}`;
    expect(wrap(`see ${url} now`, 20)).toBe(`see\n${url}\nnow`);
  });

  test('lines do not break at a no-break space', () => {
    expect(wrap('aaaa bbbb\u00a0—\u00a0cccc', 12)).toBe('aaaa\nbbbb\u00a0—\u00a0cccc');
  });

  test('later lines of a list item are indented under its text', () => {
    expect(wrap('one two three four', 12, ' 1. ', '    ')).toBe(' 1. one two\n    three\n    four');
  });

  test('an empty text is one empty line', () => {
    expect(wrap('', 78)).toBe('');
  });
});
