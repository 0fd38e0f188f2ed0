import { describe, expect, test } from 'vitest';
import { checkLetter } from '../../src/check/check.ts';
import { composeLetter } from '../../src/letter/compose.ts';
import { personalise, spliceLetter } from '../../src/letter/letter.ts';
import { readerUrls } from '../../src/letter/recipient.ts';
import { loadTheme } from '../../src/render/theme.ts';
import { arabic, digest, hebrew, rich, richArabic } from '../audit/editions.ts';
import { finishedLetter } from './checks/sample-letter.ts';
import {
  render,
  sampleConfig,
  sampleEdition,
  sampleSender,
  sampleTheme,
} from '../support/sample.ts';

const stories = digest();
/** The lead's image has its own alt text, to tell it from the images of the other articles. */
const lead = { ...stories.lead, image: { ...stories.lead.image, alt: 'The plane on the runway' } };

const reader = { email: 'reader@example.com', attributes: {} };
const LETTERS = [
  { name: 'the sample', edition: sampleEdition(), locale: 'en-US', subscriber: reader },
  { name: 'a digest', edition: { ...stories, lead }, locale: 'en-US', subscriber: reader },
  { name: 'Arabic', edition: arabic(), locale: 'ar-EG', subscriber: reader },
  { name: 'Hebrew', edition: hebrew(), locale: 'he-IL', subscriber: reader },
  { name: 'rich text', edition: rich(), locale: 'en-GB', subscriber: reader },
  { name: 'rich text in Arabic', edition: richArabic(), locale: 'ar-EG', subscriber: reader },
  {
    name: 'the longest name',
    edition: sampleEdition(),
    locale: 'en-US',
    subscriber: { ...reader, name: 'Featherstonehaugh '.repeat(7).trim() },
  },
];

describe.each(['morning', 'wire'])('checking a letter in the theme %s', (name) => {
  test.each(LETTERS)('finds no problems in $name', async ({ edition, locale, subscriber }) => {
    const config = sampleConfig({ locale });
    const rendered = await render(edition, config, sampleTheme(name));
    const sender = sampleSender(config);
    const { html, text } = personalise(rendered, sender, subscriber);
    const raw = Buffer.concat(
      spliceLetter(composeLetter(edition, rendered, sender), subscriber).chunks,
    );
    const urls = readerUrls(sender, subscriber);
    const problems = checkLetter({
      edition,
      config,
      html,
      text,
      raw,
      urls,
      real: false,
    });
    expect(problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(75_000);
  });
});

/** Each language that has phrases of its own. */
const LOCALES = [
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'uk',
  'tr',
  'ar',
  'he',
  'ja',
  'zh',
  'zh-TW',
];

test.each(LOCALES)('the phrases of %s pass the checks', async (locale) => {
  const links = { home: 'https://example.com/', preferences: 'https://example.com/p' };
  const web = 'https://example.com/archive/{edition}';
  const config = sampleConfig({ locale, links: { ...links, web } });
  const problems = checkLetter(await finishedLetter(stories, config));
  expect(problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
});

test('a theme that does not exist is reported with the existing themes', () => {
  const result = loadTheme('evening', ['templates'], '.');
  expect(result.problems).toMatchObject([
    { code: 'template/missing', detail: 'no folder templates/evening. Themes: morning, wire' },
  ]);
});
