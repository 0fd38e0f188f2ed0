import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableJson } from '../../src/base/printable.ts';

const HOSTILE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

test.each([
  ['an escape sequence', '\u001b]0;title\u0007', '\ufffd]0;title\ufffd'],
  ['an escape in one byte', '\u009b31m', '\ufffd31m'],
  ['a right-to-left override', 'a\u202egpj.exe', 'a\ufffdgpj.exe'],
  ['a line break', 'a\r\nb\u2028c', 'a\ufffd\ufffdb\ufffdc'],
  ['half a character', 'a\ud800b', 'a\ufffdb'],
  ['a tag that nobody sees', 'a\u{e0041}b', 'a\ufffdb'],
  ['words in any script', 'Grüße, 拒否, ошибка 😀', 'Grüße, 拒否, ошибка 😀'],
])('%s is safe to print', (_, text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('no control or invisible character reaches a terminal', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(printable(text)).not.toMatch(HOSTILE);
      expect(printableJson({ text })).not.toMatch(HOSTILE);
    }),
    { numRuns: 300 },
  );
});

test('escaped JSON keeps all its data', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(JSON.parse(printableJson({ [text]: [text] }))).toEqual({ [text]: [text] });
    }),
    { numRuns: 300 },
  );
});
