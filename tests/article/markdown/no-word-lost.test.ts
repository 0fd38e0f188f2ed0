import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseArticle } from '../../../src/article/parse.ts';
import { articleTexts } from '../../../src/article/story-texts.ts';

/** Pieces of Markdown; each "w" becomes a word of its own. */
const PIECES = [
  ...['# w w', '## w', '#### w w', 'w w\n===', 'w\n---', 'w w w.', 'w\nw.', 'By Ww Ww', '*w w*'],
  ...['**w** w', '**WASHINGTON** — w w.', '[w](https://example.com/) w', '<https://example.com/>'],
  ...['- w\n- w', '1. w\n2. w', '- w\n  - w\n    1. w', '- w\n\n  w', '* w\n\n* w', '> w\n> — w'],
  ...['> w\n>\n> - w', '> > w', '| w | w |\n|---|--:|\n| w | w |', '| w |\n|---|\n| w | w |'],
  ...[
    '![w](a.jpg "w")',
    'w ![w](a.jpg) w',
    '![w](a.jpg)\n*w w.*',
    '[![w](a.jpg)](https://example.com/)',
  ],
  ...[
    'w[^1]',
    '[^1]: w',
    '[^2]: w\n    w',
    '    w w',
    '```\nw\nw\n```',
    '`w` w',
    '---',
    '***',
    'w  \nw',
  ],
  ...[
    '## Key points',
    'Key points:',
    'Reporting by Ww; Editing by Ww',
    'w\\*w',
    'w &amp; w',
    '[w]',
    '[w]: w',
  ],
  ...['w | w | w', '- [ ] w', '~~w~~', '+ w', '1) w', '\\# w', 'https://example.com/ w', 'w<br>w'],
];

const markdown = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom('\n\n', '\n\n', '\n\n', '\n')), {
    minLength: 1,
    maxLength: 14,
  })
  .map((pieces) => {
    let count = 0;
    const next = (letter: string) => `${letter === 'W' ? 'Word' : 'word'}${++count}x`;
    // Every "w" or "Ww" that is no part of a longer word.
    return pieces
      .map(
        ([piece, gap]) =>
          piece.replace(/(?<![a-z])(?:Ww|w)(?![a-z])/g, (each) => next(each[0] ?? '')) + gap,
      )
      .join('');
  });

test('every word of a Markdown article is in it once, or left out aloud once', () => {
  fc.assert(
    fc.property(markdown, (text) => {
      const result = parseArticle(Buffer.from(`---\nheadline: A headline\n---\n${text}`), 'a.md');
      if (!result.ok) return;
      const { article, leftOut } = result.value;
      const texts = [...articleTexts(article), ...leftOut.map((line) => line.text)].join('\n');
      const found = texts.match(/word\d+x/gi) ?? [];
      // A URL is no text; that of a reference is where its link leads.
      const wanted = text.replace(/\(\S+\)/g, ' ').match(/word\d+x/gi) ?? [];
      expect([...found].sort()).toEqual([...wanted].sort());
    }),
    { numRuns: 300 },
  );
});
