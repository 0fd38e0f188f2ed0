import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWireText } from '../../src/article/wire-text.ts';
import { blockTexts, HEADLINE, NEXT, STORY } from './read.ts';

const read = (...lines: readonly string[]) => parseWireText(lines.join('\n'));
const kinds = (text: { blocks: readonly { kind: string }[] }) =>
  text.blocks.map(({ kind }) => kind);

/** Breaks a text into lines of at most 72 characters, as a plain-text mail does. */
function hardWrap(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length > 0 && longer.length <= 72) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}

describe('blocks', () => {
  test('joins the lines of paragraphs that were wrapped at 72 columns', () => {
    const paragraphs = [STORY, NEXT, `${STORY} ${NEXT}`];
    const text = read(HEADLINE, '', ...paragraphs.flatMap((each) => [hardWrap(each), '']));
    expect(blockTexts(text)).toEqual(paragraphs);
  });

  test('reads any wrapped story like the same story with one line a paragraph', () => {
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

  test('takes a dateline off a wrapped paragraph', () => {
    const text = read(HEADLINE, '', hardWrap(`KYIV, Ukraine (AP) — ${STORY}`), '', NEXT);
    expect(text.dateline).toBe('KYIV, Ukraine (AP)');
    expect(blockTexts(text)).toEqual([STORY, NEXT]);
  });

  test('takes a short line alone above prose as a subhead', () => {
    const text = read(HEADLINE, '', STORY, '', 'What comes next', '', NEXT);
    expect(kinds(text)).toEqual(['paragraph', 'heading', 'paragraph']);
  });

  test('takes a short line alone above wrapped prose as a subhead', () => {
    const text = read(HEADLINE, '', hardWrap(STORY), '', 'What comes next', '', hardWrap(NEXT));
    expect(kinds(text)).toEqual(['paragraph', 'heading', 'paragraph']);
  });

  test('takes a short sentence and a last short line as paragraphs', () => {
    const text = read(HEADLINE, '', STORY, '', 'He paused.', '', NEXT, '', 'The end');
    expect(kinds(text)).toEqual(['paragraph', 'paragraph', 'paragraph', 'paragraph']);
  });

  test('takes lines after ">" as one quotation without the signs', () => {
    const text = read(HEADLINE, '', STORY, '', '> We shall', '>see, he', '>  said.', '', NEXT);
    expect(text.blocks[1]).toMatchObject({
      kind: 'quote',
      text: 'We shall see, he said.',
      line: 5,
    });
    expect(kinds(text)).toEqual(['paragraph', 'quote', 'paragraph']);
  });

  test('parts a quotation from prose straight above and below it', () => {
    const text = read(HEADLINE, '', STORY, '> We shall see.', NEXT);
    expect(kinds(text)).toEqual(['paragraph', 'quote', 'paragraph']);
  });

  test('takes a list between paragraphs without empty lines', () => {
    const text = read(HEADLINE, '', STORY, '• One', '• Two', NEXT);
    expect(kinds(text)).toEqual(['paragraph', 'list', 'paragraph']);
  });

  test('reads a text without a single empty line', () => {
    const text = read(
      ...['Politics', HEADLINE, 'Key Points', '• One.', '• Two.', 'A bridge in the fog.'],
      ...['Jane Doe | Pool | Reuters', `WASHINGTON — ${STORY}`, NEXT],
    );
    expect(text).toMatchObject({
      section: 'Politics',
      headline: HEADLINE,
      keyPointsHeading: 'Key Points',
      keyPoints: ['One.', 'Two.'],
      image: { caption: 'A bridge in the fog.', credit: 'Jane Doe | Pool | Reuters' },
      dateline: 'WASHINGTON',
    });
    expect(blockTexts(text)).toEqual([STORY, NEXT]);
  });

  test('drops rules between paragraphs', () => {
    const text = read(HEADLINE, '', STORY, '* * *', NEXT, '—————', '___');
    expect(blockTexts(text)).toEqual([STORY, NEXT]);
  });

  test('makes runs of spaces and tabs one space and leaves no-break spaces', () => {
    const text = read(HEADLINE, '', `  Ten\t \u00a0million   people. ${STORY}  `);
    expect(blockTexts(text)).toEqual([`Ten \u00a0million people. ${STORY}`]);
  });
});
