/** Every mail of the site in a real browser: in each theme, in languages of both directions. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPage } from '../../src/browser/letter-page.ts';
import { MAIL_KINDS } from '../../src/config/mails/phrases.ts';
import { withTestBrowser } from '../browser/test-browser.ts';
import { sampleConfig } from '../support/sample.ts';
import { sampleMail } from '../support/sample-mails.ts';
import { measureTargets, sideways, smallText } from './in-page.ts';
import { AXE, MODES, show, violations, WIDTHS } from './violations.ts';

await withTestBrowser('the mails of the site', (browser) => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage(browser, { width: 640 });
    await page.evaluate(AXE);
  });
  afterAll(() => page.context().close());

  const looks = ['morning', 'wire'].flatMap((theme) =>
    ['en', 'de', 'ar'].map((lang) => ({ theme, lang })),
  );

  describe.each(looks)('in the theme $theme, in $lang', ({ theme, lang }) => {
    const config = sampleConfig({ theme: { name: theme } });
    test.each(MAIL_KINDS)('%s has no accessibility violation in any mode', async (kind) => {
      const { html } = await sampleMail(kind, lang, config);
      for (const mode of MODES) expect(await violations(page, html, mode)).toEqual([]);
    });

    test.each(MAIL_KINDS)('%s is easy to read and to tap, and does not scroll', async (kind) => {
      const { html } = await sampleMail(kind, lang, config);
      await page.emulateMedia({ colorScheme: 'light' });
      for (const width of WIDTHS) {
        await show(page, html, width);
        expect(await page.evaluate(smallText)).toEqual([]);
        const targets = await page.evaluate(measureTargets);
        const small = targets.filter(({ inSentence, height }) => inSentence || height < 43.95);
        expect(small).toEqual([]);
        expect(await page.evaluate(sideways)).toEqual({ by: 0, what: [] });
      }
    });
  });
});
