import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeArticle, MAX_ARTICLE_BYTES } from '../../src/article/decode.ts';
import { faults, FILE, findings, value } from './read.ts';

const decode = (source: string | Uint8Array) => decodeArticle(Buffer.from(source), FILE);
const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('a lost character', () => {
  test('U+FFFD is an error with its line', () => {
    expect(decodeArticle(Buffer.from('One\nTw\ufffd\n'), 'a.txt')).toMatchObject({
      ok: false,
      problems: [{ code: 'article/replacement-character', place: { file: 'a.txt', line: 2 } }],
    });
  });
});

describe('bytes that are accepted', () => {
  test('an empty file is an empty text', () => {
    expect(value(decode(''))).toBe('');
  });

  test.each([
    ['CRLF', 'a\r\nb\r\n\r\nc'],
    ['CR', 'a\rb\r\rc'],
    ['LF', 'a\nb\n\nc'],
    ['next line', 'a\u0085b\u0085\u0085c'],
    ['line separator', 'a\u2028b\u2028\u2028c'],
    ['paragraph separator', 'a\u2029b\u2029\u2029c'],
    ['vertical tab and form feed', 'a\vb\f\fc'],
    ['all kinds mixed', 'a\r\nb\r\u0085c'],
  ])('%s becomes line feeds', (_, source) => {
    expect(value(decode(source))).toBe('a\nb\n\nc');
  });

  test('a byte order mark is dropped', () => {
    expect(value(decode('\ufeffHeadline'))).toBe('Headline');
  });

  test('tabs, no-break spaces, accents, right-to-left text and emoji are unchanged', () => {
    const text = 'a\tb\u00a0c e\u0301 é شرق אבג 👩‍👩‍👧‍👦 🇺🇦';
    expect(value(decode(text))).toBe(text);
  });

  test('any text without control characters is unchanged except for its line breaks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const clean = text.replace(/\p{Cc}|[\u2028\u2029\ufeff\ufffd]/gu, '');
        expect(value(decode(clean))).toBe(clean);
      }),
    );
  });
});

describe('bytes that are refused', () => {
  test('a file of 5 MB is refused with its size', () => {
    const result = decode(Buffer.alloc(5_000_000, 'word '));
    expect(faults(result)).toEqual([['article/too-large']]);
    expect(findings(result)[0]).toContain('5,000,000');
  });

  test('a file of the maximum size is accepted, and one byte more is refused', () => {
    expect(decode(Buffer.alloc(MAX_ARTICLE_BYTES, 'a')).ok).toBe(true);
    expect(decode(Buffer.alloc(MAX_ARTICLE_BYTES + 1, 'a')).ok).toBe(false);
  });

  test.each([
    ['NUL', '\u0000', 'U+0000'],
    ['escape', '\u001b', 'U+001B'],
    ['delete', '\u007f', 'U+007F'],
    ['the first C1 character', '\u0080', 'U+0080'],
    ['the C1 character after next line', '\u0086', 'U+0086'],
    ['the last C1 character', '\u009f', 'U+009F'],
  ])('%s is refused with its line and code', (_, character, code) => {
    const result = decode(`Headline\r\n\r\nStory ${character} goes on`);
    expect(faults(result)).toEqual([['article/control-character', 3]]);
    expect(findings(result)[0]).toContain(code);
  });

  test.each([
    ['UTF-16 little-endian', Buffer.from('\ufeffHead\n\nBody', 'utf16le')],
    ['UTF-16 big-endian', Buffer.from('\ufeffHead\n\nBody', 'utf16le').swap16()],
  ])('%s is reported as UTF-16', (_, bytes) => {
    const result = decode(bytes);
    expect(faults(result)).toEqual([['article/not-utf8', 1]]);
    expect(findings(result)[0]).toContain('UTF-16');
  });

  test('UTF-16 without a byte order mark is refused', () => {
    expect(faults(decode(Buffer.from('Head\n\nBody', 'utf16le')))).toEqual([
      ['article/control-character', 1],
    ]);
  });

  test.each([
    ['LF', 'Head\n\nCaf\u00e9 opens\n\nThe end', 3],
    ['CRLF', 'Head\r\n\r\nCaf\u00e9 opens\r\n\r\nThe end', 3],
    ['CR only', 'Head\r\rCaf\u00e9 opens\r\rThe end', 3],
    ['no line break at all', 'Caf\u00e9', 1],
    ['the fault at the very end', 'a\nb\nc\u00e9', 3],
  ])('the line of the first Latin-1 byte is reported: %s', (_, text, line) => {
    expect(faults(decode(latin1(text)))).toEqual([['article/not-utf8', line]]);
  });

  test.each([
    ['cut off in a character', [0x61, 0x0a, 0xe2, 0x82]],
    ['written longer than needed', [0x61, 0x0a, 0xc0, 0xaf]],
    ['half of a surrogate pair', [0x61, 0x0a, 0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0x61, 0x0a, 0xf5, 0x80, 0x80, 0x80]],
  ])('UTF-8 that is %s is refused', (_, bytes) => {
    expect(faults(decode(Uint8Array.from(bytes)))).toEqual([['article/not-utf8', 2]]);
  });

  test('no bytes make the decoder throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const result = decodeArticle(bytes, FILE);
        for (const [, line] of faults(result)) expect(line).toBeGreaterThanOrEqual(1);
        expect(result.ok ? /[\0\r]/.test(result.value) : false).toBe(false);
      }),
    );
  });
});
