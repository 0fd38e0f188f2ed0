import { describe, expect, test } from 'vitest';
import { richText, type RichText } from '../../../src/article/rich-text.ts';
import { heading, paragraph, quote } from '../../support/blocks.ts';
import { blocks, faults } from './read-markdown.ts';

const text = (words: string) => richText(words)[0] ?? { kind: 'break' };
const rich = (...inlines: RichText) => ({ kind: 'paragraph', text: inlines, line: 3 });

describe('inline text', () => {
  test('strong, emphasis, code and links are kept', () => {
    expect(blocks('A **big** *bad* `vote` on [the bill](https://example.com/b).')).toEqual([
      rich(
        text('A '),
        { kind: 'strong', children: richText('big') },
        text(' '),
        { kind: 'emphasis', children: richText('bad') },
        text(' '),
        { kind: 'code', text: 'vote' },
        text(' on '),
        { kind: 'link', url: 'https://example.com/b', children: richText('the bill') },
        text('.'),
      ),
    ]);
  });

  test('a link by reference and a URL in angle brackets are links', () => {
    const [first, second] = blocks(
      '[The bill][1] and <https://example.com/x>.',
      '',
      '[1]: https://example.com/b',
    );
    expect(first).toEqual(
      rich(
        { kind: 'link', url: 'https://example.com/b', children: richText('The bill') },
        text(' and '),
        { kind: 'link', url: 'https://example.com/x', children: richText('https://example.com/x') },
        text('.'),
      ),
    );
    expect(second).toBeUndefined();
  });

  test('a line break of the source is a space, and a hard one a break', () => {
    expect(blocks('One', 'two\\', 'three<br>four')).toEqual([
      rich(text('One two'), { kind: 'break' }, text('three'), { kind: 'break' }, text('four')),
    ]);
  });

  test('a line break between Chinese characters is nothing', () => {
    expect(blocks('委员会周三投票，', '通过港口法案。')).toEqual([
      paragraph('委员会周三投票，通过港口法案。', 3),
    ]);
  });

  test('entities and escaped signs are the characters they stand for', () => {
    expect(blocks('AT&amp;T paid \\*5\\* &mdash; &lt;b&gt;.')).toEqual([
      paragraph('AT&T paid *5* — <b>.', 3),
    ]);
  });
});

describe('blocks', () => {
  test('headings have two levels', () => {
    expect(blocks('## Two', '', '### Three', '', '##### Five')).toEqual([
      heading('Two', 3),
      { ...heading('Three', 5), level: 3 },
      { ...heading('Five', 7), level: 3 },
    ]);
  });

  test('a further heading of level 1 is one of level 2', () => {
    expect(blocks('Text.', '', '# Second')).toEqual([paragraph('Text.', 3), heading('Second', 5)]);
  });

  test.each([
    ['in the same paragraph', ['> We waited.', '> — Dana Holloway']],
    ['in a paragraph of its own', ['> We waited.', '>', '> -- Dana Holloway']],
  ])('the last line of a quotation after a dash is its attribution, %s', (_, lines) => {
    expect(blocks(...lines)).toEqual([{ ...quote('We waited.', 3), attribution: 'Dana Holloway' }]);
  });

  test('a quotation of one line that begins with a dash is no attribution', () => {
    expect(blocks('> — We waited.')).toEqual([quote('— We waited.', 3)]);
  });

  test('a quotation keeps its paragraphs and the items of a list in it', () => {
    expect(blocks('> One.', '>', '> - two', '> - three')).toEqual([
      { kind: 'quote', paragraphs: ['One.', 'two', 'three'].map(richText), line: 3 },
    ]);
  });

  test('lists are nested, and keep the number they start with', () => {
    expect(blocks('3. Three', '   - a', '   - b', '4. Four')).toEqual([
      {
        kind: 'list',
        start: 3,
        items: [
          {
            text: richText('Three'),
            list: { kind: 'list', items: [{ text: richText('a') }, { text: richText('b') }] },
          },
          { text: richText('Four') },
        ],
        line: 3,
      },
    ]);
  });

  test('the paragraphs of an item are its lines', () => {
    expect(blocks('- One.', '', '  Two.')).toEqual([
      {
        kind: 'list',
        items: [{ text: [text('One.'), { kind: 'break' }, text('Two.')] }],
        line: 3,
      },
    ]);
  });

  test('a table has a header, rows of equal length and an alignment per column', () => {
    expect(blocks('|Party|Yes|No|', '|-|:-:|-|', '|Left|24|3|', '|Right|6|')).toEqual([
      {
        kind: 'table',
        header: ['Party', 'Yes', 'No'].map(richText),
        rows: [['Left', '24', '3'].map(richText), [richText('Right'), richText('6'), []]],
        align: ['start', 'center', 'end'],
        line: 3,
      },
    ]);
  });

  test('footnotes come last, whatever their place', () => {
    expect(blocks('One.[^a]', '', '[^a]: A note.', '', 'Two.')).toEqual([
      rich(text('One.'), { kind: 'footnote', label: 'a' }),
      paragraph('Two.', 7),
      { kind: 'footnote', label: 'a', text: richText('A note.'), line: 5 },
    ]);
  });

  test('a rule between paragraphs is kept, and one around the story is not', () => {
    const kinds = blocks('***', '', 'One.', '', '---', '', 'Two.', '', '---').map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['paragraph', 'rule', 'paragraph']);
  });

  test('the lines of code are kept', () => {
    expect(blocks('```', 'a = 1', 'b = 2', '```')).toEqual([
      rich({ kind: 'code', text: 'a = 1' }, { kind: 'break' }, { kind: 'code', text: 'b = 2' }),
    ]);
  });

  test('a comment is no part of the story', () => {
    expect(blocks('One.', '', '<!-- Left out', '', 'line 3 -->', '', 'Two <!-- x -->.')).toEqual([
      paragraph('One.', 3),
      { kind: 'paragraph', text: [text('Two '), text('.')], line: 9 },
    ]);
  });
});

describe('pictures', () => {
  const image = (own: object) => ({ kind: 'image', image: own });

  test('a picture between words is a block of its own', () => {
    expect(blocks('One.', '', 'Two ![A port](my%20port.jpg "The port.") three.')).toMatchObject([
      paragraph('One.', 3),
      paragraph('Two', 5),
      image({ file: 'my port.jpg', alt: 'A port', caption: 'The port.' }),
      paragraph('three.', 5),
    ]);
  });

  test('emphasized text below a picture is its caption with its credit', () => {
    expect(
      blocks(
        'One.',
        '',
        '![A port](https://example.com/a.jpg)',
        '*The port. Photo: Ada Example/Reuters*',
      ),
    ).toMatchObject([
      paragraph('One.', 3),
      image({
        source: 'https://example.com/a.jpg',
        alt: 'A port',
        caption: 'The port.',
        credit: 'Photo: Ada Example/Reuters',
      }),
    ]);
  });
});

describe('what a letter can not contain', () => {
  test.each([
    ['a tag', ['Text.', '', '<div>Hello</div>'], 'article/raw-html', 3],
    ['a tag in a paragraph', ['Text.', '', 'A <b>bold</b> word.'], 'article/raw-html', 3],
    ['a script', ['Text.', '', '<script>alert(1)</script>'], 'article/raw-html', 3],
    ['a relative link', ['[x](/about)'], 'article/link', 1],
    ['a script as a link', ['[x](javascript:alert)'], 'article/link', 1],
    ['data as a link', ['[x](data:text/html,x)'], 'article/link', 1],
    ['a password in a link', ['[x](https://a:b@example.com/)'], 'article/link', 1],
    ['data as a picture', ['![x](data:image/png;base64,AAAA)'], 'article/link', 1],
    ['a reference without a target', ['![x](</etc/passwd>)'], 'article/link', 1],
  ])('%s is an error with its line', (_, lines, code, line) => {
    expect(faults(...lines)[0]).toEqual([code, line]);
  });

  test.each([
    ['quotations', '>'.repeat(5000)],
    ['lists on one line', '- '.repeat(5000)],
    [
      'lists below each other',
      Array.from({ length: 2000 }, (_, at) => `${' '.repeat(2 * at)}- a`).join('\n'),
    ],
    ['backticks', '`'.repeat(5000)],
  ])('%s that are nested too deeply are one error', (_, text) => {
    expect(faults(text).map(([code]) => code)).toEqual(['article/nesting']);
  });
});
