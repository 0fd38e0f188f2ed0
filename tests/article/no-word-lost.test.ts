import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse.ts';
import { markupOf } from '../../src/article/pasted.ts';
import { faults, FILE, parse, STORY, takenAndLeft } from './read.ts';

/** In Chinese and Japanese, which have no spaces to join words at, each character is one. */
const WORD = /(?=[\p{L}\p{N}])[\u3040-\u9fff]|(?:(?![\u3040-\u9fff])[\p{L}\p{N}])+/gu;

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
/** What pages have around a story. */
const furniture = oneOf(
  ...[
    'Advertisement',
    'Share',
    'Share this article\nFacebook\nTwitter',
    'Read more: talks at NATO',
  ],
  ...[
    'Read more of our coverage:\n\nTalks at NATO\nPeace in 27 weeks',
    'watch now\nVIDEO03:12\nTalks',
  ],
  ...['Published Wed, Jun 14 202310:02 AM EDT', 'Updated 2 hours ago', '12 hours ago - Politics'],
  ...['Stand: 14.06.2023 15:45 Uhr', '3.45pm EDT\nTalks begin\nThey met.', 'Sign up here.', '123'],
  ...['https://example.com/2023/talks.html', '###', '@JANEDOE', 'toggle caption', 'Jane Doe'],
  ...[
    'Reporting by Jane Doe; Editing by John Roe',
    '— CNBC’s Jane Doe contributed to this report.',
  ],
  ...[
    'SOURCE: NEWS AGENCIES',
    'Lesen Sie auch: Warum',
    'اقرأ أيضا: سلام',
    '责任编辑:李明',
    'Home | About | Help',
  ],
  ...[
    'Image source, Getty Images\nImage caption, Ships',
    'Photo: Ships off\nCredit: Jane Doe',
    '– So it is, he said.',
  ],
  ...[
    'They met. Read more',
    'Ships in fog. (AP Photo/Jane Doe)Read More',
    'Ships. Jane Doe/AFP via Getty Images hide caption',
  ],
  ...[
    'From: press@example.com\nTo: all@example.com\nSubject: talks',
    'Jane Doe is a reporter. More about Jane Doe',
  ],
);
const structure = oneOf(
  ...['Party\tYes\tNo\nDemocrats\t24\t3', '10 a.m. | Talks | Vienna\n2 p.m. | Lunch | Vienna'],
  ...[
    `${STORY}\n\n1. One\n2. Two\n3. Three`,
    '## Talks',
    '# Talks',
    '✅ One\n✅ Two',
    '*One\n*Two',
  ],
  ...[
    'See https://example.com/a?b=1&c=2, he said.',
    'Write to talks@example.com now.',
    'It was *overdue* and **late**.',
  ],
  ...[
    'The [bill](https://example.com/bill) passed.',
    '> One\n>\n> Two\n> — Jane Doe',
    'Who pays?',
    '5*3*2 = 30',
  ],
  ...[
    '• One\n  • Two\n    • Three\n• Four',
    'Q    And peace?',
    'MS. DOE:  Yes.',
    'A\u00adB c-d',
    '北京（新华社）',
  ],
);
const paragraph = fc.oneof(
  furniture,
  structure,
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
  // Markdown and HTML have readers of their own, and tests as well.
  .filter((text) => !/^\ufeff?---/.test(text) && markupOf(text) === undefined);

describe('no word of a text is lost', () => {
  test('every word of a text is in the article or left out aloud, as often as in the text', () => {
    fc.assert(
      fc.property(wireText, (text) => {
        const result = parse(text);
        if (result.ok) expect(words(takenAndLeft(result.value))).toEqual(words([text]));
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

  test('every word of arbitrary lines is in the article or left out aloud', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 12 }), (lines) => {
        const text = ['Ministers agree to meet again', ...lines, STORY].join('\n');
        const result = parse(text);
        if (result.ok) expect(words(takenAndLeft(result.value))).toEqual(words([text]));
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
