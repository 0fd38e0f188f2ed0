import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { mapTexts } from '../../src/article/rich-text.ts';
import { fingerprintOf, isSameStory } from '../../src/edition/fingerprint.ts';
import { sampleEdition } from '../support/sample.ts';
import { paragraph } from '../support/blocks.ts';

const { lead } = sampleEdition();

function story(headline: string, ...paragraphs: readonly string[]): Article {
  const blocks = paragraphs.map((text, index) => paragraph(text, index));
  return { file: 'a.txt', headline, keyPoints: [], blocks, lines: { headline: 1 } };
}

const isSame = (one: Article, other: Article) =>
  isSameStory(fingerprintOf(one), fingerprintOf(other));

const edited = (edit: (text: string) => string): Article => ({
  ...lead,
  headline: edit(lead.headline),
  blocks: lead.blocks.map((block) =>
    block.kind === 'paragraph' ? { ...block, text: mapTexts(block.text, edit) } : block,
  ),
});

describe('a story is recognized', () => {
  test.each([
    ['as it is', (text: string) => text],
    ['in capitals', (text: string) => text.toUpperCase()],
    ['decomposed (NFD)', (text: string) => text.normalize('NFD')],
    ['without punctuation', (text: string) => text.replace(/[.,;:"“”]/g, '')],
    ['with one name corrected', (text: string) => text.replace('Blinken', 'Blinkin')],
    ['with spaces doubled', (text: string) => text.replaceAll(' ', '  ')],
  ])('%s', (_, edit) => {
    expect(isSame(lead, edited(edit))).toBe(true);
  });

  test('with another headline, file name and photo', () => {
    const image = { source: 'https://example.com/a.jpg', caption: 'Another photo' };
    expect(isSame(lead, { ...lead, file: 'b.txt', headline: 'A corrected headline', image })).toBe(
      true,
    );
  });

  test('in a script without spaces between words, with a character corrected', () => {
    const text =
      '国务卿布林肯周一在北京结束了两天的访问，这是五年来美国最高级别官员首次访华。' +
      '双方同意增加两国之间的航班，并鼓励更多学生和学者往来。' +
      '布林肯表示，会谈坦率而有建设性，但在台湾和军事沟通渠道的问题上仍然存在分歧。' +
      '中国外交部长秦刚接受了访问华盛顿的邀请，具体时间将由双方商定。' +
      '分析人士认为，这次访问为两国元首今年秋天的会面创造了条件，市场对此反应平静。' +
      '欧洲各国政府对会谈表示欢迎，并呼吁继续就气候变化和公共卫生开展合作。';
    expect(isSame(story('新闻', text), story('新闻', text.replace('平静', '冷淡')))).toBe(true);
    expect(isSame(story('新闻', text), story('新闻', '今天天气很好，适合出去走走。'))).toBe(false);
  });
});

describe('a story is another one', () => {
  test('with a paragraph less', () => {
    expect(isSame(lead, { ...lead, blocks: lead.blocks.slice(0, -4) })).toBe(false);
  });

  test('with the same short text under another headline', () => {
    const text =
      'The ministers met on Wednesday and agreed to meet again next week in the capital.';
    expect(isSame(story('Headline of Monday', text), story('Headline of Tuesday', text))).toBe(
      false,
    );
  });

  test('with other words throughout', () => {
    expect(isSame(lead, story('A ferry', 'The town council voted to keep the night ferry.'))).toBe(
      false,
    );
  });
});

test('a fingerprint recognizes its own story, and has at most 1,024 characters', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.lorem({ maxCount: 500 }),
      (headline, text) => {
        const fingerprint = fingerprintOf(story(headline, text));
        expect(fingerprint.length).toBeLessThanOrEqual(1024);
        expect(isSameStory(fingerprint, fingerprint)).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});
