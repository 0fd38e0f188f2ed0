import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article, Block, List } from '../../../src/article/article.ts';
import { readMarkdown } from '../../../src/article/markdown/read.ts';
import { writeMarkdown } from '../../../src/article/markdown/write.ts';
import { richText, type Inline, type RichText } from '../../../src/article/rich-text.ts';
import { paragraph } from '../../support/blocks.ts';

const STORY: Omit<Article, 'file' | 'lines'> = {
  headline: 'The bill advances',
  keyPoints: [],
  blocks: [paragraph('The committee voted on Wednesday.')],
};

/** Words and signs that mean something in Markdown, or come close. */
const word = fc.constantFrom(
  ...[
    'the',
    'vote',
    '31',
    'to',
    '*',
    '**x**',
    '_a_',
    '#',
    '##',
    '-',
    '+',
    '1.',
    '2)',
    '>',
    '|',
    'a|b',
  ],
  ...[
    '[x]',
    '[^1]',
    '[x](y)',
    '![',
    '`',
    '``',
    '<b>',
    '<!--',
    '-->',
    '&amp;',
    '&',
    '\\',
    '~~',
    ':',
    '---',
  ],
  ...[
    'www.example.com',
    'https://example.com/a_b',
    'a@example.com',
    '“Ja”',
    'été',
    '港口',
    '🇺🇦',
    'نعم',
  ],
);
const words = fc.array(word, { minLength: 1, maxLength: 8 }).map((each) => each.join(' '));
/** Markdown can't have markup that begins or ends with white space, or next to the same. */
const plain = words.map((text) => ({ kind: 'text', text: `go ${text} on` }) as const);
const marked = fc.oneof(
  fc
    .constantFrom('strong', 'emphasis')
    .chain((kind) => plain.map(({ text }): Inline => ({ kind, children: richText(text) }))),
  fc.constant<Inline>({
    kind: 'link',
    url: 'https://example.com/b?c=d_e',
    children: richText('bill'),
  }),
  fc.constantFrom('a = 1', '`x`', '**').map((text): Inline => ({ kind: 'code', text })),
  fc.constant<Inline>({ kind: 'break' }),
);
const rich: fc.Arbitrary<RichText> = fc
  .tuple(plain, fc.array(fc.tuple(marked, plain), { maxLength: 2 }))
  .map(([first, others]) => [
    first,
    ...others.flatMap(([inline, { text }]): RichText => {
      const space = inline.kind === 'break' ? '' : ' ';
      return [inline, { kind: 'text', text: `${space}${text}` }];
    }),
  ])
  .map(spaced);

/** Puts a space before markup that follows a text. */
function spaced(text: RichText): RichText {
  return text.map((inline, index) => {
    const next = text[index + 1];
    if (inline.kind !== 'text' || !next || next.kind === 'break') return inline;
    return { ...inline, text: `${inline.text} ` };
  });
}

const nested: fc.Arbitrary<List> = fc
  .array(rich, { minLength: 1, maxLength: 3 })
  .map((texts) => ({ kind: 'list', items: texts.map((text) => ({ text })) }));
const block: fc.Arbitrary<Block> = fc.oneof(
  rich.map((text): Block => ({ kind: 'paragraph', text, line: 1 })),
  rich.map((text): Block => ({ kind: 'heading', level: 3, text, line: 1 })),
  fc.array(rich, { minLength: 1, maxLength: 2 }).map((paragraphs): Block => ({
    kind: 'quote',
    paragraphs,
    attribution: 'Dana Holloway',
    line: 1,
  })),
  fc
    .tuple(rich, nested, fc.option(fc.constantFrom(1, 7), { nil: undefined }))
    .map(([text, list, start]): Block => ({
      kind: 'list',
      ...(start === undefined ? {} : { start }),
      items: [{ text, list }, { text }],
      line: 1,
    })),
  fc.tuple(rich, rich).map(([one, two]): Block => ({
    kind: 'table',
    header: [one, two],
    rows: [[two, richText('12')]],
    align: ['center', 'end'],
    line: 1,
  })),
);

const withoutLines = (blocks: readonly Block[]) => blocks.map((each) => ({ ...each, line: 1 }));

describe('an article that is written as Markdown', () => {
  test('reads as the same blocks, whatever signs it has', () => {
    fc.assert(
      // Text between two lists keeps Markdown from joining them.
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (some) => {
        const blocks = some.flatMap((each) => [each, paragraph('In between.')]);
        const markdown = writeMarkdown({ ...STORY, blocks: [paragraph('First.'), ...blocks] });
        const result = readMarkdown(markdown, { file: 'x.md' });
        const read = result.ok ? withoutLines(result.value.article.blocks.slice(1)) : result;
        expect(read).toEqual(withoutLines(blocks));
      }),
      { numRuns: 300 },
    );
  });
});
