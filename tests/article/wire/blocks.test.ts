import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWire } from '../../../src/article/wire/read-wire.ts';
import { blockTexts, HEADLINE, NEXT, STORY } from '../read.ts';
import { richText } from '../../../src/article/rich-text.ts';
import { quote } from '../../support/blocks.ts';

const read = (...lines: readonly string[]) => readWire(lines.join('\n')).article;
const kinds = (text: { blocks: readonly { kind: string }[] }) =>
  text.blocks.map(({ kind }) => kind);

/** Breaks a text into lines of at most 72 characters, as plain-text email does. */
function hardWrap(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length > 0 && longer.length <= 72) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}

describe('the blocks of a story', () => {
  test('the lines of a hard-wrapped paragraph are joined', () => {
    const paragraphs = [STORY, NEXT, `${STORY} ${NEXT}`];
    const text = read(HEADLINE, '', ...paragraphs.flatMap((each) => [hardWrap(each), '']));
    expect(blockTexts(text)).toEqual(paragraphs);
  });

  test('the times of events stay in the story', () => {
    const events = ['Saturday | 10:00 | Pier 4', 'Sunday 14 June | 6:30 pm | Hall 2'];
    const intro = 'The harbour has two events this week, and all of them are free to enter.';
    const { article, leftOut } = readWire(
      [HEADLINE, intro, `Open day\n${events[0]}`, `Concert\n${events[1]}`, STORY].join('\n\n'),
    );
    expect(blockTexts(article)).toEqual(expect.arrayContaining(events));
    expect(leftOut).toEqual([]);
  });

  test('a hard-wrapped story parses to the same blocks as an unwrapped one', () => {
    const word = fc.constantFrom('the', 'minister', 'agreed', 'on', 'disarmament', 'and', 'peace');
    const sentence = fc.array(word, { minLength: 14, maxLength: 80 });
    const paragraph = sentence.map((words) => `Then ${words.join(' ')}.`);
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 5 }), (paragraphs) => {
        const text = read(HEADLINE, '', paragraphs.map(hardWrap).join('\n\n'));
        expect(blockTexts(text)).toEqual(paragraphs);
      }),
    );
  });

  test('a dateline is removed from a hard-wrapped paragraph', () => {
    const text = read(HEADLINE, '', hardWrap(`KYIV, Ukraine (AP) — ${STORY}`), '', NEXT);
    expect(text.dateline).toBe('KYIV, Ukraine (AP)');
    expect(blockTexts(text)).toEqual([STORY, NEXT]);
  });

  test('a short line alone above prose is a subheading', () => {
    const text = read(HEADLINE, '', STORY, '', 'What comes next', '', NEXT);
    expect(kinds(text)).toEqual(['paragraph', 'heading', 'paragraph']);
  });

  test('a short line alone above hard-wrapped prose is a subheading', () => {
    const text = read(HEADLINE, '', hardWrap(STORY), '', 'What comes next', '', hardWrap(NEXT));
    expect(kinds(text)).toEqual(['paragraph', 'heading', 'paragraph']);
  });

  test('a short sentence and a short last line are paragraphs', () => {
    const text = read(HEADLINE, '', STORY, '', 'He paused.', '', NEXT, '', 'The end');
    expect(kinds(text)).toEqual(['paragraph', 'paragraph', 'paragraph', 'paragraph']);
  });

  test('lines that start with ">" are one quotation without the signs', () => {
    const text = read(HEADLINE, '', STORY, '', '> We shall', '>see, he', '>  said.', '', NEXT);
    expect(text.blocks[1]).toEqual(quote('We shall see, he said.', 5));
    expect(kinds(text)).toEqual(['paragraph', 'quote', 'paragraph']);
  });

  test('a quotation is separate from prose directly above and below it', () => {
    const text = read(HEADLINE, '', STORY, '> We shall see.', NEXT);
    expect(kinds(text)).toEqual(['paragraph', 'quote', 'paragraph']);
  });

  test('a list between paragraphs needs no empty lines', () => {
    const text = read(HEADLINE, '', STORY, '• One', '• Two', NEXT);
    expect(kinds(text)).toEqual(['paragraph', 'list', 'paragraph']);
  });

  test('a text without empty lines is parsed', () => {
    const text = read(
      ...['Politics', HEADLINE, 'Key Points', '• One.', '• Two.', 'A bridge in the fog.'],
      ...['Jane Doe | Pool | Reuters', `WASHINGTON — ${STORY}`, NEXT],
    );
    expect(text).toMatchObject({
      section: 'Politics',
      headline: HEADLINE,
      keyPointsHeading: 'Key Points',
      keyPoints: [richText('One.'), richText('Two.')],
      image: { caption: 'A bridge in the fog.', credit: 'Jane Doe | Pool | Reuters' },
      dateline: 'WASHINGTON',
    });
    expect(blockTexts(text)).toEqual([STORY, NEXT]);
  });

  test('rules between paragraphs are dropped', () => {
    const text = read(HEADLINE, '', STORY, '* * *', NEXT, '—————', '___');
    expect(blockTexts(text)).toEqual([STORY, NEXT]);
  });

  test('runs of spaces and tabs become one space, and no-break spaces stay', () => {
    const text = read(HEADLINE, '', `  Ten\t \u00a0million   people. ${STORY}  `);
    expect(blockTexts(text)).toEqual([`Ten \u00a0million people. ${STORY}`]);
  });
});
