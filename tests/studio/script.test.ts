import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withTestBrowser } from '../browser/test-browser.ts';
import { openScriptPages, type ScriptPages } from './script-pages.ts';

const MANY = Object.fromEntries(
  Array.from({ length: 100 }, (_, index) => [String(100 + index), 'words']),
);

await withTestBrowser(
  'the script',
  (browser) => {
    let pages: ScriptPages;
    let context: BrowserContext;
    let page: Page;
    let faults: string[] = [];
    /** What the page's script has fetched: the path and the query of each answer. */
    let fetched: string[] = [];

    const start = async (articles: Readonly<Record<string, string>>) => {
      pages = await openScriptPages(articles);
      ({ context, page, faults, fetched } = await openTab(browser));
    };
    beforeEach(() => start({ one: '<h1>first words</h1>', two: '<h1>second words</h1>' }));
    const end = async () => {
      await context.close();
      await pages.close();
      expect(faults).toEqual([]);
    };
    afterEach(end);

    const until = (check: () => Promise<void> | void) =>
      vi.waitFor(check, { timeout: 30_000, interval: 20 });
    const open = async (path: string) => {
      await page.goto(pages.url + path, { waitUntil: 'load' });
      await page.locator('#pulse.here').waitFor({ state: 'attached' });
      if (!path.startsWith('editions/')) return;
      // A new page is told of the letter, and then of its problems: it fetches the letter for each.
      await until(() => {
        expect(fetched.filter((each) => each.includes('.html')).length).toBeGreaterThanOrEqual(2);
      });
    };
    const frame = (width: string) => page.frameLocator(`iframe[data-frame="${width}"]`);
    const shows = (width: string) => frame(width).locator('.variant').textContent();
    // What the page itself knows: the test hears of a change of its URL later.
    const query = () => page.evaluate(() => location.search);

    test('every choice of a look is put into the URL, and the back button undoes them one by one', async () => {
      await open('editions/one/nobody/');
      await page.getByLabel('phone').check();
      await page.getByLabel('dark').check();
      await page.getByLabel('no pictures').check();
      expect(await query()).toBe('?view=phone&mode=dark&pictures=off');
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
      expect(await query()).toBe('');
      expect(await page.locator('iframe[data-frame="desktop"]').isVisible()).toBe(true);
      await until(async () => {
        expect(await shows('desktop')).toBe('light.html');
      });
    });

    test('a shared URL opens with the same look; unknown choices in it count as the default', async () => {
      await open('editions/one/nobody/?view=all&mode=full&styles=off&tab=__proto__&pictures=%00');
      expect(await page.locator('iframe:visible').count()).toBe(3);
      await until(async () => {
        expect(await shows('tablet')).toBe('full-no-styles.html');
      });
      await page.getByRole('button', { name: 'Text' }).click();
      expect(await page.locator('#source').isVisible()).toBe(true);
      expect(await page.locator('iframe:visible').count()).toBe(0);
    });

    test('a saved letter changes in place in its frame, which stays scrolled, and then in the other panels', async () => {
      await open('editions/one/nobody/?view=phone');
      const phone = page.locator('iframe[data-frame="phone"]');
      const inside = await (await phone.elementHandle()).contentFrame();
      const seen = () =>
        inside?.evaluate(() => document.elementFromPoint(20, 150)?.textContent ?? '');
      await inside?.evaluate(() => {
        Object.assign(window, { kept: true });
        window.scrollTo(0, 400);
      });
      const source = await page.locator('#source').elementHandle();
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
      expect(await source.evaluate((element) => element.isConnected)).toBe(true);
      await page.locator('#problems', { hasText: 'other words' }).waitFor();
      const fresh = await page.evaluate(async () => {
        const text = await (await fetch('light.html')).text();
        return new DOMParser().parseFromString(text, 'text/html').documentElement.outerHTML;
      });
      expect(await inside?.evaluate(() => document.documentElement.outerHTML)).toBe(fresh);
      expect(await page.title()).toContain('Test');
    });

    test('a broken edition is shown above the last good letter until it is fixed', async () => {
      await open('editions/one/nobody/');
      pages.desk.write('content/one.txt', 'broken at content/one.txt:3');
      await page.locator('#broken', { hasText: 'content/one.txt:3' }).waitFor();
      pages.desk.write('content/one.txt', '<h1>whole again</h1>');
      await page.locator('#broken').waitFor({ state: 'hidden' });
      await frame('desktop').getByText('whole again').waitFor();
    });

    test('the focus stays on its element when a region of the page is updated', async () => {
      await open('editions/one/nobody/');
      await page.locator('#show-3').focus();
      pages.desk.write('content/one.txt', '<h1>other words</h1>');
      await page.locator('#problems', { hasText: 'other words' }).waitFor();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('show-3');
    });

    test('every key does what the help says, but not while the user is typing', async () => {
      await open('editions/one/nobody/');
      for (const key of ['2', 'd', 'd', 'i', 't']) await page.keyboard.press(key);
      expect(await query()).toBe('?view=tablet&mode=partial&pictures=off&tab=text');
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
      expect(await query()).toBe('?view=tablet&mode=partial&pictures=off&tab=text');
      await page.locator('#problems').focus();
      await page.keyboard.press('j');
      await page.waitForURL(/editions\/two\/nobody\/\?view=tablet/);
    });

    test('choosing a found subscriber opens the letter of that subscriber with the same look', async () => {
      await open('editions/one/nobody/?mode=dark');
      const field = page.getByLabel('View as');
      await field.pressSequentially('bold');
      await page.locator('#subscribers option').nth(0).waitFor({ state: 'attached' });
      await until(async () => {
        const found = page.locator('#subscribers option');
        expect(await found.count()).toBe(1);
        expect(await found.getAttribute('value')).toBe('Ben <b>Bold</b> <ben@example.com>');
      });
      await field.press('Enter');
      await page.waitForURL(/editions\/one\/8\/\?mode=dark/);
    });

    test('a problem leads to its element in every frame, and to its line in the editor', async () => {
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
      await page.getByRole('button', { name: 'Try' }).click();
      await page.locator('#toast', { hasText: 'No editor is set.' }).waitFor();
      expect(await page.locator('#toast').textContent()).not.toContain('Opened');
    });

    test('a test is sent from the dialog, and the page says where it went', async () => {
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

    test('the mailbox is emptied only after a confirmation', async () => {
      await open('editions/one/nobody/');
      page.once('dialog', (dialog) => void dialog.dismiss());
      await page.getByRole('button', { name: 'Empty' }).click();
      expect(pages.posted).toEqual([]);
      page.once('dialog', (dialog) => void dialog.accept());
      await page.getByRole('button', { name: 'Empty' }).click();
      await page.waitForURL(pages.url);
      expect(pages.posted).toEqual(['/mailbox/empty ']);
    });

    test('the copy button copies a source to the clipboard', async () => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await open('editions/one/nobody/?tab=text');
      await page.getByRole('button', { name: 'Copy' }).click();
      await page.locator('#toast', { hasText: 'Copied' }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        '<h1>first words</h1>',
      );
    });

    test('the list of editions fills its rows, moves the focus with j and k, and shows new editions', async () => {
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

    test('the summary of an edition is fetched when its row comes into view', async () => {
      await end();
      await start(MANY);
      await open('');
      const summaryOf = (id: string) => `/editions/${id}/summary.html`;
      const [first = '', ...others] = await page
        .locator('[data-summary]')
        .evaluateAll((rows) => rows.map((row) => row.id.replace('edition-', '')));
      const last = others.at(-1) ?? '';
      await until(() => {
        expect(fetched).toContain(summaryOf(first));
      });
      expect(pages.asked).not.toContain(summaryOf(last));
      await page.locator(`#edition-${last}`).scrollIntoViewIfNeeded();
      await until(() => {
        expect(fetched).toContain(summaryOf(last));
      });
    });

    test('a page says that the studio has stopped, and goes on when it runs again', async () => {
      await open('editions/one/nobody/');
      await pages.stop();
      await page.locator('#pulse.gone').waitFor({ state: 'attached' });
      await page.locator('#toast', { hasText: 'has stopped' }).waitFor();
      pages.desk.write('content/one.txt', '<h1>words of the night</h1>');
      await pages.start();
      await page.locator('#toast', { hasText: 'is running again' }).waitFor();
      await frame('desktop').getByText('words of the night').waitFor();
    });
  },
  'loopback',
);

/** Opens a tab, and keeps what its scripts throw and fetch. */
async function openTab(browser: Browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const fetched: string[] = [];
  page.on('requestfinished', (request) => {
    const { pathname, search } = new URL(request.url());
    if (request.resourceType() === 'fetch') fetched.push(pathname + search);
  });
  return { context, page, faults, fetched };
}
