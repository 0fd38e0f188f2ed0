import { describe, expect, test } from 'vitest';
import { readWire } from '../../../src/article/wire/read-wire.ts';
import { blockTexts, HEADLINE, NEXT, STORY } from '../read.ts';
import { plainText } from '../../../src/article/rich-text.ts';
import { list } from '../../support/blocks.ts';

const read = (...lines: readonly string[]) => readWire(lines.join('\n')).article;
const kinds = (text: { blocks: readonly { kind: string }[] }) =>
  text.blocks.map(({ kind }) => kind);

describe('headline and section', () => {
  test('the first line is the headline if there is no section', () => {
    const text = read(HEADLINE, '', STORY, '', NEXT);
    expect(text.section).toBeUndefined();
    expect(text.headline).toBe(HEADLINE);
    expect(text.lines.headline).toBe(1);
    expect(blockTexts(text)).toEqual([STORY, NEXT]);
  });

  test('a short label above the headline is the section', () => {
    const text = read('World news', '', HEADLINE, '', STORY);
    expect(text).toMatchObject({
      section: 'World news',
      headline: HEADLINE,
      lines: { headline: 3 },
    });
  });

  test('lines are counted from the start of the body', () => {
    const text = readWire(`\n\nPolitics\n${HEADLINE}\n\n${STORY}`, 5).article;
    expect(text.lines.headline).toBe(8);
    expect(text.blocks[0]?.line).toBe(10);
  });

  test('a short headline above a paragraph is not a section', () => {
    const text = read('Talks resume', '', 'They met on Monday.', '', STORY);
    expect(text.section).toBeUndefined();
    expect(text.headline).toBe('Talks resume');
  });

  test('a Chinese headline above a paragraph is not a section', () => {
    const text = read(
      '布林肯推迟后将于本周访华',
      '',
      '美国国务院周三宣布，布林肯将前往北京。',
      '',
      STORY,
    );
    expect(text.section).toBeUndefined();
    expect(text.headline).toBe('布林肯推迟后将于本周访华');
  });

  test.each([
    'EU leaders — and their critics — meet',
    'UK inflation – the highest in 40 years',
    'NATO – what happens now',
    'US - China talks resume on Monday',
    'Ukraine | War enters its third year',
  ])('a first line with a dash or a bar is the headline: %s', (headline) => {
    expect(read(headline, '', STORY).headline).toBe(headline);
  });

  test('a headline can contain digits, quotes and emoji', () => {
    const headline = '“We’ll see”: 27 leaders, 1 deal 🇪🇺';
    expect(read(headline, '', STORY).headline).toBe(headline);
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \n\t\n\u00a0'],
    ['rules alone', '***\n---\n___'],
    ['a paragraph too long for a headline', `${'word '.repeat(80)}end.`],
    ['key points first', '• One.\n• Two.'],
    ['a dateline first', `WASHINGTON — ${STORY}`],
  ])('there is no headline in %s', (_, text) => {
    expect(readWire(text).article.headline).toBeUndefined();
  });

  test('markup stays plain text', () => {
    const script = '<script>alert(1)</script>';
    const text = read(script, '', `${script} ${STORY}`, '', 'javascript:alert(1)', '', NEXT);
    expect(text.headline).toBe(script);
    expect(blockTexts(text)).toEqual([`${script} ${STORY}`, 'javascript:alert(1)', NEXT]);
  });
});

describe('byline', () => {
  test('a line "By …" below the headline is the byline', () => {
    const text = read(HEADLINE, 'By Jane Doe and José Núñez', '', `KYIV — ${STORY}`);
    expect(text).toMatchObject({ byline: 'By Jane Doe and José Núñez', dateline: 'KYIV' });
  });

  test('a paragraph that starts with "By" and a small letter is not the byline', () => {
    const text = read(HEADLINE, '', 'By noon the square was empty.', '', STORY);
    expect(text.byline).toBeUndefined();
    expect(blockTexts(text)).toEqual(['By noon the square was empty.', STORY]);
  });
});

describe('key points', () => {
  test.each(['•', '‣', '◦', '▪', '●', '*', '-', '–', '·'])(
    'the bullet %s is removed from key points',
    (sign) => {
      const text = read(HEADLINE, '', 'Key Points', `${sign} One.`, `  ${sign}\tTwo.`, '', STORY);
      expect(text.keyPointsHeading).toBe('Key Points');
      expect(text.keyPoints.map(plainText)).toEqual(['One.', 'Two.']);
      expect(blockTexts(text)).toEqual([STORY]);
    },
  );

  test.each(['KEY TAKEAWAYS', 'Highlights:', 'At a glance', 'What to know', 'Key facts:'])(
    '"%s" is a label of key points',
    (label) => {
      const text = read(HEADLINE, label, '• One.', '', STORY);
      expect(text.keyPointsHeading).toBe(label.replace(':', ''));
      expect(text.keyPoints.map(plainText)).toEqual(['One.']);
    },
  );

  test('bullets directly below the headline are key points without a label', () => {
    const text = read(HEADLINE, '', '• One.', '• Two.', '', STORY);
    expect(text.keyPointsHeading).toBeUndefined();
    expect(text.keyPoints.map(plainText)).toEqual(['One.', 'Two.']);
  });

  test('a label without bullets is a paragraph', () => {
    const text = read(HEADLINE, '', 'Highlights', '', STORY);
    expect(text.keyPoints.map(plainText)).toEqual([]);
    expect(blockTexts(text)).toEqual(['Highlights', STORY]);
  });

  test('an indented line continues a key point', () => {
    const text = read(
      HEADLINE,
      'Key Points',
      '• One point that',
      '  goes on.',
      '• Two.',
      '',
      STORY,
    );
    expect(text.keyPoints.map(plainText)).toEqual(['One point that goes on.', 'Two.']);
  });

  test('a bullet or minus inside a key point is kept', () => {
    const text = read(HEADLINE, 'Key Points', '• 5 - 3 • 2', '• -3 degrees', '', STORY);
    expect(text.keyPoints.map(plainText)).toEqual(['5 - 3 • 2', '-3 degrees']);
  });

  test('a list further down stays in the body', () => {
    const text = read(HEADLINE, '', STORY, '', '- One', '- Two', '', NEXT);
    expect(text.keyPoints.map(plainText)).toEqual([]);
    expect(text.blocks[1]).toEqual(list(['One', 'Two'], 5));
  });
});

describe('photo', () => {
  test.each(['Jane Doe | Pool | Reuters', 'Jane Doe / AP', 'Photo: Jane Doe', 'Jane Doe via AP'])(
    'a line with the credit "%s" below it is a caption with its credit',
    (credit) => {
      const text = read(HEADLINE, '', 'A bridge in the fog.', credit, '', STORY);
      expect(text.image).toEqual({ caption: 'A bridge in the fog.', credit });
      expect(text.lines.image).toBe(3);
      expect(blockTexts(text)).toEqual([STORY]);
    },
  );

  test('a credit without a caption is a photo', () => {
    const text = read(HEADLINE, '', 'Jane Doe | Getty Images', '', STORY);
    expect(text.image).toEqual({ credit: 'Jane Doe | Getty Images' });
  });

  test('a second photo stays in its place in the story', () => {
    const text = read(
      ...[HEADLINE, '', 'Caption one.', 'Jane Doe / AP', '', `KYIV — ${STORY}`, ''],
      ...['Caption two.', 'John Roe | Getty Images', '', NEXT],
    );
    expect(text.image?.caption).toBe('Caption one.');
    expect(text.dateline).toBe('KYIV');
    expect(kinds(text)).toEqual(['paragraph', 'image', 'paragraph']);
    expect(text.blocks[1]).toMatchObject({
      line: 8,
      image: { caption: 'Caption two.', credit: 'John Roe | Getty Images' },
    });
  });

  test('a paragraph that names an agency is not a credit', () => {
    const text = read(HEADLINE, '', STORY, '', 'The news came first from Reuters.', '', NEXT);
    expect(text.image).toBeUndefined();
  });

  test.each(['that came first', 'Vienna had heard'])(
    'a photo is not cut out of a hard-wrapped paragraph: %s',
    (start) => {
      const lines = [
        'The ministers met for three hours on Wednesday and agreed with the news',
        `${start} through a newspaper and then later on via Reuters`,
        'and others before the end of the month, officials said.',
      ];
      const text = read(HEADLINE, '', ...lines, '', NEXT);
      expect(text.image).toBeUndefined();
      expect(blockTexts(text)).toEqual([lines.join(' '), NEXT]);
    },
  );
});

describe('dateline', () => {
  test.each([
    ['WASHINGTON — ', 'WASHINGTON'],
    ['WASHINGTON\u00a0—\u00a0', 'WASHINGTON'],
    ['WASHINGTON – ', 'WASHINGTON'],
    ['WASHINGTON -- ', 'WASHINGTON'],
    ['WASHINGTON—', 'WASHINGTON'],
    ['KYIV, Ukraine (AP) — ', 'KYIV, Ukraine (AP)'],
    ['NEW YORK (Reuters) - ', 'NEW YORK (Reuters)'],
    ['NEW YORK, June 14 (Reuters) - ', 'NEW YORK, June 14 (Reuters)'],
    ['WASHINGTON/BEIJING (Reuters) - ', 'WASHINGTON/BEIJING (Reuters)'],
    ["COEUR D'ALENE, Idaho — ", "COEUR D'ALENE, Idaho"],
    ['ST. LOUIS — ', 'ST. LOUIS'],
    ['PORT-AU-PRINCE, Haiti — ', 'PORT-AU-PRINCE, Haiti'],
    ['ÅLESUND, Norway — ', 'ÅLESUND, Norway'],
    ['WASHINGTON, D.C. (AP) — ', 'WASHINGTON, D.C. (AP)'],
    ['BERLIN (dpa) — ', 'BERLIN (dpa)'],
    ['МОСКВА — ', 'МОСКВА'],
    ['ΑΘΗΝΑ (ΑΠΕ) — ', 'ΑΘΗΝΑ (ΑΠΕ)'],
  ])('the dateline "%s" is separate from the first paragraph', (start, dateline) => {
    const text = read(HEADLINE, '', `${start}${STORY}`, '', NEXT);
    expect(text.dateline).toBe(dateline);
    expect(blockTexts(text)).toEqual([STORY, NEXT]);
  });

  test.each([
    'The minister — who had not been told — left at once, and with her went half of the delegation.',
    'A well-known diplomat said so on Wednesday, and nobody at the table would contradict him then.',
    'NATO allies — among them Turkey — agreed on Wednesday to meet again before the month is out.',
    'US lawmakers — most of them Republicans — voted on Wednesday to put the question off for good.',
  ])('the start of a sentence is not a dateline: %s', (paragraph) => {
    const text = read(HEADLINE, '', paragraph, '', NEXT);
    expect(text.dateline).toBeUndefined();
    expect(blockTexts(text)).toEqual([paragraph, NEXT]);
  });

  test('only the first paragraph can have a dateline', () => {
    const text = read(HEADLINE, '', STORY, '', `BEIJING — ${NEXT}`);
    expect(text.dateline).toBeUndefined();
    expect(blockTexts(text)).toEqual([STORY, `BEIJING — ${NEXT}`]);
  });
});
