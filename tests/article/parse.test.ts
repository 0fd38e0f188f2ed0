import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { storyTexts } from '../../src/article/story-texts.ts';
import { parseArticle } from '../../src/article/parse.ts';
import { article, blockTexts, faults, FILE, parse, STORY, value } from './read.ts';
import { plainText, richText } from '../../src/article/rich-text.ts';

const SAMPLE = join(import.meta.dirname, '../../content/2023-06-14-blinken-beijing.txt');

describe('a headline', () => {
  test('of 250 characters as a reader sees them is one, whatever they take in UTF-16', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(
      value(parseArticle(Buffer.from(`${family.repeat(40)}\n\nStory text.\n`), 'a.txt')),
    ).toMatchObject({
      article: { headline: family.repeat(40) },
    });
  });

  test('that is longer is too long, with its length, and not absent', () => {
    const text = `${'word '.repeat(60).trim()}\n\nStory text.\n`;
    expect(parseArticle(Buffer.from(text), 'a.txt')).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'article/headline-too-long',
          place: { line: 1 },
          detail: 'it has 299 characters, at most 250 are allowed',
        },
      ],
    });
  });
});

describe('the sample article', () => {
  const text = readFileSync(SAMPLE, 'utf8');
  const { article: sample, settings } = value(parse(text));

  test('the sample has a section and a headline, and no field that its text lacks', () => {
    expect(sample.section).toBe('Politics');
    expect(sample.headline).toBe(
      'Blinken reschedules trip to China for this week after postponing for months over spy balloon',
    );
    expect(sample.byline).toBeUndefined();
    expect(sample.url).toBeUndefined();
    expect(settings).toEqual({});
  });

  test('the sample has three key points without bullets', () => {
    expect(sample.keyPointsHeading).toBe('Key Points');
    expect(sample.keyPoints.map(plainText)).toEqual([
      'Secretary of State Antony Blinken will travel to Beijing this week to meet with senior Chinese officials.',
      'The visit was originally slated for earlier this year but postponed after a reconnaissance balloon linked to China was discovered lingering over U.S. airspace.',
      "This week's trip follows an overnight call between Blinken and China's state councilor and foreign minister, Qin Gang.",
    ]);
  });

  test('the sample has the caption and the credit of its photo', () => {
    expect(sample.image).toEqual({
      caption:
        'U.S. Secretary of State Antony Blinken boards his plane for travel to Berlin at Joint Base Andrews, Maryland, on June 22, 2021.',
      credit: 'Andrew Harnik | Pool | Reuters',
    });
  });

  test('the dateline of the sample is separate from the first of thirteen paragraphs', () => {
    expect(sample.dateline).toBe('WASHINGTON');
    expect(sample.blocks.map(({ kind }) => kind)).toEqual(Array(13).fill('paragraph'));
    expect(blockTexts(sample)[0]).toMatch(/^Secretary of State .* announced Wednesday\.$/);
    expect(blockTexts(sample)[12]).toMatch(/^So far, .* Kremlin's war effort\.$/);
  });

  test('the line numbers of the sample are those of its file', () => {
    const lines = text.split('\n');
    expect(lines[sample.lines.headline - 1]).toBe(sample.headline);
    expect(lines[(sample.lines.image ?? 0) - 1]).toBe(sample.image?.caption);
    for (const block of sample.blocks.slice(1)) {
      expect(block).toHaveProperty('text', richText(lines[block.line - 1] ?? ''));
    }
  });

  test.each([
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['CR', text.replaceAll('\n', '\r')],
    ['a byte order mark', `\ufeff${text}`],
    ['white space at the ends of lines', text.replaceAll('\n', ' \t\n')],
    ['line breaks at its end', `${text}\n\n\n`],
  ])('the sample parses to the same article with %s', (_, variant) => {
    expect(value(parse(variant)).article).toEqual({ ...sample, file: FILE });
  });

  test('the texts of a story are its headline, key points and paragraphs', () => {
    expect(storyTexts(sample)).toEqual([
      sample.headline,
      ...sample.keyPoints.map(plainText),
      ...blockTexts(sample),
    ]);
  });
});

describe('sources that are not an article', () => {
  test.each([
    ['nothing', ''],
    ['white space', ' \r\n\t\u00a0\n'],
    ['a byte order mark alone', '\ufeff'],
  ])('%s is an empty article', (_, source) => {
    expect(faults(parse(source))).toEqual([['article/empty', 1]]);
  });

  test.each([
    ['only a headline', 'Ministers agree to meet again'],
    ['only a section and a headline', 'Politics\n\nMinisters agree to meet again'],
    ['only a headline and key points', 'Ministers agree to meet again\n\nKey Points\n• One.'],
    ['only a headline and a photo', 'Ministers agree to meet again\n\nA bridge\nJane Doe / AP'],
  ])('%s has no story', (_, source) => {
    expect(faults(parse(source)).map(([code]) => code)).toEqual(['article/no-body']);
  });

  test('a missing story is reported on the line of the headline, counted with the front matter', () => {
    const source = '---\nalt: A bridge\n---\n\nMinisters agree to meet again\n';
    expect(faults(parse(source))).toEqual([['article/no-body', 5]]);
  });

  test('a missing headline is reported on the line where it should be', () => {
    expect(faults(parse(`\n\n• One.\n\n${STORY}`))).toEqual([['article/no-headline', 3]]);
  });

  test('5 MB, UTF-16 and control characters are refused before the text is parsed', () => {
    expect(faults(parse(Buffer.alloc(5_000_000, 'a')))).toEqual([['article/too-large']]);
    expect(faults(parse(Buffer.from('\ufeffHead', 'utf16le')))).toEqual([['article/not-utf8', 1]]);
    expect(faults(parse(`---\nfoo: 1\n---\nA\u0007`))).toEqual([['article/control-character', 4]]);
  });

  test('every problem names its file', () => {
    const result = parse('---\nfoo: 1\n---\nHead');
    expect(result.problems.map(({ place }) => place?.file)).toEqual([FILE]);
  });
});

describe('scripts other than Latin', () => {
  test('an Arabic article is parsed', () => {
    const parsed = article(
      ...['سياسة', '', 'بلينكن يزور بكين هذا الأسبوع بعد تأجيل دام أشهرا', ''],
      ...['• يلتقي الوزير كبار المسؤولين.', '• تأجلت الزيارة بسبب المنطاد.', ''],
      ...[
        'يتوجه وزير الخارجية إلى بكين هذا الأسبوع.',
        '',
        'وقال البيت الأبيض إن اللقاء كان صريحا.',
      ],
    );
    expect(parsed.section).toBe('سياسة');
    expect(parsed.headline).toBe('بلينكن يزور بكين هذا الأسبوع بعد تأجيل دام أشهرا');
    expect(parsed.keyPoints.map(plainText)).toEqual([
      'يلتقي الوزير كبار المسؤولين.',
      'تأجلت الزيارة بسبب المنطاد.',
    ]);
    expect(parsed.blocks).toHaveLength(2);
  });

  test('a Hebrew article is parsed', () => {
    const parsed = article(
      ...['פוליטיקה', '', 'בלינקן יטוס לסין השבוע אחרי חודשים של דחיות', ''],
      ...[
        'ירושלים — שר החוץ האמריקני יטוס השבוע לבייג׳ינג.',
        '',
        'הבית הלבן אמר כי הפגישה הייתה כנה.',
      ],
    );
    expect(parsed.section).toBe('פוליטיקה');
    expect(parsed.headline).toBe('בלינקן יטוס לסין השבוע אחרי חודשים של דחיות');
    expect(parsed.blocks).toHaveLength(2);
  });

  test('emoji and combining marks are unchanged', () => {
    const parsed = article('🗳️ Wahl in Köln: 3 Parteien 👩‍👩‍👧‍👦', '', `e\u0301 ${STORY}`);
    expect(parsed.headline).toBe('🗳️ Wahl in Köln: 3 Parteien 👩‍👩‍👧‍👦');
    expect(blockTexts(parsed)).toEqual([`e\u0301 ${STORY}`]);
  });
});

describe('sources of hostile size', () => {
  const head = 'Ministers agree to meet again';

  test.each([
    ['one line of capitals', `${head}\n\n${'A'.repeat(900_000)}`],
    ['no-break spaces without end', `${head}\n\nAA${'\u00a0'.repeat(400_000)}x`],
    ['bullets without end', `${head}\n\nKey Points\n${'• a\n'.repeat(100_000)}${STORY}`],
    ['a bullet of lines without end', `${head}\n\n• a\n${'  b\n'.repeat(100_000)}${STORY}`],
    ['quotations without end', `${head}\n\n${'>a\n'.repeat(200_000)}`],
    ['bars without end', `${head}\n\n${'a | '.repeat(200_000)}`],
    ['towns without end', `${head}\n\n${'AB, AB (AB) '.repeat(70_000)}`],
    ['dashes without end', `${head}\n\n${'AB -'.repeat(200_000)}`],
  ])('%s is parsed', (_, source) => {
    const parsed = value(parse(source)).article;
    expect(parsed.headline).toBe(head);
    expect(parsed.blocks.length).toBeGreaterThan(0);
  });
});
