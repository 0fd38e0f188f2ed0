/** Whole pages of many houses and languages, as they are pasted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, value } from '../read.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/wire');

function page(name: string) {
  const { article, leftOut } = value(parse(readFileSync(join(FOLDER, `${name}.txt`))));
  const { section, headline, dek, byline, dateline, image, keyPoints, blocks } = article;
  return {
    ...{ section, headline, dek, byline, dateline, ...image, points: keyPoints.length },
    kinds: blocks.map(({ kind }) => kind).join(' '),
    contributors: article.contributors,
    leftOut: leftOut.map(({ line, text }) => `${line}: ${text}`),
  };
}

describe('a pasted page', () => {
  test.each([
    ...['broadcaster', 'business-daily', 'capital-daily', 'channel', 'daily', 'finance'],
    ...['press-release', 'dutch', 'french', 'hebrew', 'italian', 'polish', 'portuguese', 'spanish'],
    ...['turkish', 'ukrainian'],
  ])('%s is read as its snapshot, which was checked line by line', (name) => {
    expect(page(name)).toMatchSnapshot();
  });
});
