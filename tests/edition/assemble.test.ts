import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Article, EditionSettings } from '../../src/article/article.ts';
import { parseArticle } from '../../src/article/parse.ts';
import { validateConfig } from '../../src/config/load.ts';
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

const NAME = { id: '2023-06-14-blinken-beijing', date: '2023-06-14' };
const FILE = `content/${NAME.id}.txt`;
const SAMPLE = join(import.meta.dirname, '../..', FILE);
const POINT = 'A point of forty-six characters, neither more.';

const ARTICLE: Article = {
  file: FILE,
  headline: 'Ministers agree to meet again',
  keyPoints: [POINT],
  blocks: [{ kind: 'paragraph', text: 'They met.', line: 5 }],
  lines: { headline: 1 },
};

function assemble(
  own: Partial<Article> = {},
  settings: EditionSettings = {},
  config: Partial<ConfigInput> = {},
) {
  const base = { name: 'News', from: 'news@example.com', postalAddress: 'x' };
  const result = assembleEdition(
    NAME,
    [{ article: { ...ARTICLE, ...own }, settings }],
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

describe('the sample', () => {
  const { edition, notes } = assemble(sample());

  test('is named and dated by its file', () => {
    expect(edition.id).toBe('2023-06-14-blinken-beijing');
    expect(edition.date).toBe('2023-06-14');
    expect(edition.publishedAt.toISOString()).toBe('2023-06-14T10:00:00.000Z');
  });

  test('has its whole headline as the subject', () => {
    expect(edition.subject).toBe(edition.lead.headline);
  });

  test('has a preheader of 40 to 130 characters: its first key point', () => {
    expect(edition.preheader).toBe(edition.lead.keyPoints[0]);
    expect(visibleLength(edition.preheader)).toBeGreaterThanOrEqual(40);
    expect(visibleLength(edition.preheader)).toBeLessThanOrEqual(130);
  });

  test('counts its words and minutes', () => {
    expect(edition.wordCount).toBeGreaterThan(390);
    expect(edition.wordCount).toBeLessThan(480);
    expect(edition.readingMinutes).toBe(2);
  });

  test('says that its photo is held back, with the line of the caption', () => {
    expect(notes).toEqual([['edition/photo-held-back', 9]]);
  });
});

describe('what the front matter decides', () => {
  test('takes subject, preheader and date from it', () => {
    const settings = { subject: 'Talks', preheader: `${POINT} So.`, date: '2023-12-24' };
    const { edition } = assemble({}, settings, { publishAt: '05:30' });
    expect(edition).toMatchObject(settings);
    expect(edition.publishedAt.toISOString()).toBe('2023-12-24T10:30:00.000Z');
    expect(edition.id).toBe(NAME.id);
  });

  test('does not call a subject cut that the editor wrote', () => {
    const { edition, notes } = assemble({ headline: 'word '.repeat(40) }, { subject: 'Talks' });
    expect(edition.subject).toBe('Talks');
    expect(notes).toEqual([]);
  });
});

describe('notes', () => {
  test('there are none about an article that is right', () => {
    const image = { source: 'https://example.com/a.jpg', alt: 'A bridge', caption: 'A bridge.' };
    expect(assemble({ image }).notes).toEqual([]);
  });

  test('cuts a headline that is too long for a subject, and says so with its line', () => {
    const headline = `${'talks '.repeat(30)}end`;
    const { edition, notes, problems } = assemble({ headline, lines: { headline: 7 } });
    expect(edition.subject).toMatch(/^(talks )+talks…$/);
    expect(visibleLength(edition.subject)).toBeLessThanOrEqual(SUBJECT_MAX);
    expect(edition.lead.headline).toBe(headline);
    expect(notes).toEqual([['edition/subject-cut', 7]]);
    expect(problems[0]?.detail).toContain('183');
  });

  test.each([
    [PREHEADER_MIN - 1, 1],
    [PREHEADER_MIN, 0],
    [PREHEADER_MAX, 0],
    [PREHEADER_MAX + 1, 1],
  ])('warns of a written preheader of %i characters: %i', (length, count) => {
    const { edition, notes } = assemble({}, { preheader: 'é'.repeat(length) });
    expect(visibleLength(edition.preheader)).toBe(length);
    expect(notes).toHaveLength(count);
  });

  test('says of every photo without a picture where it stands', () => {
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

describe('preheaderOf', () => {
  const preheader = (own: Partial<Article>) => preheaderOf({ ...ARTICLE, ...own });

  test('joins as many key points as fit whole', () => {
    expect(preheader({ keyPoints: [POINT, POINT, POINT] })).toBe(`${POINT} ${POINT}`);
  });

  test('does not skip a long key point for a short one behind it', () => {
    expect(preheader({ keyPoints: [POINT, 'long '.repeat(30), 'Short.'] })).toBe(POINT);
  });

  test('cuts a first key point that is too long after a whole word', () => {
    const cut = preheader({ keyPoints: ['talks '.repeat(40)] });
    expect(cut).toMatch(/^(talks )+talks…$/);
    expect(visibleLength(cut)).toBeLessThanOrEqual(PREHEADER_MAX);
  });

  test('takes the first words of a story without key points, and not the headline', () => {
    const blocks = [{ kind: 'list', items: ['One.', 'Two.'], line: 3 } as const, ...ARTICLE.blocks];
    expect(preheader({ keyPoints: [], blocks })).toBe('One. Two. They met.');
  });

  test('counts what a reader sees, not code units', () => {
    const family = '👩‍👩‍👧‍👦'.repeat(100);
    expect(preheader({ keyPoints: [family] })).toBe(family);
  });

  test('is empty where there is nothing to say', () => {
    expect(preheader({ keyPoints: [], blocks: [] })).toBe('');
  });
});

describe('reading', () => {
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
  ])('counts the words of "%s"', (text, words) => {
    expect(count(text)).toBe(words);
  });

  test('finds words where no spaces part them', () => {
    expect(count('ภาษาไทยไม่เว้นวรรค', 'th')).toBeGreaterThan(2);
  });

  test('counts headline, key points and every block but pictures', () => {
    const article: Article = {
      ...ARTICLE,
      headline: 'one two',
      keyPoints: ['three'],
      blocks: [
        { kind: 'heading', text: 'four', line: 1 },
        { kind: 'list', items: ['five', 'six'], line: 2 },
        { kind: 'quote', text: 'seven', line: 3 },
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
  ])('takes for %i words %i minutes', (words, minutes) => {
    expect(readingMinutes(words)).toBe(minutes);
  });
});
