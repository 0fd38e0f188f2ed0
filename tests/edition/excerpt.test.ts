import { expect, test } from 'vitest';
import type { Article, Block } from '../../src/article/article.ts';
import { excerpt } from '../../src/edition/assemble.ts';
import { heading, list, paragraph, quote } from '../support/blocks.ts';

const blocks: readonly Block[] = [
  heading('H', 1),
  paragraph('One', 2),
  quote('Q', 3),
  paragraph('Two', 4),
  list(['x'], 5),
  paragraph('Three', 6),
];
const story: Article = {
  file: 'x.txt',
  headline: 'H',
  keyPoints: [],
  blocks,
  lines: { headline: 1 },
};
const linked: Article = { ...story, url: 'https://example.com/story' };

test('an excerpt has the blocks up to a number of paragraphs', () => {
  expect(excerpt(linked, 1).blocks).toEqual(blocks.slice(0, 3));
  expect(excerpt(linked, 2).blocks).toEqual(blocks.slice(0, 5));
});

test('a story with fewer paragraphs than the limit stays whole', () => {
  expect(excerpt(linked, 3).blocks).toEqual(blocks);
  expect(excerpt(linked, 'full')).toBe(linked);
});

test('a story without a URL to the rest of it is never cut', () => {
  expect(excerpt(story, 1)).toBe(story);
});

test('an excerpt keeps the footnotes that it refers to, and no other', () => {
  const reference = (label: string): Block => ({
    kind: 'paragraph',
    text: [{ kind: 'strong', children: [{ kind: 'footnote', label }] }],
    line: 1,
  });
  const footnote = (label: string): Block => ({ kind: 'footnote', label, text: [], line: 9 });
  const long = [reference('a'), reference('b'), footnote('b'), footnote('a')];
  expect(excerpt({ ...linked, blocks: long }, 1).blocks).toEqual([reference('a'), footnote('a')]);
});
