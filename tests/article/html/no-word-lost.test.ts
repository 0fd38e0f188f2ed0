import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHtml } from '../../../src/article/html/read-html.ts';
import { wordsOfHtml, wordsOfReading } from './words.ts';

const word = fc.constantFrom(
  ...[
    'talks',
    'Minister',
    'NATO',
    'peace',
    '27',
    'Zürich',
    'Киев',
    '北京',
    'سلام',
    'U.S.',
    'R&amp;D',
  ],
  ...['&nbsp;', 'com&shy;prehensive', '“we”', 'By', 'Share', 'June 14, 2023', 'Photo: AP', '—'],
  ...['Key Points', 'Read more', '<b>bold</b>', '<i>so</i>me', '<a href="/x">link</a>', '<br>'],
  ...[
    '<a href="javascript:x">y</a>',
    '<del>old</del>',
    'x<sup>2</sup>',
    '<span class="ad">ad</span>',
  ],
  ...['<button>Play</button>', '<span style="font-weight:700">heavy</span>', '<time>now</time>'],
  ...['<img src="a.png" alt="">', '<br><br>', '<!-- no -->', '<q>quoted</q>', '<wbr>', '&lt;p&gt;'],
  ...['<sup><a href="#n1" id="r1">1</a></sup>', '<code>a  b</code>', '(Mara Quint/Reuters)'],
);
const prose = (max: number) =>
  fc.array(word, { minLength: 1, maxLength: max }).map((words) => words.join(' '));
const names = fc.constantFrom(
  ...['', '', '', '', ' class="byline"', ' class="date"', ' class="share"', ' class="dek"'],
  ...[
    ' class="related"',
    ' class="caption"',
    ' class="pullquote"',
    ' class="key-points"',
    ' hidden',
  ],
  ...[' class="kicker"', ' id="footnotes"', ' itemprop="author"', ' aria-hidden="true"'],
  ...[' style="display:none"', ' role="navigation"', ' class="credit"', ' class="tags"'],
);
const inlineBlock = fc.constantFrom(
  'p',
  'p',
  'p',
  'h1',
  'h2',
  'h3',
  'div',
  'pre',
  'figcaption',
  'li',
);
const leaf = fc
  .tuple(inlineBlock, names, prose(14))
  .map(([tag, name, text]) => `<${tag}${name}>${text}</${tag}>`);
const list = fc
  .tuple(
    fc.constantFrom('ul', 'ol', 'ol start="3"'),
    fc.array(prose(6), { maxLength: 4 }),
    fc.boolean(),
  )
  .map(([tag, items, nested]) => {
    const inner = nested ? '<ul><li>deep</li></ul>' : '';
    const each = items.map((item) => `<li>${item}${inner}</li>`).join('\n');
    return `<${tag}>${each}${nested ? inner : ''}</${tag.split(' ')[0] ?? ''}>`;
  });
const cell = fc.tuple(
  fc.constantFrom('td', 'td', 'th', 'td colspan="2"', 'td rowspan="2"'),
  prose(3),
);
const table = fc
  .tuple(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), fc.boolean())
  .map(([rows, caption]) => {
    const lines = rows.map(
      (row) =>
        `<tr>${row.map(([tag, text]) => `<${tag}>${text}</${tag.slice(0, 2)}>`).join('')}</tr>`,
    );
    return `<table>${caption ? '<caption>Votes</caption>' : ''}${lines.join('')}</table>`;
  });
const figure = fc
  .tuple(
    fc.constantFrom('<img src="/s.png" alt="Ships">', '<iframe></iframe>', ''),
    prose(8),
    names,
  )
  .map(
    ([media, text, name]) =>
      `<figure>${media}<figcaption>${text} <span${name}>end</span></figcaption></figure>`,
  );
const quote = fc
  .tuple(
    prose(8),
    fc.constantFrom('', '<footer>— Dana</footer>', '<p>— Dana</p>', '<cite>Dana</cite>'),
  )
  .map(([text, by]) => `<blockquote><p>${text}</p>${by}</blockquote>`);
const other = fc.constantFrom(
  ...['<hr>', '<nav><ul><li>Home</li></ul></nav>', '<form><label>Mail</label><input></form>'],
  ...['<dl><dt>Term</dt><dd>Text</dd></dl>', '<details><summary>More</summary>text</details>'],
  ...[
    '<noscript>No scripts</noscript>',
    '<svg><text>logo</text></svg>',
    '<script>var x = 1</script>',
  ],
  ...[
    '<ol><li id="n1">A note <a href="#r1">↑</a></li></ol>',
    '<video>no video</video>',
    'loose text',
  ],
  ...['<footer>About us</footer>', '<aside>By the way</aside>', '<select><option>One</select>'],
);
const block: fc.Memo<string> = fc.memo((depth) => {
  const simple = fc.oneof({ weight: 5, arbitrary: leaf }, list, table, figure, quote, other);
  if (depth <= 1) return simple;
  const container = fc
    .tuple(
      fc.constantFrom(
        'div',
        'section',
        'article',
        'aside',
        'header',
        'blockquote',
        'center',
        'b',
        'a href="/y"',
        'td',
      ),
      names,
      fc.array(block(depth - 1), { maxLength: 4 }),
    )
    .map(([tag, name, inner]) => `<${tag}${name}>${inner.join('')}</${tag.split(' ')[0] ?? ''}>`);
  return fc.oneof({ weight: 3, arbitrary: simple }, container);
});
const blocks = fc.array(block(3), { minLength: 1, maxLength: 10 }).map((each) => each.join('\n'));
const page = fc.oneof(
  blocks,
  blocks.map((inner) => `<!doctype html><html><body>${inner}</body></html>`),
  blocks.map(
    (inner) =>
      `<html><body><nav>Home</nav><article><h1>Talks resume</h1>${inner}</article></body></html>`,
  ),
);

describe('no word of a page is lost', () => {
  test('the article and what was left out have every word of a page, as often as the page', () => {
    let read = 0;
    fc.assert(
      fc.property(page, (html) => {
        const result = readHtml(html, { url: 'https://news.example/a/' });
        if (!result.ok) return;
        read++;
        expect(wordsOfReading(result.value)).toEqual(wordsOfHtml(html));
      }),
      { numRuns: Number(process.env['RUNS'] ?? 250) },
    );
    expect(read).toBeGreaterThan(100);
  });

  test('no bytes make the reader throw', () => {
    const markup = fc.constantFrom(
      '<p',
      '>',
      '<',
      '</',
      '&#',
      '<!--',
      '<table>',
      '<li>',
      '"',
      'x',
      '\0',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.array(markup).map((each) => Buffer.from(each.join(''))),
        ),
        (bytes) => {
          expect(() => readHtml(bytes)).not.toThrow();
        },
      ),
    );
  });
});
