import { chmodSync, cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { withTestBrowser } from '../browser/test-browser.ts';
import { ROOT } from '../support/sample.ts';
import { startSink } from '../support/smtp-sink.ts';
import { ARTICLE, letterText, openEdition, useStudio } from './studio-pages.ts';
import { SAMPLE_ID as ID } from '../support/newsletter.ts';

await withTestBrowser(
  'the studio',
  (browser) => {
    describe('an edition in the studio', () => {
      const studio = useStudio(browser, async (newsletter) => {
        await newsletter.run(['subscribers', 'import', 'content/subscribers.example.csv']);
        cpSync(join(ROOT, 'templates'), newsletter.path('templates'), { recursive: true });
        cpSync(newsletter.path(ARTICLE), newsletter.path('content/2023-06-13-a.txt'));
      });

      test('is shown at every width, in every mode and panel, without a request to another machine', async () => {
        const { page, strangers, faults } = studio();
        await openEdition(studio());
        for (const mode of ['dark', 'partial', 'full', 'light']) {
          await page.locator(`input[name="mode"][value="${mode}"]`).check({ force: true });
          const frame = page.locator(`iframe.letter[src*="${mode}"]`).first();
          await frame.waitFor({ state: 'attached' });
        }
        for (const view of ['tablet', 'phone', 'all', 'desktop']) {
          await page.locator(`input[name="view"][value="${view}"]`).check({ force: true });
          const shown = await page.locator('iframe.letter:visible').count();
          expect(shown, view).toBe(view === 'all' ? 3 : 1);
        }
        for (const tab of [
          'text',
          'inbox',
          'programs',
          'spam',
          'html',
          'mjml',
          'message',
          'headers',
          'size',
        ]) {
          await page.locator(`button[name="tab"][value="${tab}"]`).click();
          const panel = page.locator(`[data-tab="${tab}"]`).first();
          await panel.waitFor();
          await expect.poll(async () => (await panel.innerText()).length).toBeGreaterThan(50);
        }
        expect({ strangers, faults }).toEqual({ strangers: [], faults: [] });
      });

      test('is as wide as a device, or as its edge is dragged or moved with the keys', async () => {
        const { page, faults } = studio();
        await openEdition(studio());
        const width = () => letterText(page).evaluate(() => innerWidth);
        const query = () => new URL(page.url()).search;
        await page.getByLabel('Device').selectOption({ label: 'Pixel 9: 412 × 2.625' });
        expect([await width(), query()]).toEqual([412, '?view=phone&device=pixel-9']);
        expect(await page.locator('figcaption:visible').innerText()).toBe(
          'Pixel 9, 412 px × 2.625',
        );
        await page.getByLabel('Width in px').fill('9000');
        await page.keyboard.press('Tab');
        expect([await width(), query()]).toEqual([1600, '?view=phone&width=1600']);
        await page.locator('input[name="view"][value="phone"]').focus();
        await page.keyboard.press('1');
        expect([await width(), query()]).toEqual([760, '']);

        const grip = page.getByRole('separator', { name: 'Width of the letter' });
        await grip.press('ArrowLeft');
        await grip.press('Shift+ArrowLeft');
        expect([await width(), await grip.getAttribute('aria-valuenow')]).toEqual([749, '749']);
        const edge = await grip.boundingBox();
        if (!edge) throw new Error('The edge is not on the screen.');
        const [x, y] = [edge.x + edge.width / 2, edge.y + 200];
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(x - 60, y, { steps: 6 });
        await page.mouse.up();
        const dragged = await grip.boundingBox();
        expect(Math.abs((dragged?.x ?? 0) - (edge.x - 60))).toBeLessThanOrEqual(1);
        expect(query()).toBe(`?width=${await width()}`);
        await page.reload();
        expect(`?width=${await width()}`).toBe(query());
        expect(faults).toEqual([]);
      });

      test('changes on the screen when it is saved, without a reload', async () => {
        const { page, newsletter } = studio();
        await openEdition(studio());
        await page.evaluate(() => Object.assign(window, { untouched: true }));
        const source = readFileSync(newsletter.path(ARTICLE), 'utf8');
        newsletter.write(ARTICLE, source.replaceAll('this week', 'quite soon'));
        await letterText(page).getByRole('heading', { name: 'quite soon' }).waitFor();
        expect(await page.evaluate(() => 'untouched' in window)).toBe(true);
      });

      test('is followed in any number of tabs, of which one is seen', async () => {
        const { newsletter, page, url } = studio();
        // A browser opens six connections to a server, and each page that listens keeps one.
        for (let tab = 0; tab < 6; tab++) {
          const other = await page.context().newPage();
          await other.goto(url);
          await other.locator('#pulse.here').waitFor();
          await seen(other, false);
        }
        await openEdition(studio());
        await seen(page, false);
        newsletter.change(ARTICLE, 'Wednesday', 'Thursday');
        await seen(page, true);
        await letterText(page).getByText('Thursday').first().waitFor();
        newsletter.change(ARTICLE, 'Thursday', 'Wednesday');
      });

      test('with a broken template is reported with file and line, and recovers', async () => {
        const { page, newsletter } = studio();
        await openEdition(studio());
        const file = 'templates/morning/partials/headline.hbs';
        const good = readFileSync(newsletter.path(file), 'utf8');
        newsletter.write(file, `${good}{{#if lead}`);
        const broken = page.locator('#broken');
        await broken.waitFor();
        expect(await broken.innerText()).toContain('headline.hbs:');
        expect(await letterText(page).innerText()).toContain('Blinken');
        newsletter.write(
          file,
          good.replace('class="headline"', 'class="headline" data-mended="1"'),
        );
        await broken.waitFor({ state: 'hidden' });
        await letterText(page).locator('[data-mended]').waitFor();
      });

      test('is shown as a subscriber gets it', async () => {
        const { page } = studio();
        await openEdition(studio());
        const search = page.locator('[data-subscribers]');
        await search.fill('noa@');
        const found = page.locator('datalist option[value*="noa@"]').first();
        await found.waitFor({ state: 'attached' });
        await search.fill((await found.getAttribute('value')) ?? '');
        await page.waitForURL(/\/editions\/[^/]+\/\d+\//);
        await letterText(page).getByText('noa@example.com').waitFor();
      });

      test('can be used with the keyboard alone', async () => {
        const { page, url } = studio();
        await openEdition(studio());
        for (const [key, query] of [
          ['3', 'view=phone'],
          ['d', 'mode=dark'],
          ['t', 'tab=text'],
        ] as const) {
          await page.keyboard.press(key);
          await page.waitForURL((at) => at.search.includes(query));
        }
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        await page.keyboard.press('j');
        await page.waitForURL(`${url}editions/2023-06-13-a/**`);
        await page.keyboard.press('k');
        await page.waitForURL(`${url}editions/${ID}/**`);
      });

      test('is sent as a test, and found in the mailbox', async () => {
        const { page, url } = studio();
        await openEdition(studio());
        await page.getByRole('button', { name: 'Send a test' }).click();
        await page.getByRole('dialog').getByRole('textbox').first().fill('editor@example.com');
        await page.getByRole('dialog').locator('button.strong').click();
        await page.locator('#toast').getByText('mailbox').waitFor();
        await page.goto(`${url}mailbox/`);
        await page.getByText('[Test]').first().click();
        await letterText(page).getByRole('heading', { name: 'Blinken' }).waitFor();
        expect(await page.locator('main').innerText()).toContain('editor@example.com');
      });

      test('is exported as files that open from the disk', async () => {
        const { page, newsletter } = studio();
        const ran = await newsletter.run(['preview', ID, '--export', 'out']);
        expect(ran.code, ran.stderr).toBe(0);
        await page.goto(pathToFileURL(newsletter.path('out', 'index.html')).href);
        await page.getByText('Blinken').first().click();
        await letterText(page).getByRole('heading', { name: 'Blinken' }).waitFor();
        await page.locator('input[name="mode"][value="dark"]').check({ force: true });
        await expect
          .poll(() => page.frames().some((frame) => frame.url().endsWith('/dark.html')))
          .toBe(true);
        await letterText(page).getByRole('heading', { name: 'Blinken' }).waitFor();
        expect(existsSync(newsletter.path('out', 'mailbox'))).toBe(false);
        const pages = readFileSync(
          newsletter.path('out', 'editions', ID, 'longest', 'index.html'),
          'utf8',
        );
        expect(pages).not.toMatch(/(?:href|src)="\//);
      });
    });

    describe('a problem in the studio', () => {
      const studio = useStudio(
        browser,
        (newsletter) => {
          const source = readFileSync(newsletter.path(ARTICLE), 'utf8');
          newsletter.write(ARTICLE, source.replace('So far,', 'Lorem ipsum dolor. So far,'));
          newsletter.write(
            'editor.sh',
            '#!/bin/sh\nprintf "%s " "$@" > "$(dirname "$0")/opened"\n',
          );
          chmodSync(newsletter.path('editor.sh'), 0o755);
        },
        { EDITOR: './editor.sh' },
      );

      test('opens its line of the source in the editor', async () => {
        const { page, newsletter } = studio();
        await openEdition(studio());
        const item = page.locator('#problems').getByText('Lorem', { exact: false }).first();
        await item.waitFor();
        await page.locator('#problems [data-open-file]').first().click();
        await expect
          .poll(() => existsSync(newsletter.path('opened')), { timeout: 30_000 })
          .toBe(true);
        expect(readFileSync(newsletter.path('opened'), 'utf8')).toContain(ARTICLE);
      });
    });

    describe('a run of 500 in the studio', () => {
      const studio = useStudio(browser, async (newsletter) => {
        const rows = Array.from(
          { length: 500 },
          (_, index) => `p${index}@d${index % 5}.example.com`,
        );
        newsletter.write('list.csv', `email\n${rows.join('\n')}\n`);
        await newsletter.run(['subscribers', 'import', 'list.csv']);
        newsletter.configure(
          'delivery: { rate: { perSecond: 80 }, retry: { patienceMinutes: 0 } }',
        );
      });

      test('is followed while it is sent, and read afterwards', async () => {
        const { page, url, newsletter } = studio();
        const sink = await startSink({
          refuse: (to) => (to === 'p7@d2.example.com' ? [550, '5.7.1 not you'] : undefined),
        });
        const sending = newsletter.start(['send', '--yes'], { SMTP_URL: sink.url });
        const report = `${url}editions/${ID}/report/`;
        await expect
          .poll(async () => (await page.goto(report))?.status(), { timeout: 30_000 })
          .toBe(200);
        const counts = new Set<string>();
        while (sending.child.exitCode === null) {
          counts.add(await page.locator('main').innerText());
          await page.waitForTimeout(100);
        }
        expect(counts.size, 'it moves without a reload').toBeGreaterThan(3);
        const main = page.locator('main');
        await expect.poll(() => main.innerText()).toContain('499');
        expect(await main.innerText()).toContain('5.7.1 not you');
        expect(await page.locator('main svg').count()).toBeGreaterThan(0);
        await sink.close();
      });
    });
  },
  'loopback',
);

/** Says to a page whether it is in front of the others; this browser shows all of them. */
function seen(page: Page, isSeen: boolean): Promise<void> {
  return page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, !isSeen);
}
