import type axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { AXE } from '../audit/violations.ts';
import { withTestBrowser } from '../browser/test-browser.ts';
import { makeNewsletter } from '../support/newsletter.ts';
import { letterText, useStudio } from './studio-pages.ts';

const STORY = 'content/2023-06-15-harbor.md';
const WRITE = 'editions/2023-06-15-harbor/write/';
const MARKDOWN = `---
# The desk's own comment stays.
section: Politics
byline: By Nora Vell
---

# House panel advances harbor bill

## Key points

- The committee sent [the bill](https://example.com/bill) to the floor.
- Coastal states would get **eight years**.

**WASHINGTON** — The House transport committee voted on Wednesday.

The end of the story is here.
`;

await withTestBrowser(
  'the editor of the studio',
  (browser) => {
    const until = (what: () => unknown) => expect.poll(what, { interval: 50 });
    const editor = (page: Page) => page.locator('.write .cm-content');
    const line = (page: Page, text: string) => page.locator('.write .cm-line', { hasText: text });
    const state = (page: Page) => page.locator('#save-state');
    const open = async (page: Page, url: string) => {
      await page.goto(url + WRITE);
      await editor(page).waitFor({ state: 'attached' });
    };
    const typeAtEnd = async (page: Page, text: string, typed: string) => {
      await line(page, text).click();
      await page.keyboard.press('End');
      await page.keyboard.type(typed);
    };

    describe('over a story in Markdown', () => {
      const studio = useStudio(browser, (newsletter) => {
        newsletter.write(STORY, MARKDOWN);
      });
      const isSaved = async () => {
        await until(() => state(studio().page).getAttribute('data-tone')).toBe('good');
        return studio().newsletter.read(STORY);
      };

      test('what is typed is in the file and in the letter, the rest of the file stays, and undo reaches beyond a reload', async () => {
        const { page, url, newsletter, strangers, faults } = studio();
        newsletter.write(STORY, MARKDOWN);
        await open(page, url);
        await typeAtEnd(page, 'The end of the story', ' Typed words.');
        await until(() => letterText(page).innerText()).toContain('is here. Typed words.');
        await until(() => newsletter.read(STORY)).toBe(
          MARKDOWN.replace('is here.', 'is here. Typed words.'),
        );
        await page.getByLabel('Subject', { exact: true }).fill('Harbor bill');
        await until(isSaved).toContain('subject: Harbor bill\n');
        await page.reload();
        await editor(page).click();
        await page.keyboard.press('Control+z');
        await until(isSaved).not.toContain('Typed words');
        const subject = page.getByLabel('Subject', { exact: true });
        await subject.press('Control+z');
        await until(isSaved).not.toContain('subject:');
        await subject.press('Control+y');
        await until(isSaved).toContain('subject: Harbor bill\n');
        expect(newsletter.read(STORY)).toContain("# The desk's own comment stays.\n");
        expect({ strangers, faults }).toEqual({ strangers: [], faults: [] });
      });

      test('the line that is typed on is never under the toolbar or the buttons that stick over the story', async () => {
        const { page, url, newsletter } = studio();
        newsletter.write(
          STORY,
          `${MARKDOWN}\n${'One more paragraph.\n\n'.repeat(80)}The last line.\n`,
        );
        await open(page, url);
        const isFree = async (text: string) => {
          const boxes = [line(page, text), page.locator('.tools'), page.locator('.write-actions')];
          const [typed, above, below] = await Promise.all(boxes.map((each) => each.boundingBox()));
          if (!typed || !above || !below) return false;
          return typed.y >= above.y + above.height && typed.y + typed.height <= below.y;
        };
        await editor(page).click();
        await page.keyboard.press('ControlOrMeta+End');
        await until(() => isFree('The last line')).toBe(true);
        await page.keyboard.press('ControlOrMeta+Home');
        await page.keyboard.type(' ');
        await until(() => isFree('House panel advances')).toBe(true);
        await isSaved();
      });

      test('the toolbar and its keys format what is selected, without a mouse', async () => {
        const { page, url, newsletter } = studio();
        newsletter.write(STORY, MARKDOWN);
        await open(page, url);
        await line(page, 'The end of the story').click();
        await page.keyboard.press('End');
        await page.keyboard.press('Shift+Home');
        await page.keyboard.press('Control+b');
        await until(isSaved).toContain('\n**The end of the story is here.**\n');
        await page.getByRole('button', { name: 'Bold' }).focus();
        for (let step = 0; step < 7; step++) await page.keyboard.press('ArrowRight');
        expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Quotation');
        await page.keyboard.press('Enter');
        await until(isSaved).toContain('\n> **The end of the story is here.**\n');
      });

      test('a problem is at its line, its place in the list leads there, and it goes when it is fixed', async () => {
        const { page, url, newsletter } = studio();
        newsletter.write(STORY, MARKDOWN);
        await open(page, url);
        await typeAtEnd(page, 'The end of the story', ' [x](ftp://x)');
        await page.locator('.cm-lint-marker-error').waitFor();
        await line(page, 'House panel').click();
        await page
          .locator('#problems')
          .getByRole('button', { name: `${STORY}:16` })
          .click();
        await page.keyboard.press('Control+z');
        await until(() => page.locator('.cm-lint-marker-error').count()).toBe(0);
        await until(isSaved).toBe(MARKDOWN);
        await page.getByLabel('Send at').fill('25:99');
        await page.keyboard.press('Tab');
        await page.locator('#problem-of-send').waitFor();
        await page.getByLabel('Send at').fill('');
        await page.keyboard.press('Tab');
        await until(() => page.locator('#problem-of-send').count()).toBe(0);
      });

      test('a click in the letter leads to the line or the field it comes from', async () => {
        const { page, url, newsletter } = studio();
        newsletter.write(STORY, MARKDOWN);
        await open(page, url);
        await letterText(page).getByText('The House transport committee').last().click();
        await until(() => editor(page).evaluate((each) => each === document.activeElement)).toBe(
          true,
        );
        await page.keyboard.type('Later: ');
        await until(isSaved).toContain('\nLater: **WASHINGTON** — The House');
        await letterText(page).getByText('By Nora Vell').last().click();
        await until(() => page.locator(':focus').getAttribute('name')).toBe('byline');
      });

      test('a click in the letter on a text of another story leads to that story’s line, or to its field', async () => {
        const { page, url, newsletter } = studio();
        const folder = 'content/2023-06-16-two';
        newsletter.write(`${folder}/1-lead.md`, MARKDOWN.replaceAll('House', 'Senate'));
        newsletter.write(`${folder}/2-next.md`, MARKDOWN);
        await page.goto(`${url}editions/2023-06-16-two/write/`);
        await editor(page).waitFor({ state: 'attached' });
        await letterText(page).getByText('The House transport committee').last().click();
        await page.waitForURL('**/write/?story=1#line-14');
        await until(() => editor(page).evaluate((each) => each === document.activeElement)).toBe(
          true,
        );
        await page.keyboard.type('Later: ');
        await until(() => newsletter.read(`${folder}/2-next.md`)).toContain(
          '\nLater: **WASHINGTON** — The House',
        );
        await letterText(page).getByText('By Nora Vell').first().click();
        await page.waitForURL('**/write/?story=0#field-byline');
        await until(() => page.locator(':focus').getAttribute('name')).toBe('byline');
      });

      test('a file that changed elsewhere is shown while all is saved, and never overwritten while it is not', async () => {
        const { page, url, newsletter } = studio();
        newsletter.write(STORY, MARKDOWN);
        await open(page, url);
        newsletter.change(STORY, 'is here.', 'is there.');
        await until(() => editor(page).innerText()).toContain('is there.');
        await page.route('**/write/*', (route) =>
          route.request().method() === 'POST' ? route.abort() : route.continue(),
        );
        await typeAtEnd(page, 'Coastal states', ' Mine.');
        await until(() => state(page).innerText()).toContain('Not saved.');
        newsletter.change(STORY, 'is there.', 'is elsewhere.');
        await page.unroute('**/write/*');
        await page.getByRole('button', { name: 'Compare and choose' }).click();
        const dialog = page.getByRole('dialog');
        expect(await dialog.innerText()).toContain('is elsewhere.');
        expect(newsletter.read(STORY)).not.toContain('Mine.');
        expect(await violationsOf(page)).toEqual([]);
        await dialog.getByRole('button', { name: 'Take this part' }).last().click();
        await dialog.getByRole('button', { name: 'Save “My text”' }).click();
        await until(isSaved).toMatch(/ Mine\.\n[^]*is elsewhere\.\n/);
      });

      test('two windows of a story take in what the other has saved', async () => {
        const { page, url, newsletter } = studio();
        newsletter.write(STORY, MARKDOWN);
        await open(page, url);
        const other = await page.context().newPage();
        await open(other, url);
        await typeAtEnd(page, 'Coastal states', ' One.');
        await until(() => editor(other).innerText()).toContain('One.');
        await typeAtEnd(other, 'The end of the story', ' Two.');
        await until(() => editor(page).innerText()).toContain('Two.');
        await until(isSaved).toMatch(/ One\.\n[^]* Two\.\n/);
      });

      test.for([
        ['light', 1280],
        ['dark', 1280],
        ['light', 390],
        ['dark', 390],
      ] as const)('axe finds nothing on the page, %s, %d px wide', async ([colorScheme, width]) => {
        const { page, url, newsletter } = studio();
        newsletter.write(STORY, MARKDOWN.replace('is here.', 'is here. [x](ftp://x)'));
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 844 });
        await open(page, url);
        await page.locator('.finding').first().waitFor({ state: 'attached' });
        const panes = width === 390 ? ['Letter', 'Story', 'Details'] : [];
        expect(await violationsOf(page)).toEqual([]);
        for (const name of panes) {
          await page.locator('.panes').getByRole('button', { name }).click();
          expect(await violationsOf(page), name).toEqual([]);
        }
        const beyond = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect(beyond, 'pixels wider than the screen').toBe(0);
      });
    });

    test('what was typed while the studio was killed, and the page closed, is offered and saved by the next one', async () => {
      const newsletter = makeNewsletter();
      newsletter.write(STORY, MARKDOWN);
      const context: BrowserContext = await browser.newContext();
      const start = async (port: string) => {
        const running = newsletter.start(['preview', '--port', port]);
        const [url] = await running.printed(/http:\/\/127\.0\.0\.1:\d+\//);
        return { running, url };
      };
      const first = await start('0');
      const page = await context.newPage();
      await open(page, first.url);
      first.running.child.kill('SIGKILL');
      await first.running.ended;
      await typeAtEnd(page, 'The end of the story', ' Typed in vain?');
      await until(() => state(page).innerText()).toContain('The studio does not respond.');
      await page.close();
      const second = await start(new URL(first.url).port);
      const next = await context.newPage();
      await open(next, second.url);
      expect(newsletter.read(STORY)).toBe(MARKDOWN);
      await next.locator('.kept-text').getByRole('button', { name: 'Compare and choose' }).click();
      await next.getByRole('button', { name: 'Save “The kept text”' }).click();
      await until(() => newsletter.read(STORY)).toContain('Typed in vain?');
      expect(await next.locator('.kept-text').count()).toBe(0);
      await context.close();
      second.running.child.kill('SIGTERM');
      await second.running.ended;
    });
  },
  'loopback',
);

/** Returns what axe-core finds on the page, its letter apart. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe: engine } = window as unknown as { axe: typeof axe };
    const { violations } = await engine.run({ exclude: ['iframe.letter'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
