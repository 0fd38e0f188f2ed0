import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Article, EditionSettings } from '../../src/article/article.ts';
import type { LeftOut } from '../../src/article/reading.ts';
import { parseArticle } from '../../src/article/parse.ts';
import { validateConfig } from '../../src/config/validate.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import {
  assembleEdition,
  countWords,
  PREHEADER_MAX,
  PREHEADER_MIN,
  preheaderOf,
  readingMinutes,
  SUBJECT_MAX,
} from '../../src/edition/assemble.ts';
import { visibleLength } from '../../src/base/format.ts';
import { plainText, richText } from '../../src/article/rich-text.ts';
import { heading, list, paragraph, quote } from '../support/blocks.ts';

const NAME = { id: '2023-06-14-blinken-beijing', date: '2023-06-14' };
const FILE = `content/${NAME.id}.txt`;
const SAMPLE = join(import.meta.dirname, '../..', FILE);
const POINT = 'A point of forty-six characters, neither more.';

const ARTICLE: Article = {
  file: FILE,
  headline: 'Ministers agree to meet again',
  keyPoints: [richText(POINT)],
  blocks: [paragraph('They met.', 5)],
  lines: { headline: 1 },
};

function assemble(
  own: Partial<Article> = {},
  settings: EditionSettings = {},
  config: Partial<ConfigInput> = {},
  leftOut: readonly LeftOut[] = [],
) {
  const base = { name: 'News', from: 'news@example.com', postalAddress: 'x' };
  const result = assembleEdition(
    NAME,
    [{ article: { ...ARTICLE, ...own }, settings, leftOut }],
    validateConfig({ ...base, timeZone: 'America/New_York', ...config }, 'config'),
  );
  if (!result.ok) throw new Error('It was refused.');
  const notes = result.problems.map(({ code, place }) => [code, place?.line]);
  return { edition: result.value, notes, problems: result.problems };
}

const sample = () => {
  const parsed = parseArticle(readFileSync(SAMPLE), FILE);
  if (!parsed.ok) throw new Error('The sample was refused.');
  return parsed.value.article;
};

describe('the sample edition', () => {
  const { edition, notes } = assemble(sample());

  test('the id and the date of an edition come from its file name', () => {
    expect(edition.id).toBe('2023-06-14-blinken-beijing');
    expect(edition.date).toBe('2023-06-14');
    expect(edition.publishedAt.toISOString()).toBe('2023-06-14T10:00:00.000Z');
  });

  test('the whole headline of the sample is its subject', () => {
    expect(edition.subject).toBe(edition.lead.headline);
  });

  test('the preheader of the sample is its first key point, in 40 to 130 characters', () => {
    expect(edition.preheader).toBe(plainText(edition.lead.keyPoints[0] ?? []));
    expect(visibleLength(edition.preheader)).toBeGreaterThanOrEqual(40);
    expect(visibleLength(edition.preheader)).toBeLessThanOrEqual(130);
  });

  test('the words and the reading time of the sample are counted', () => {
    expect(edition.wordCount).toBeGreaterThan(390);
    expect(edition.wordCount).toBeLessThan(480);
    expect(edition.readingMinutes).toBe(2);
  });

  test('the caption without a picture is reported with its line', () => {
    expect(notes).toEqual([
      ['edition/subject-proposal', 3],
      ['edition/photo-held-back', 9],
    ]);
  });
});

describe('settings from front matter', () => {
  test('key points that are too short for a preheader are followed by the start of the story', () => {
    const keyPoints = [richText('It passed.')];
    const { edition } = assemble({}, {});
    const blocks = [paragraph(POINT)];
    const line = preheaderOf({ ...edition.lead, keyPoints, blocks });
    expect(line).toMatch(/^It passed\. \S/);
    expect(visibleLength(line)).toBeGreaterThanOrEqual(40);
    expect(visibleLength(line)).toBeLessThanOrEqual(130);
  });

  test('front matter sets the subject, the preheader and the date', () => {
    const settings = { subject: 'Talks', preheader: `${POINT} So.`, date: '2023-12-24' };
    const { edition } = assemble({}, settings, { publishAt: '05:30' });
    expect(edition).toMatchObject(settings);
    expect(edition.publishedAt.toISOString()).toBe('2023-12-24T10:30:00.000Z');
    expect(edition.id).toBe(NAME.id);
  });

  test('a subject written by the editor is not reported as shortened', () => {
    const { edition, notes } = assemble({ headline: 'word '.repeat(40) }, { subject: 'Talks' });
    expect(edition.subject).toBe('Talks');
    expect(notes).toEqual([]);
  });
});

describe('notes about an edition', () => {
  test('an edition without problems has no notes', () => {
    const image = { source: 'https://example.com/a.jpg', alt: 'A bridge', caption: 'A bridge.' };
    expect(assemble({ image }).notes).toEqual([]);
  });

  test('a headline that is too long for a subject is shortened and reported with its line', () => {
    const headline = `${'talks '.repeat(30)}end`;
    const { edition, notes, problems } = assemble({ headline, lines: { headline: 7 } });
    expect(edition.subject).toMatch(/^(talks )+talks…$/);
    expect(visibleLength(edition.subject)).toBeLessThanOrEqual(SUBJECT_MAX);
    expect(edition.lead.headline).toBe(headline);
    expect(notes).toEqual([['edition/subject-cut', 7]]);
    expect(problems[0]?.detail).toContain('183');
  });

  test('each line of a source that was left out is reported with its line and reason', () => {
    const leftOut = [{ line: 4, text: 'Share', reason: 'a part of the page around the story' }];
    const { notes, problems } = assemble({}, {}, {}, leftOut);
    expect(notes).toEqual([['article/left-out', 4]]);
    expect(problems[0]?.detail).toBe('"Share" (a part of the page around the story)');
  });

  test('a headline of more than 60 characters gives a shorter subject as a note', () => {
    const headline = 'House panel advances harbor bill after two days of debate over what it costs';
    const { edition, notes, problems } = assemble({ headline });
    expect(edition.subject).toBe(headline);
    expect(notes).toEqual([['edition/subject-proposal', 1]]);
    expect(problems[0]?.detail).toBe(
      'for example "House panel advances harbor bill after two days of debate"',
    );
    expect(assemble({ headline }, { subject: 'Talks' }).notes).toEqual([]);
  });

  test.each([
    [PREHEADER_MIN - 1, 1],
    [PREHEADER_MIN, 0],
    [PREHEADER_MAX, 0],
    [PREHEADER_MAX + 1, 1],
  ])('a preheader of %i characters gives %i warnings', (length, count) => {
    const { edition, notes } = assemble({}, { preheader: 'é'.repeat(length) });
    expect(visibleLength(edition.preheader)).toBe(length);
    expect(notes).toHaveLength(count);
  });

  test('every photo without a picture is reported with its line', () => {
    const { notes } = assemble({
      image: { caption: 'One' },
      lines: { headline: 1, image: 3 },
      blocks: [
        ...ARTICLE.blocks,
        { kind: 'image', image: { credit: 'Two' }, line: 9 },
        { kind: 'image', image: { source: 'https://example.com/a.jpg' }, line: 12 },
      ],
    });
    expect(notes).toEqual([
      ['edition/photo-held-back', 3],
      ['edition/photo-held-back', 9],
    ]);
  });
});

describe('the default preheader', () => {
  const preheader = (own: Partial<Article>) => preheaderOf({ ...ARTICLE, ...own });

  test('as many whole key points as fit are joined', () => {
    expect(preheader({ keyPoints: [richText(POINT), richText(POINT), richText(POINT)] })).toBe(
      `${POINT} ${POINT}`,
    );
  });

  test('a story without key points gives its dek', () => {
    const dek = 'Opponents say that the fund behind it would run dry by 2027';
    expect(preheader({ keyPoints: [], dek })).toBe(dek);
  });

  test('a dek too short for a preheader is followed by the story', () => {
    expect(preheader({ keyPoints: [], dek: 'Too late?' })).toBe('Too late? They met.');
  });

  test('a long key point is not skipped in favour of a short one after it', () => {
    expect(
      preheader({ keyPoints: [richText(POINT), richText('long '.repeat(30)), richText('Short.')] }),
    ).toBe(POINT);
  });

  test('a first key point that is too long is shortened after a whole word', () => {
    const cut = preheader({ keyPoints: [richText('talks '.repeat(40))] });
    expect(cut).toMatch(/^(talks )+talks…$/);
    expect(visibleLength(cut)).toBeLessThanOrEqual(PREHEADER_MAX);
  });

  test('a story without key points gives its first words, not its headline', () => {
    const blocks = [list(['One.', 'Two.'], 3), ...ARTICLE.blocks];
    expect(preheader({ keyPoints: [], blocks })).toBe('One. Two. They met.');
  });

  test('characters are counted as a reader sees them, not as code units', () => {
    const family = '👩‍👩‍👧‍👦'.repeat(100);
    expect(preheader({ keyPoints: [richText(family)] })).toBe(family);
  });

  test('an article without text gives an empty preheader', () => {
    expect(preheader({ keyPoints: [], blocks: [] })).toBe('');
  });
});

describe('words and reading time', () => {
  const count = (text: string, locale = 'en') =>
    countWords([{ ...ARTICLE, headline: text, keyPoints: [], blocks: [] }], locale);

  test.each([
    ['', 0],
    ['— … !', 0],
    ['one two, three.', 3],
    ["It's 2.5 percent", 3],
    ['👩‍👩‍👧‍👦 🇺🇦', 0],
    ['سلام عليكم', 2],
    ['שלום עולם', 2],
  ])('"%s" has the right number of words', (text, words) => {
    expect(count(text)).toBe(words);
  });

  test('words without spaces between them are counted', () => {
    expect(count('ภาษาไทยไม่เว้นวรรค', 'th')).toBeGreaterThan(2);
  });

  test('the headline, the key points and all blocks except pictures are counted', () => {
    const article: Article = {
      ...ARTICLE,
      headline: 'one two',
      keyPoints: [richText('three')],
      blocks: [
        heading('four', 1),
        list(['five', 'six'], 2),
        quote('seven', 3),
        { kind: 'image', image: { caption: 'not counted' }, line: 4 },
      ],
    };
    expect(countWords([article, article], 'en')).toBe(14);
  });

  test.each([
    [0, 1],
    [100, 1],
    [345, 2],
    [2300, 10],
  ])('%i words take %i minutes', (words, minutes) => {
    expect(readingMinutes(words)).toBe(minutes);
  });
});
