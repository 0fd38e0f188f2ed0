/**
 * Every theme with hard editions, in a real browser, by measures that share nothing with our own
 * checks: barriers, size of type, size of links, scrolling sideways.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { plainText } from '../../src/article/rich-text.ts';
import { blockTexts } from '../../src/article/story-texts.ts';
import { openPage } from '../../src/browser/letter-page.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import type { Edition } from '../../src/edition/edition.ts';
import { personalise } from '../../src/letter/letter.ts';
import type { NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { withTestBrowser } from '../browser/test-browser.ts';
import {
  render,
  ROOT,
  sampleConfig,
  sampleEdition,
  sampleSender,
  sampleTheme,
} from '../support/sample.ts';
import { arabic, digest, hebrew, rich, richArabic } from './editions.ts';
import { measureTargets, measureTexts, sideways, smallText } from './in-page.ts';
import { AXE, MODES, show, violations, WIDTHS } from './violations.ts';

const THEMES = readdirSync(join(ROOT, 'templates')).filter((name) => name !== 'shared');

const ADA: NewSubscriber = { email: 'reader@example.com', name: 'Ada Lovelace', attributes: {} };
const UNBROKEN = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis';
const LONGEST: NewSubscriber = {
  email: `${'long'.repeat(16)}@mail.department.example.com`,
  name: `${UNBROKEN} ${'Maria Theresia '.repeat(4)}`.slice(0, 120).padEnd(120, 'x'),
  attributes: {},
};

interface Hard {
  readonly name: string;
  readonly edition: Edition;
  readonly reader?: NewSubscriber;
  readonly locale?: string;
}

const LETTERS: readonly Hard[] = [
  { name: 'the sample', edition: sampleEdition() },
  { name: 'a digest of five stories', edition: digest() },
  { name: 'Arabic', edition: arabic(), locale: 'ar' },
  { name: 'Hebrew', edition: hebrew(), locale: 'he' },
  { name: 'rich text', edition: rich() },
  { name: 'rich text in Arabic', edition: richArabic(), locale: 'ar' },
  { name: 'the longest names', edition: sampleEdition(), reader: LONGEST },
];

async function htmlOf({ edition, reader = ADA, locale = 'en-US' }: Hard, theme: string) {
  const settings: Partial<ConfigInput> = {
    locale,
    reason: 'You get this because you asked for the morning briefing of our desk.',
    links: {
      home: 'https://example.com/',
      preferences: 'https://example.com/preferences',
      web: 'https://example.com/archive/{edition}',
    },
    theme: { name: theme },
  };
  const config = sampleConfig(settings);
  const rendered = await render(edition, config, sampleTheme(theme));
  return personalise(rendered, sampleSender(config), reader).html;
}

/** What is read from start to end: no headings, no cells of tables, no credits. */
function runningTexts({ dek, keyPoints, blocks }: Article): readonly string[] {
  return [
    ...(dek === undefined ? [] : [dek]),
    ...keyPoints.map(plainText),
    ...blocks.flatMap((block) =>
      block.kind === 'heading' || block.kind === 'table' ? [] : blockTexts(block),
    ),
  ];
}

await withTestBrowser('the letter', (browser) => {
  const letters = THEMES.flatMap((theme) => LETTERS.map((letter) => ({ theme, ...letter })));

  // Opening a page costs more than all that is measured on it.
  let page: Page;
  beforeAll(async () => {
    page = await openPage(browser, { width: 640 });
    await page.evaluate(AXE);
  });
  afterAll(() => page.context().close());

  describe.each(letters)('in the theme $theme: $name', ({ theme, ...letter }) => {
    let html: string;
    beforeAll(async () => {
      html = await htmlOf(letter, theme);
    });

    /** Shows the letter in light mode at a width and asks something of the page. */
    const at = async <T>(width: number, ask: () => Promise<T>): Promise<T> => {
      await page.emulateMedia({ colorScheme: 'light' });
      await show(page, html, width);
      return ask();
    };

    test.each(MODES)('the letter has no accessibility violation in the mode "%s"', async (mode) => {
      expect(await violations(page, html, mode)).toEqual([]);
    });

    test('text is large enough, open, aligned to its start, and in lines of at most 75 characters', async () => {
      const { lead, further } = letter.edition;
      const texts = [lead, ...further].flatMap(runningTexts);
      const measured = await at(640, () => page.evaluate(measureTexts, texts));
      expect(measured.length).toBeGreaterThanOrEqual(runningTexts(lead).length);
      const offenders = measured.filter(
        ({ fontSize, lineHeight, align, rtl, characters }) =>
          fontSize < 16 ||
          !(lineHeight >= 1.5) ||
          !['start', rtl ? 'right' : 'left'].includes(align) ||
          rtl !== (letter.locale !== undefined) ||
          characters > 75,
      );
      expect(offenders).toEqual([]);
      for (const width of WIDTHS)
        expect(await at(width, () => page.evaluate(smallText))).toEqual([]);
    });

    test('links are large enough to tap', async () => {
      for (const width of WIDTHS) {
        const targets = await at(width, () => page.evaluate(measureTargets));
        expect(targets.length).toBeGreaterThan(2);
        const small = targets.filter(
          (each) =>
            !each.inSentence && (each.width < 24 || each.height < (each.button ? 43.95 : 24)),
        );
        expect(small).toEqual([]);
      }
    });

    test('the letter does not scroll sideways at 320 px, with and without its styles', async () => {
      const [styled, plain] = await at(320, async () => {
        const before = await page.evaluate(sideways);
        await page.evaluate(() => {
          for (const style of document.querySelectorAll('style')) style.remove();
        });
        return [before, await page.evaluate(sideways)] as const;
      });
      expect({ styled, plain }).toEqual({
        styled: { by: 0, what: [] },
        plain: { by: 0, what: [] },
      });
    });
  });
});
