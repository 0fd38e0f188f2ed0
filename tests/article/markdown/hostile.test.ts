import { expect, test } from 'vitest';
import { parseArticle } from '../../../src/article/parse.ts';
import { value } from '../read.ts';

/** An article may have a megabyte; a quadratic reader would not get through a third of it. */
const MANY = 300_000;
const filled = (piece: string, size = MANY) => piece.repeat(Math.floor(size / piece.length));

test.each([
  ['paragraphs', filled('The *council* voted on [the bill](https://example.com/b).\n\n', 950_000)],
  ['one paragraph', filled('The council voted. ')],
  ['one list', filled('- a vote\n')],
  ['one table', `| a | b |\n|---|---|\n${filled('| x | y |\n')}`],
  ['open brackets', filled('a [ ')],
  ['open emphasis', filled('**a *b ')],
  ['definitions', filled('[a]: https://example.com/b\n\n')],
  ['line breaks', `A${filled('\n')}`],
])(
  'Markdown of any form is read in bounded time: %s',
  (_, text) => {
    const source = Buffer.from(`# Headline\n\nThe story.\n\n${text}`);
    expect(value(parseArticle(source, 'a.md')).article.headline).toBe('Headline');
  },
  60_000,
);
