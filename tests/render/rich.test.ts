import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article, Block } from '../../src/article/article.ts';
import { plainText, type Inline, type RichText } from '../../src/article/rich-text.ts';
import { checkStory } from '../../src/check/checks/story.ts';
import { visibleText } from '../../src/check/letter-text.ts';
import { parseLetter } from '../../src/check/parsed-letter.ts';
import { personalise } from '../../src/letter/letter.ts';
import { rich as richEdition } from '../audit/editions.ts';
import { finishedLetter } from '../check/checks/sample-letter.ts';
import {
  code,
  emphasis,
  lineBreak,
  link,
  note,
  rich,
  RICH_STORY,
  strong,
} from '../support/rich-story.ts';
import { editionWith, render, sampleConfig, sampleSender, sampleTheme } from '../support/sample.ts';

const reader = { email: 'reader@example.com', name: 'Ada Lovelace', attributes: {} };

async function parts(...args: Parameters<typeof render>) {
  return personalise(await render(...args), sampleSender(), reader);
}

type Parts = readonly (string | Inline)[];

const paragraph = (...text: Parts): Block => ({
  kind: 'paragraph',
  text: rich(...text),
  line: 1,
});
const footnote = (label: string, ...text: Parts): Block => ({
  kind: 'footnote',
  label,
  text: rich(...text),
  line: 1,
});
/** The parts of a letter with these blocks; the text part with ordinary spaces. */
async function partsOf(...blocks: readonly Block[]) {
  const { html, text } = await parts(editionWith({ keyPoints: [], blocks }));
  return { html, text: text.replaceAll('\u00a0', ' ') };
}

describe('a story with every kind of text and block', () => {
  test.each(['morning', 'wire'])('equals the golden file in the theme %s', async (theme) => {
    const edition = { ...richEdition(), further: [] };
    const { html } = await parts(edition, sampleConfig(), sampleTheme(theme));
    await expect(html).toMatchFileSnapshot(`../golden/rich-${theme}.html`);
  });

  test('equals the golden file in the text part', async () => {
    const { text } = await parts({ ...richEdition(), further: [] });
    await expect(text).toMatchFileSnapshot('../golden/rich.txt');
  });

  test('takes less than 16 KB more than the sample in HTML', async () => {
    const { html } = await parts({ ...richEdition(), further: [] });
    const sample = await parts();
    expect(Buffer.byteLength(html) - Buffer.byteLength(sample.html)).toBeLessThan(16_000);
  });

  test('a story without links and tables has no styles for them', async () => {
    const { html } = await parts();
    expect(html).not.toMatch(/\.link|\.table|\bhr\b/);
  });
});

describe('text with markup', () => {
  test('is set with elements in the HTML and without marks in the text part', async () => {
    const { html, text } = await partsOf(
      paragraph('A ', strong('b ', emphasis('c')), ' ', code('d < e'), lineBreak, 'f.'),
    );
    expect(html.replace(/ style="[^"]*"/g, '')).toContain(
      'A <strong>b <em>c</em></strong> <code>d &lt; e</code><br>f.',
    );
    expect(text).toContain('A b c d < e\nf.');
  });

  test('quotation marks that open in one part and close in another are set as a pair', async () => {
    const { html, text } = await partsOf(
      paragraph('"', link('https://example.com/a', 'Go'), '", she said, ', emphasis('"now'), '".'),
    );
    expect(visibleText(html)).toContain('“Go”, she said, “now”.');
    expect(text).toContain('"Go [1]", she said, "now".');
  });

  test('a link has the number of its address at the end of its story in the text part', async () => {
    const { html, text } = await partsOf(
      paragraph('See ', link('https://example.com/?a=1&b="2"', 'the report'), '.'),
      paragraph('The ', link('https://example.com/?a=1&b="2"', 'same'), ' again.'),
      paragraph('And ', link('mailto:desk@example.com', 'the desk '), 'too.'),
    );
    expect(html).toContain('href="https://example.com/?a&#x3D;1&amp;b&#x3D;&quot;2&quot;"');
    expect(text).toContain('See the report [1].\n\nThe same [1] again.\n\nAnd the desk [2] too.');
    expect(text).toContain(
      '[1] https://example.com/?a=1&b="2"\n[2] mailto:desk@example.com\n\nMore at',
    );
  });

  test('a link whose text is its address has no number', async () => {
    const { text } = await partsOf(
      paragraph(link('https://example.com/a', 'https://example.com/a'), ' is the page.'),
      paragraph(link('mailto:desk@example.com', 'desk@example.com'), ' answers.'),
    );
    expect(text).not.toContain('[1]');
    expect(text).toContain('https://example.com/a is the page.\n\ndesk@example.com answers.');
  });

  test('footnotes are numbered as they are referred to and stand at the end of the story', async () => {
    const { html, text } = await partsOf(
      footnote('z', 'The first note.'),
      footnote('unused', 'A note that nothing refers to.'),
      footnote('a', 'The second, with ', link('https://example.com/a', 'a link'), '.'),
      paragraph('One', note('z'), ' and two', note('a'), ' and one', note('z'), '.'),
      paragraph('Nothing', note('lost'), ' to see.'),
    );
    expect(html.replace(/ style="[^"]*"/g, '')).toContain(
      'One<sup>1</sup> and two<sup>2</sup> and one<sup>1</sup>.',
    );
    expect(visibleText(html)).toMatch(
      /Notes The first note\. The second, with a link\. A note that/,
    );
    expect(html, 'links within a letter lead nowhere in Gmail on iOS').not.toContain('href="#');
    expect(text).toContain('One[1] and two[2] and one[1].\n\nNothing to see.');
    expect(text).toContain(
      '[1] The first note.\n[2] The second, with a link [4].\n[3] A note that nothing refers to.\n[4] https://example.com/a',
    );
  });

  test('each story has its own numbers', async () => {
    const { lead } = editionWith({
      blocks: [paragraph('A ', link('https://example.com/a', 'b'), '.')],
    });
    const { text } = await parts({ ...editionWith({ blocks: lead.blocks }), further: [lead] });
    expect(text.match(/\[1\] https:\/\/example\.com\/a/g)).toHaveLength(2);
  });
});

describe('blocks', () => {
  test('a quotation of several paragraphs has its attribution below them', async () => {
    const { html, text } = await partsOf({
      kind: 'quote',
      paragraphs: [rich('One.'), rich('Two.')],
      attribution: 'Ada "A." Example',
      line: 1,
    });
    expect(visibleText(html)).toContain('One. Two. — Ada “A.” Example');
    expect(text).toContain('  > One.\n  >\n  > Two.\n  >\n  > — Ada "A." Example');
  });

  test('lists keep their nesting and their numbers', async () => {
    const { html, text } = await partsOf({
      kind: 'list',
      start: 9,
      items: [
        { text: rich('nine') },
        { text: rich('ten'), list: { kind: 'list', items: [{ text: rich('below') }] } },
      ],
      line: 1,
    });
    const bare = html.replace(/ style="[^"]*"/g, '').replace(/\s*\n\s*/g, '');
    expect(bare).toContain(
      '<ol class="items" start="9"><li>nine</li><li>ten<ul><li>below</li></ul></li></ol>',
    );
    expect(text).toContain('   9. nine\n  10. ten\n      * below');
  });

  test('a heading of the third level without one above it skips no level', async () => {
    const three: Block = { kind: 'heading', level: 3, text: rich('Three'), line: 1 };
    const two: Block = { kind: 'heading', level: 2, text: rich('Two'), line: 1 };
    const { html } = await partsOf(three, two, three, paragraph('End.'));
    const headings = Array.from(html.matchAll(/<(h[2-6])[^>]*>([^<]*)/g), ([, tag, text]) => [
      tag,
      text,
    ]);
    expect(headings).toEqual([
      ['h2', 'Three'],
      ['h2', 'Two'],
      ['h3', 'Three'],
    ]);
  });

  test('a table has header cells for its columns and its rows', async () => {
    const { html } = await partsOf({
      kind: 'table',
      header: [rich(), rich('For'), rich('Against')],
      rows: [[rich('Hill'), rich('2'), rich('3')]],
      align: ['start', 'end', 'center'],
      line: 1,
    });
    const bare = html.replace(/ (?:style|width|valign|class)="[^"]*"/g, '').replace(/\n/g, '');
    expect(bare).toContain(
      '<tr><td></td><th scope="col" align="right">For</th><th scope="col" align="center">Against</th></tr><tr><th scope="row" align="left">Hill</th><td align="right">2</td><td align="center">3</td></tr>',
    );
  });

  test('a table that is too wide for a phone becomes a list with the headers before the values', async () => {
    const columns = ['Candidate', 'Party', 'Constituency', 'Votes', 'Share'];
    const { html, text } = await partsOf({
      kind: 'table',
      header: columns.map((each) => rich(each)),
      rows: [['Marta Ruiz', 'Progressive', 'North Harbour', '1,234', ''].map((each) => rich(each))],
      align: columns.map(() => 'start'),
      line: 1,
    });
    const said = 'Party: Progressive · Constituency: North Harbour · Votes: 1,234 · Share: –';
    expect(visibleText(html)).toContain(`Candidate: Marta Ruiz ${said}`);
    expect(html).not.toContain('<th');
    expect(text).toContain(`- Candidate: Marta Ruiz\n  ${said}`);
  });
});

describe('what stands around a story', () => {
  const about = (article: Partial<Article>, config = sampleConfig()) =>
    parts(editionWith(article), config).then(({ html, text }) => ({
      html: visibleText(html),
      text,
    }));

  test('authors without a byline are listed in the language of the letter', async () => {
    const authors = ['Nora Vell', 'Tom Arden', 'Ada Example'];
    expect((await about({ authors })).html).toContain('By Nora Vell, Tom Arden, and Ada Example');
    const german = await about({ authors: authors.slice(0, 2) }, sampleConfig({ locale: 'de-DE' }));
    expect(german.text).toContain('\n\nVon Nora Vell und Tom Arden\n\n');
  });

  test('a byline is kept as the source words it', async () => {
    const { html } = await about({ byline: 'By our staff', authors: ['Nora Vell'] });
    expect(html).toContain('By our staff');
    expect(html).not.toContain('Nora Vell');
  });

  test.each([
    [{ published: '2023-06-14' }, undefined],
    [{ published: '2023-06-12' }, 'June 12, 2023'],
    [{ published: '2023-06-13T23:30:00Z' }, 'June 13, 2023 at 7:30 PM'],
    [{ published: '2023-06-13T07:05' }, 'June 13, 2023 at 7:05 AM'],
    [{ updated: '2023-06-14T05:05:00-04:00' }, 'Updated June 14, 2023 at 5:05 AM'],
    [{ published: '2023-06-13', updated: '2023-06-13' }, 'June 13, 2023'],
    [{ published: '2023-06-12', updated: '2023-06-13' }, 'June 12, 2023 · Updated June 13, 2023'],
  ])('the times %j are written as %j in the zone of the newsletter', async (times, written) => {
    const { text } = await about({ ...times, byline: 'By us' });
    const line = text.split('\n').find((each) => each.startsWith('By us'));
    expect(line?.replaceAll('\u202f', ' ')).toBe(
      written === undefined ? 'By us' : `By us · ${written}`,
    );
  });

  test('the dek is under the headline, and contributors are at the end', async () => {
    const { html, text } = await about({
      dek: 'What it "means".',
      contributors: ['Editing by Ada Example', 'A second line'],
    });
    expect(html).toMatch(/spy balloon What it “means”\. Key Points/);
    expect(html).toMatch(/war effort\. Editing by Ada Example A second line More at/);
    expect(text).toMatch(/-{60,}\n\nWhat it "means"\.\n\nKey Points/);
    expect(text).toMatch(/war effort\.\n\nEditing by Ada Example\n\nA second line\n\nMore at/);
  });
});

describe('hostile rich text', () => {
  const attack = `<script>alert(1)</script>"'><mj-raw>{{subject}} &amp; [1]`;
  const hostile: RichText = [
    { kind: 'strong', children: rich(attack) },
    link(
      `https://example.com/"onmouseover="alert(1)"><script>?{{subject}}`,
      attack,
      emphasis(attack),
    ),
    code(attack),
    note(attack),
  ];

  test('is shown as written in every block and in both themes', async () => {
    const edition = editionWith({
      dek: attack,
      authors: [attack],
      published: attack,
      contributors: [attack],
      keyPoints: [hostile],
      blocks: [
        { kind: 'paragraph', text: hostile, line: 1 },
        { kind: 'heading', level: 3, text: hostile, line: 1 },
        { kind: 'quote', paragraphs: [hostile], attribution: attack, line: 1 },
        {
          kind: 'list',
          start: 3,
          items: [{ text: hostile, list: { kind: 'list', items: [{ text: hostile }] } }],
          line: 1,
        },
        { kind: 'table', header: [hostile], rows: [[hostile]], align: ['end'], line: 1 },
        { kind: 'footnote', label: attack, text: hostile, line: 1 },
      ],
    });
    for (const theme of ['morning', 'wire']) {
      const { html } = await parts(edition, sampleConfig(), sampleTheme(theme));
      expect(html).not.toMatch(/<script|<mj-/i);
      for (const [tag] of html.matchAll(/<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi))
        expect(tag.replace(/"[^"]*"|'[^']*'/g, '')).not.toMatch(/\son\w+|javascript:/i);
      expect(checkStory(parseLetter(await finishedLetter(edition)))).toEqual([]);
    }
  });
});

const word = fc.constantFrom(
  'talks',
  '"we',
  'said"',
  "it's",
  'U.S.',
  '--',
  'سلام',
  '北京',
  'a|b',
  '1.',
);
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((each) => each.join(' '));
const { inlines } = fc.letrec<{ inlines: RichText; inline: Inline }>((tie) => ({
  inlines: fc.array(tie('inline'), { minLength: 1, maxLength: 4 }),
  inline: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    words.map((text): Inline => ({ kind: 'text', text })),
    words.map((text): Inline => ({ kind: 'code', text })),
    fc.constant<Inline>({ kind: 'break' }),
    fc.constantFrom('a', 'b').map((label): Inline => ({ kind: 'footnote', label })),
    tie('inlines').map((children): Inline => ({ kind: 'strong', children })),
    tie('inlines').map((children): Inline => ({ kind: 'emphasis', children })),
    fc
      .tuple(tie('inlines'), fc.constantFrom('https://example.com/a', 'mailto:a@example.com'))
      .map(([children, url]): Inline => ({ kind: 'link', url, children })),
  ),
}));
const isSaid = (rich: RichText) => plainText(rich).trim() !== '';
const said = inlines.filter(isSaid);
const blockOf = fc.oneof(
  said.map((text): Block => ({ kind: 'paragraph', text, line: 1 })),
  fc
    .tuple(said, fc.constantFrom<2 | 3>(2, 3))
    .map(([text, level]): Block => ({ kind: 'heading', level, text, line: 1 })),
  fc
    .tuple(fc.array(said, { minLength: 1, maxLength: 3 }), words)
    .map(([paragraphs, attribution]): Block => ({
      kind: 'quote',
      paragraphs,
      attribution,
      line: 1,
    })),
  fc.tuple(said, said, fc.constantFrom(undefined, 1, 7)).map(([one, two, start]): Block => ({
    kind: 'list',
    ...(start !== undefined && { start }),
    items: [{ text: one, list: { kind: 'list', start: 1, items: [{ text: two }] } }, { text: two }],
    line: 1,
  })),
  fc
    .tuple(
      fc.array(fc.array(inlines, { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
    )
    .map(([rows, columns, hasHeader]): Block => {
      const [header = [], ...body] = rows.map((row) => row.slice(0, columns));
      return {
        kind: 'table',
        ...(hasHeader && { header }),
        rows: hasHeader ? body : [header, ...body],
        align: header.map(() => 'end'),
        line: 1,
      };
    }),
  fc.constant<Block>({ kind: 'rule', line: 1 }),
  said.map((text): Block => ({ kind: 'footnote', label: 'a', text, line: 1 })),
);

test('no word of any rich story is lost in either part', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(blockOf, { minLength: 1, maxLength: 6 }),
      said,
      async (blocks, point) => {
        const edition = editionWith({ blocks, keyPoints: [point], contributors: ['Editing by X'] });
        const letter = parseLetter(await finishedLetter(edition));
        expect(checkStory(letter)).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});

test('the story of the golden files has every kind of text and block', () => {
  const kinds = new Set<string>(RICH_STORY.blocks.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(
    ['paragraph', 'heading', 'quote', 'list', 'image', 'table', 'rule', 'footnote'].sort(),
  );
});
