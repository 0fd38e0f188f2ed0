import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/article/rich-text.ts';
import { blockTexts } from '../read.ts';
import { FIRST, HEAD, kindsOf, read, SECOND, source } from './story.ts';

const THIRD =
  '"We have put this off for a decade," said Chairwoman Dana Holloway, who wrote the bill. "The ships did not wait for us."';
const STORY = [FIRST, SECOND, THIRD];

/** Breaks a text at a width; its first line can be indented. */
function wrap(text: string, width: number, indent = ''): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const start = line === '' ? (lines.length === 1 ? indent : '') : `${line} `;
    if (line !== '' && start.length + word.length > width) lines.push(word);
    else lines[lines.length - 1] = start + word;
  }
  return lines.join('\n');
}

describe('hard-wrapped text', () => {
  test.each([35, 40, 50, 65, 72, 76, 80, 100, 120])('of %i columns has its paragraphs', (width) => {
    const article = read(wrap(HEAD, width), ...STORY.map((each) => wrap(each, width)));
    expect(article.headline).toBe(HEAD);
    expect(blockTexts(article)).toEqual(STORY);
  });

  test.each([40, 65, 72])('of %i columns has them as well if only they are indented', (width) => {
    for (const indent of ['    ', '\t']) {
      const article = read(HEAD, STORY.map((each) => wrap(each, width, indent)).join('\n'));
      expect(blockTexts(article)).toEqual(STORY);
    }
  });

  test('that is indented as a whole has its paragraphs', () => {
    const indented = STORY.map((each) => wrap(each, 72).replace(/^/gm, '    '));
    expect(blockTexts(read(HEAD, ...indented))).toEqual(STORY);
  });

  test('has whole words where one was divided, and compounds keep their hyphen', () => {
    const divided = [
      'The committee voted 31 to 22 on Wednesday to send a com-',
      'prehensive bill to the floor, in an act of self-',
      'defense, after two days of debate over the cost of it.',
    ];
    expect(blockTexts(read(HEAD, divided.join('\n')))).toEqual([
      'The committee voted 31 to 22 on Wednesday to send a comprehensive bill to the floor, in an act of self-defense, after two days of debate over the cost of it.',
    ]);
  });

  test('has whole list items', () => {
    const list = [
      '* $500 million when dredging begins, which states must show by',
      'contract;',
      '* the rest.',
    ];
    const article = read(wrap(HEAD, 60), wrap(FIRST, 60), list.join('\n'), wrap(SECOND, 60));
    expect(kindsOf(article)).toEqual(['paragraph', 'list', 'paragraph']);
    expect(blockTexts(article)[1]).toMatch(/ by contract;$/);
  });
});

describe('text with one paragraph a line', () => {
  test('needs no empty lines, and short lines between paragraphs are headings', () => {
    const article = read([HEAD, FIRST, 'Who pays?', SECOND, THIRD, 'Next steps', FIRST].join('\n'));
    expect(kindsOf(article)).toEqual([
      ...['paragraph', 'heading', 'paragraph', 'paragraph', 'heading', 'paragraph'],
    ]);
  });

  test('is not joined, however long its lines are', () => {
    const article = read([HEAD, ...STORY].join('\n'));
    expect(blockTexts(article)).toEqual(STORY);
  });
});

test('markers decide where form does not', () => {
  const quote = '> It is done.\n> — Dana Holloway';
  const { article, leftOut } = source(HEAD, FIRST, '## The vote.', 'Share [keep]', quote, SECOND);
  expect(leftOut).toEqual([]);
  expect(kindsOf(article)).toEqual(['paragraph', 'heading', 'paragraph', 'quote', 'paragraph']);
  expect(article.blocks[3]).toMatchObject({ attribution: 'Dana Holloway' });
  const [, , kept] = article.blocks;
  expect(kept?.kind === 'paragraph' && plainText(kept.text)).toBe('Share');
});
