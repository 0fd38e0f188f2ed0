import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withTestBrowser } from '../browser/test-browser.ts';
import { openScriptPages, type ScriptPages } from './script-pages.ts';

await withTestBrowser(
  'the script',
  (browser) => {
    let pages: ScriptPages;
    let context: BrowserContext;
    let page: Page;
    let faults: string[] = [];

    beforeEach(async () => {
      pages = await openScriptPages();
      pages.desk.write('content/one.txt', '<h1>first words</h1>');
      pages.desk.write('content/two.txt', '<h1>second words</h1>');
      ({ context, page, faults } = await openTab(browser));
    });
    afterEach(async () => {
      await context.close();
      await pages.close();
      expect(faults).toEqual([]);
    });

    const open = async (path: string) => {
      await page.goto(pages.url + path, { waitUntil: 'load' });
      await page.locator('#pulse.here').waitFor({ state: 'attached' });
      // What it is told at its start has passed.
      await sleep(400);
    };
    const frame = (width: string) => page.frameLocator(`iframe[data-frame="${width}"]`);
    const shows = (width: string) => frame(width).locator('.variant').textContent();
    const query = () => new URL(page.url()).search;
    const until = (check: () => Promise<void>) =>
      vi.waitFor(check, { timeout: 5000, interval: 20 });

    test('puts every choice into the URL, and the back button undoes them one by one', async () => {
      await open('editions/one/nobody/');
      await page.getByLabel('phone').check();
      await page.getByLabel('dark').check();
      await page.getByLabel('no pictures').check();
      expect(query()).toBe('?view=phone&mode=dark&pictures=off');
      await until(async () => {
        expect(await shows('phone')).toBe('dark-no-pictures.html');
      });
      expect(await page.locator('iframe:visible').count()).toBe(1);
      await page.goBack();
      await until(async () => {
        expect(await shows('phone')).toBe('dark.html');
      });
      expect(await page.getByLabel('no pictures').isChecked()).toBe(false);
      await page.goBack();
      await page.goBack();
      expect(query()).toBe('');
      expect(await page.locator('iframe[data-frame="desktop"]').isVisible()).toBe(true);
      await until(async () => {
        expect(await shows('desktop')).toBe('light.html');
      });
    });

    test('opens a shared URL as it was seen, and what it does not know as usual', async () => {
      await open('editions/one/nobody/?view=all&mode=full&styles=off&tab=__proto__&pictures=%00');
      expect(await page.locator('iframe:visible').count()).toBe(3);
      await until(async () => {
        expect(await shows('tablet')).toBe('full-no-styles.html');
      });
      await page.getByRole('button', { name: 'Text' }).click();
      expect(await page.locator('#source').isVisible()).toBe(true);
      expect(await page.locator('iframe:visible').count()).toBe(0);
    });

    test('puts a saved letter into the frame in place, scrolled as it was, and then its regions', async () => {
      await open('editions/one/nobody/?view=phone');
      const phone = page.locator('iframe[data-frame="phone"]');
      const inside = await (await phone.elementHandle()).contentFrame();
      const seen = () =>
        inside?.evaluate(() => document.elementFromPoint(20, 150)?.textContent ?? '');
      await inside?.evaluate(() => {
        Object.assign(window, { kept: true });
        window.scrollTo(0, 400);
      });
      const before = await seen();
      expect(before).toMatch(/^line [1-9]/);
      pages.desk.write(
        'content/one.txt',
        '<h1 class="new">other words</h1><img src="x" onerror="parent.document.title=1">',
      );
      await frame('phone').locator('h1.new').waitFor();
      expect(await seen()).toBe(before);
      expect(await inside?.evaluate(() => 'kept' in window)).toBe(true);
      await page.locator('#source', { hasText: 'other words' }).waitFor({ state: 'attached' });
      await page.locator('#problems', { hasText: 'other words' }).waitFor();
      const fresh = await page.evaluate(async () => {
        const text = await (await fetch('light.html')).text();
        return new DOMParser().parseFromString(text, 'text/html').documentElement.outerHTML;
      });
      expect(await inside?.evaluate(() => document.documentElement.outerHTML)).toBe(fresh);
      expect(await page.title()).toContain('Test');
    });

    test('shows what is broken over the last good letter, until it is mended', async () => {
      await open('editions/one/nobody/');
      pages.desk.write('content/one.txt', 'broken at content/one.txt:3');
      await page.locator('#broken', { hasText: 'content/one.txt:3' }).waitFor();
      pages.desk.write('content/one.txt', '<h1>whole again</h1>');
      await page.locator('#broken').waitFor({ state: 'hidden' });
      await frame('desktop').getByText('whole again').waitFor();
    });

    test('keeps the focus where a region is brought up to date', async () => {
      await open('editions/one/nobody/');
      await page.locator('#show-3').focus();
      pages.desk.write('content/one.txt', '<h1>other words</h1>');
      await page.locator('#problems', { hasText: 'other words' }).waitFor();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('show-3');
    });

    test('is worked with the keys alone, but not while something is typed', async () => {
      await open('editions/one/nobody/');
      for (const key of ['2', 'd', 'd', 'i', 't']) await page.keyboard.press(key);
      expect(query()).toBe('?view=tablet&mode=partial&pictures=off&tab=text');
      await page.keyboard.press('p');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('problems');
      await page.keyboard.press('?');
      const help = page.getByRole('dialog', { name: 'Keys' });
      expect(await help.isVisible()).toBe(true);
      await page.keyboard.press('d');
      await page.keyboard.press('Escape');
      expect(await help.isVisible()).toBe(false);
      await page.getByLabel('View as').focus();
      await page.keyboard.type('4dipt?j');
      expect(query()).toBe('?view=tablet&mode=partial&pictures=off&tab=text');
      await page.locator('#problems').focus();
      await page.keyboard.press('j');
      await page.waitForURL(/editions\/two\/nobody\/\?view=tablet/);
    });

    test('goes to the letter of the subscriber that was found, seen in the same way', async () => {
      await open('editions/one/nobody/?mode=dark');
      const field = page.getByLabel('View as');
      await field.pressSequentially('bold');
      await page.locator('#readers option').nth(0).waitFor({ state: 'attached' });
      await until(async () => {
        const found = page.locator('#readers option');
        expect(await found.count()).toBe(1);
        expect(await found.getAttribute('value')).toBe('Ben <b>Bold</b> <ben@example.com>');
      });
      await field.press('Enter');
      await page.waitForURL(/editions\/one\/8\/\?mode=dark/);
    });

    test('shows the element of a problem in every frame, and opens its source', async () => {
      await open('editions/one/nobody/?tab=text');
      await page.locator('#show-3').click();
      await until(async () => {
        const place = frame('desktop').locator('#problem-3:target');
        expect(await place.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(
          300,
        );
      });
      await page.getByRole('button', { name: 'Open' }).click();
      await page.locator('#toast', { hasText: 'Opened content/one.txt.' }).waitFor();
      expect(pages.posted).toEqual(['/open file=content%2Fone.txt&line=4']);
    });

    test('sends a test and says what came of it', async () => {
      await open('editions/one/longest/');
      await page.getByRole('button', { name: 'Send a test' }).click();
      await page.getByRole('button', { name: 'Cancel' }).click();
      expect(await page.getByRole('dialog').count()).toBe(0);
      await page.getByRole('button', { name: 'Send a test' }).click();
      await page.getByRole('textbox', { name: 'To' }).fill('ada+test@example.com');
      await page.keyboard.press('Enter');
      await page.locator('#toast', { hasText: 'the mailbox' }).waitFor();
      expect(pages.posted).toEqual(['/editions/one/longest/test to=ada%2Btest%40example.com']);
      expect(await page.getByRole('dialog').count()).toBe(0);
    });

    test('asks before the mailbox is emptied', async () => {
      await open('editions/one/nobody/');
      page.once('dialog', (dialog) => void dialog.dismiss());
      await page.getByRole('button', { name: 'Empty' }).click();
      expect(pages.posted).toEqual([]);
      page.once('dialog', (dialog) => void dialog.accept());
      await page.getByRole('button', { name: 'Empty' }).click();
      await page.waitForURL(pages.url);
      expect(pages.posted).toEqual(['/mailbox/empty ']);
    });

    test('copies a source', async () => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await open('editions/one/nobody/?tab=text');
      await page.getByRole('button', { name: 'Copy' }).click();
      await page.locator('#toast', { hasText: 'Copied' }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        '<h1>first words</h1>',
      );
    });

    test('fills the rows in view, moves over them with j and k, and hears of new editions', async () => {
      await open('');
      await page.getByText('summary of <h1>first words</h1>').waitFor();
      pages.desk.write('content/zebra.txt', 'last words');
      await page.getByText('summary of last words').waitFor();
      pages.desk.write('content/zebra.txt', 'very last words');
      await page.getByText('summary of very last words').waitFor();
      expect(await page.locator('[data-row]').count()).toBe(3);
      const focused = () => page.evaluate(() => document.activeElement?.textContent.trim());
      for (const key of ['j', 'j', 'k', 'j', 'j', 'j']) await page.keyboard.press(key);
      expect(await focused()).toBe('zebra');
    });

    test('fetches a summary only when its row comes into view', async () => {
      for (let each = 100; each < 200; each++) pages.desk.write(`content/${each}.txt`, 'words');
      await open('');
      await sleep(200);
      const fetched = pages.asked.filter((path) => path.endsWith('summary.html')).length;
      expect(fetched).toBeGreaterThan(5);
      expect(fetched).toBeLessThan(90);
    });

    test('says that the studio has ended', async () => {
      await open('editions/one/nobody/');
      await pages.close();
      await page.locator('#pulse.gone').waitFor({ state: 'attached' });
      expect(await page.locator('#toast').textContent()).toContain('has ended');
      faults.length = 0;
    });
  },
  'loopback',
);

/** A tab that may ask nobody but this machine; what its scripts throw is kept. */
async function openTab(browser: Browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  return { context, page, faults };
}
