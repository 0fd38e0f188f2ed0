import { describe, expect, test } from 'vitest';
import type { Article } from '../../../src/article/article.ts';
import { checkCharacters } from '../../../src/check/checks/characters.ts';
import { checkMarkup } from '../../../src/check/checks/markup.ts';
import type { Check } from '../../../src/check/parsed-letter.ts';
import { sampleEdition } from '../../support/sample.ts';
import { findings, sampleLetter } from './sample-letter.ts';
import { paragraph } from '../../support/blocks.ts';

const LINE = 42;

/** What a check finds where a text is a paragraph of the story: code, line and detail. */
function inStory(check: Check, text: string) {
  const { lead, ...edition } = sampleEdition();
  const blocks: Article['blocks'] = [...lead.blocks, paragraph(text, LINE)];
  const found = check(sampleLetter({ edition: { ...edition, lead: { ...lead, blocks } } }));
  return found.map(({ code, place, detail }) => [code, place?.line, detail]);
}

describe('the characters of the sample', () => {
  test('are all well', () => {
    expect(findings(checkCharacters)).toEqual([]);
    expect(findings(checkMarkup)).toEqual([]);
  });
});

describe('damaged characters', () => {
  test.each([
    ['cafÃ© au lait', 'Ã©'],
    ['itâ€™s late', 'â€™'],
    ['he said â€œno', 'â€œ'],
    ['12Â 000 people', 'Â\u00a0'],
    ['a BOM ï»¿in the middle', 'ï»¿'],
    ['an emoji ðŸ˜€', 'ðŸ'],
  ])('such as in "%s" are found with their line', (text, match) => {
    const own = text.replace('Â ', 'Â\u00a0');
    const [found] = inStory(checkCharacters, own);
    expect(found?.slice(0, 2)).toEqual(['letter/mojibake', LINE]);
    expect(found?.[2]).toContain(`"${match}"`);
  });

  test.each(['São Paulo', 'À la carte', 'Âge d’or', 'señor', 'ÃÃO', 'Île-de-France', '北京'])(
    'are not found in %s',
    (text) => {
      expect(inStory(checkCharacters, text)).toEqual([]);
    },
  );
});

describe('characters that nobody sees', () => {
  test.each(['\u202eevil\u202c', 'a \u2066b\u2069', 'x\u202dy'])(
    'that turn the direction of a text are found: %j',
    (text) => {
      expect(inStory(checkCharacters, text)[0]?.slice(0, 2)).toEqual([
        'letter/invisible-text',
        LINE,
      ]);
    },
  );

  test.each(['\u200b', '\u200b\u200d \u2060', '\ufeff'])(
    'are found where a line has no others: %j',
    (text) => {
      expect(inStory(checkCharacters, text)[0]?.[0]).toBe('letter/invisible-text');
    },
  );

  test('may join emoji, letters and words', () => {
    expect(inStory(checkCharacters, 'family 👨‍👩‍👧, می‌خواهم, soft\u00adhyphen')).toEqual([]);
  });

  test('are found in a subject and in the newsletter’s name', () => {
    const edition = { ...sampleEdition(), subject: 'News \u202etoday' };
    const { config } = sampleLetter();
    const letter = sampleLetter({ edition, config: { ...config, name: 'The \u202eDaily' } });
    expect(checkCharacters(letter)).toHaveLength(2);
  });

  test('of a private font are found by their number', () => {
    expect(inStory(checkCharacters, 'An icon \ue012 here')).toEqual([
      ['letter/private-character', LINE, 'U+E012 after "An icon"'],
    ]);
  });
});

describe('marks of another format', () => {
  test.each([
    ['an HTML entity', 'Fish &amp; chips'],
    ['an HTML entity', 'It&rsquo;s'],
    ['an HTML entity', 'A dash &#8212; here'],
    ['an HTML tag', 'A <b>bold</b> word'],
    ['an HTML tag', 'One<br/>two'],
    ['a Markdown link', 'See [the report](https://example.com/a)'],
    ['Markdown bold or italics', 'A **bold** word'],
    ['Markdown bold or italics', 'A __bold__ word'],
    ['a Markdown heading', '## What happens next'],
    ['a Markdown table', '| --- | --- |'],
    ['a Markdown code mark', 'Run `npm test` now'],
    ['a quoted-printable remnant', 'the end=20'],
    ['a quoted-printable remnant', 'it=E2=80=99s'],
    ['a quoted-printable remnant', 'i= t was'],
  ])('are found: %s in "%s"', (name, text) => {
    const [found] = inStory(checkMarkup, text);
    expect(found?.slice(0, 2)).toEqual(['letter/markup', LINE]);
    expect(found?.[2]).toContain(name);
  });

  test.each([
    'AT&T and R&D; S&P 500',
    'a < b and c > d',
    '5 * 3 * 2 = 30',
    'He said [sic] (again)',
    '#metoo and #1',
    'x = 20 and y=20x',
    'https://example.com/?a=20&amp;b=**c**',
    'snake__case__name',
    'Profits | losses',
    'f*** you',
  ])('are not found in "%s"', (text) => {
    expect(inStory(checkMarkup, text)).toEqual([]);
  });
});
