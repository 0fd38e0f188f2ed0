import { describe, expect, test } from 'vitest';
import { richText } from '../../../src/article/rich-text.ts';
import { list, paragraph } from '../../support/blocks.ts';
import { reading } from './read-markdown.ts';

const read = (...lines: readonly string[]) => reading(...lines).article;
const STORY = 'The committee voted on Wednesday to send the bill to the floor.';

describe('the head of a Markdown article', () => {
  test('the first heading of level 1 is the headline, and a short line above it the section', () => {
    expect(read('Politics', '', '# The *bill* advances', '', STORY)).toMatchObject({
      section: 'Politics',
      headline: 'The bill advances',
      lines: { headline: 3 },
      blocks: [paragraph(STORY, 5)],
    });
  });

  test('without one, a heading that the text starts with is the headline', () => {
    expect(read('## The bill advances', '', STORY).headline).toBe('The bill advances');
    expect(read(STORY, '', '## The bill advances', '', STORY).headline).toBeUndefined();
  });

  test('paragraphs above the headline stay in the story', () => {
    const { blocks } = read('One.', '', 'Two.', '', '# The bill', '', STORY);
    expect(blocks).toEqual([paragraph('One.', 1), paragraph('Two.', 3), paragraph(STORY, 7)]);
  });

  test('dek, byline and picture are found in any order', () => {
    const picture = '![Ships](ships.jpg "Ships wait.")';
    for (const head of [
      ['*What it means*', '', '*By Nora Vell*', '', picture],
      [picture, '', 'By Nora Vell', '', '*What it means*'],
    ]) {
      expect(read('# The bill', '', ...head, '', STORY)).toMatchObject({
        byline: 'By Nora Vell',
        dek: 'What it means',
        image: { file: 'ships.jpg', alt: 'Ships', caption: 'Ships wait.' },
        blocks: [{ kind: 'paragraph' }],
      });
    }
  });

  test('the list below a label is the key points, with their links', () => {
    const article = read(
      '# The bill',
      '',
      STORY,
      '',
      '## Key points',
      '',
      '- One [a](https://example.com/)',
      '- Two',
    );
    expect(article.keyPointsHeading).toBe('Key points');
    expect(article.keyPoints).toEqual([
      [...richText('One '), { kind: 'link', url: 'https://example.com/', children: richText('a') }],
      richText('Two'),
    ]);
    expect(article.blocks).toEqual([paragraph(STORY, 3)]);
  });

  test('a list below any other heading stays in the story', () => {
    const { keyPoints, blocks } = read('# The bill', '', '## Votes', '', '- One', '- Two');
    expect(keyPoints).toEqual([]);
    expect(blocks[1]).toEqual(list(['One', 'Two'], 5));
  });

  test('a strong dateline is taken from the first paragraph', () => {
    const article = read('# The bill', '', `**WASHINGTON** — ${STORY}`);
    expect(article.dateline).toBe('WASHINGTON');
    expect(article.blocks).toEqual([paragraph(STORY, 3)]);
  });

  test('lines at the end that name contributors are no part of the story', () => {
    const article = read(
      '# The bill',
      '',
      STORY,
      '',
      '*Reporting by Nora Vell; Editing by Ida Brand*',
    );
    expect(article.contributors).toEqual(['Reporting by Nora Vell; Editing by Ida Brand']);
    expect(article.blocks).toEqual([paragraph(STORY, 3)]);
  });

  test('a definition that no link uses is left out aloud', () => {
    expect(reading('# The bill', '', STORY, '', '[1]: https://example.com/').leftOut).toEqual([
      { line: 5, text: '[1]: https://example.com/', reason: 'no link uses this definition' },
    ]);
  });
});
