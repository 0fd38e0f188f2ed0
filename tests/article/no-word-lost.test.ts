import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse.ts';
import { allTexts, faults, FILE, parse, STORY } from './read.ts';

const WORD = /[\p{L}\p{N}]+/gu;

function words(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.match(WORD) ?? []).sort();
}

const plain = fc.constantFrom(
  ...['talks', 'Minister', 'NATO', 'peace', '27', 'Zürich', 'élan', 'Киев', '北京', 'سلام', 'שלום'],
  ...[
    'e\u0301a',
    '👩‍👩‍👧‍👦',
    '🇺🇦',
    '<script>',
    'javascript:x',
    '&amp;',
    '"we"',
    "it's",
    'U.S.',
    'a|b',
    '{{x}}',
  ],
);
const anything = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .map((text) => text.replace(/\p{Cc}/gu, ' '));
const prose = (min: number, max: number) =>
  fc.array(plain, { minLength: min, maxLength: max }).map((each) => each.join(' '));
const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const join2 = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((each) => each.join(''));

const credit = join2(
  prose(1, 3),
  oneOf(' | Pool | Reuters', ' / AP', ' via Getty Images', ' | AFP', ' — dpa'),
);
const photo = join2(fc.oneof(prose(3, 12), anything), oneOf('\n', '\n\n'), credit);
const bullet = oneOf('• ', '•', '  • ', '- ', '* ', '– ', '· ', '◦', '\t▪ ', '● ', '∙');
const point = join2(
  bullet,
  fc.oneof(prose(1, 10), anything),
  oneOf('', '\n  and more', '\nand so'),
);
const points = fc.array(point, { minLength: 1, maxLength: 4 }).map((each) => each.join('\n'));
const label = oneOf('Key Points', 'KEY TAKEAWAYS:', 'Highlights', 'What to know', 'Elsewhere');
const dateline = oneOf(
  ...['WASHINGTON — ', 'KYIV, Ukraine (AP) — ', 'NEW YORK (Reuters) - ', 'PARIS -- ', 'МОСКВА – '],
  ...['LONDON/PARIS, June 14 — ', 'A — ', 'Paris - ', 'NATO allies — so ', 'ROME—', 'BONN —'],
);
const paragraph = fc.oneof(
  prose(8, 40).map((text) => `${text}.`),
  join2(dateline, prose(4, 30)),
  prose(20, 60).map((text) => text.replace(/(.{40,70}) /g, '$1\n')),
  prose(1, 4),
  fc.array(prose(1, 12), { minLength: 1, maxLength: 4 }).map((each) => `> ${each.join('\n> ')}`),
  join2(oneOf('>', '>> ', '> > '), anything),
  points,
  photo,
  oneOf('* * *', '---', '____', '— — —', '...', '|', '•', '-', '>'),
  anything,
);
const head = fc.tuple(
  fc.option(oneOf('Politics', 'World news', 'سياسة', 'U.S.', '国际', 'Analysis:'), { nil: '' }),
  fc.oneof(
    { weight: 6, arbitrary: prose(4, 14) },
    anything,
    oneOf('Talks', 'UK – what now', 'A | B'),
  ),
  fc.option(oneOf('By Jane Doe', 'By noon it rained', 'by JOSÉ NÚÑEZ'), { nil: '' }),
  fc.option(join2(label, oneOf('\n', '\n\n'), points), { nil: '' }),
  fc.option(photo, { nil: '' }),
);
const wireText = fc
  .record({
    head,
    body: fc.array(paragraph, { maxLength: 8 }),
    gap: oneOf('\n', '\n\n', '\n\n\n', '\n \t\n'),
    lineBreak: oneOf('\n', '\r\n', '\r', '\u2028'),
    start: oneOf('', '\ufeff', '\n\n', ' '),
  })
  .map(({ head: top, body, gap, lineBreak, start }) => {
    const parts = [...top, ...body].filter((each) => each !== '');
    return `${start}${parts.join(gap).replaceAll('\n', lineBreak)}`;
  })
  .filter((text) => !/^\ufeff?---/.test(text));

describe('no word of a text is lost', () => {
  test('the article contains every word of a text, as often as the text', () => {
    fc.assert(
      fc.property(wireText, (text) => {
        const result = parse(text);
        if (result.ok) expect(words(allTexts(result.value.article))).toEqual(words([text]));
        else
          expect(faults(result)[0]?.[0]).toMatch(
            /^article\/(empty|no-headline|headline-too-long|no-body|replacement-character)$/,
          );
      }),
      { numRuns: 1500 },
    );
  });

  test('most of the generated texts can be parsed', () => {
    const texts = fc.sample(wireText, { numRuns: 400, seed: 20230614 });
    const parsed = texts.filter((text) => parse(text).ok);
    expect(parsed.length / texts.length).toBeGreaterThan(0.6);
  });

  test('the article contains every word of arbitrary lines', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 12 }), (lines) => {
        const text = ['Ministers agree to meet again', ...lines, STORY].join('\n');
        const result = parse(text);
        if (result.ok) expect(words(allTexts(result.value.article))).toEqual(words([text]));
      }),
    );
  });

  test('every block has its line in the file, in the order of the file', () => {
    fc.assert(
      fc.property(wireText, (text) => {
        const result = parse(text);
        if (!result.ok) return;
        const { blocks, lines } = result.value.article;
        const last = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).length;
        const numbers = [lines.headline, ...blocks.map(({ line }) => line)];
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        expect(numbers.every((line) => line >= 1 && line <= last)).toBe(true);
      }),
    );
  });

  test('no bytes make the parser throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, front) => {
        const source = Buffer.concat([Buffer.from(front ? '---\n' : ''), bytes]);
        expect(() => parseArticle(source, FILE)).not.toThrow();
      }),
    );
  });
});
