/** Whole pages as they are pasted, with their right answers, where that folder is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../src/article/article.ts';
import { plainText } from '../../../src/article/rich-text.ts';
import { parseContent } from '../../../src/article/parse.ts';
import { allTexts, value } from '../read.ts';

const CASES = join(import.meta.dirname, '../../../../shared/cases/articles');

/** The cases that are read in another way, and why. */
const DIFFERENT: ReadonlyMap<string, string> = new Map([
  ['120', 'the three rows of the schedule are a table rather than three paragraphs'],
  ['157', 'the line under the headline is the dek rather than a paragraph'],
]);

/** The cases that are Markdown or HTML, whose markup must not be printed. */
const MARKUP: ReadonlySet<string> = new Set(['034', '035']);

interface Answer {
  readonly section: string | null;
  readonly headline: string;
  readonly keyPoints: number;
  readonly caption: string | null;
  readonly credit: string | null;
  readonly byline: string | null;
  readonly dateline: string | null;
  readonly paragraphs: number;
  readonly headings: number;
  readonly lists: number;
  readonly quotes: number;
  readonly images: number;
  readonly leftOut?: readonly string[];
  readonly keyPointsHeading?: string;
  readonly keyPointsWithoutSign?: boolean;
}

async function read(name: string): Promise<{
  readonly answer: Answer;
  readonly found: Answer;
  readonly text: string;
  readonly out: readonly string[];
  readonly article: Article;
}> {
  const answer = JSON.parse(readFileSync(join(CASES, `${name}.json`), 'utf8')) as Answer;
  const { article, leftOut } = value(
    await parseContent(readFileSync(join(CASES, `${name}.txt`)), `${name}.txt`),
  );
  const count = (kind: string) => article.blocks.filter((block) => block.kind === kind).length;
  const found: Answer = {
    section: article.section ?? null,
    headline: article.headline,
    keyPoints: article.keyPoints.length,
    caption: article.image?.caption ?? null,
    credit: article.image?.credit ?? null,
    byline: article.byline ?? null,
    dateline: article.dateline ?? null,
    paragraphs: count('paragraph'),
    headings: count('heading'),
    lists: count('list'),
    quotes: count('quote'),
    images: count('image'),
    ...(answer.keyPointsHeading !== undefined && {
      keyPointsHeading: article.keyPointsHeading ?? '',
    }),
    ...(answer.keyPointsWithoutSign !== undefined && {
      keyPointsWithoutSign: article.keyPoints.every((point) => /^\p{L}/u.test(plainText(point))),
    }),
  };
  const out = leftOut.map((line) => line.text);
  return { answer, found, text: allTexts(article).join('\n'), out, article };
}

async function check(name: string): Promise<void> {
  const { answer, found, text, out } = await read(name);
  const { leftOut = [] } = answer;
  const fields = Object.entries(answer).filter(([key]) => key !== 'leftOut' && key !== 'note');
  expect(found).toEqual(Object.fromEntries(fields));
  for (const beginning of leftOut.filter((each) => each !== '')) {
    // Markup has no words to report.
    if (!MARKUP.has(name.slice(0, 3)))
      expect(
        out.some((line) => line.includes(beginning)),
        `"${beginning}" is left out aloud`,
      ).toBe(true);
    expect(text, 'it is not printed').not.toContain(beginning);
  }
}

const exists = existsSync(CASES);
const names = exists
  ? readdirSync(CASES)
      .filter((file) => file.endsWith('.txt'))
      .map((file) => file.replace('.txt', ''))
  : [];

describe.skipIf(!exists)('pages as they are pasted', () => {
  test.each(names.filter((name) => !DIFFERENT.has(name.slice(0, 3))))(
    '%s is read right',
    async (name) => {
      await check(name);
    },
  );

  test.each(names.filter((name) => DIFFERENT.has(name.slice(0, 3))))(
    '%s is still read in another way than its answer, so it stays on the list',
    async (name) => {
      await expect(check(name)).rejects.toThrow();
    },
  );

  test('the emphasis and the links of case 140 are markup, not text', async () => {
    const name = names.find((each) => each.startsWith('140')) ?? '';
    const { text, article } = await read(name);
    expect(text).not.toContain('*');
    const kinds = article.blocks.flatMap((block) =>
      block.kind === 'paragraph' ? block.text.map(({ kind }) => kind) : [],
    );
    expect(kinds.filter((kind) => kind !== 'text')).toEqual(['link', 'emphasis', 'strong', 'link']);
  });

  test('the words that case 153 divides at line ends are whole', async () => {
    const name = names.find((each) => each.startsWith('153')) ?? '';
    expect((await read(name)).text).toMatch(/ comprehensive .* debate /);
  });

  test('the rows of case 019 and 120 are tables', async () => {
    for (const [number, rows] of [
      ['019', 3],
      ['120', 3],
    ] as const) {
      const { article } = await read(names.find((each) => each.startsWith(number)) ?? '');
      expect(article.blocks.find(({ kind }) => kind === 'table')).toMatchObject({
        rows: Array.from(
          { length: rows },
          () => expect.arrayContaining([expect.anything()]) as unknown,
        ),
      });
    }
  });
});

test.skipIf(exists)('the folder of cases is not here, so no page is compared', () => {
  expect(exists).toBe(false);
});
