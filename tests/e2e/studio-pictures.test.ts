import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { withTestBrowser } from '../browser/test-browser.ts';
import { flag } from '../pictures/images.ts';
import { AXE, sideways, violationsOf } from '../site/page-checks.ts';
import { useStudio, type StudioBench } from './studio-pages.ts';

const ID = '2023-06-15-harbor';
const FILE = `content/${ID}.md`;
const STORY = '# The harbor bill advances\n\nThe first paragraph.\n\nThe last paragraph.\n';

await withTestBrowser(
  'pictures in the studio',
  (browser) => {
    describe('pictures', () => {
      const studio = useStudio(browser, async (newsletter) => {
        newsletter.write(FILE, STORY);
        newsletter.write('photo.jpg', await flag(1600, 1000).jpeg().toBuffer());
      });

      test('are added at the cursor from the editor, and above the text from an earlier edition', async () => {
        const { page, url, newsletter, strangers, faults } = studio();
        await page.goto(`${url}editions/${ID}/write/`);
        await page.locator('.cm-line', { hasText: 'The first paragraph.' }).click();
        await page.getByRole('button', { name: 'Picture' }).click();
        const dialog = page.getByRole('dialog', { name: 'Pictures' });
        await dialog.getByLabel('Choose a picture').setInputFiles(newsletter.path('photo.jpg'));
        await dialog.getByRole('button', { name: 'Continue' }).click();
        const add = page.getByRole('dialog', { name: 'Add a picture' });
        await add.getByRole('button', { name: 'Add to the story' }).click();
        expect(await add.getByRole('alert').innerText()).toContain('no alternative text yet');
        await add.getByLabel('What it shows').fill('A blue and red flag');
        // Closed by mistake: what was typed is still there.
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Picture' }).click();
        await add.getByLabel('Square').check();
        await add.locator('input[type="image"]').click({ position: { x: 5, y: 100 } });
        await add.getByLabel('In the text').check();
        await add.getByRole('button', { name: 'Add to the story' }).click();
        await add.waitFor({ state: 'hidden' });
        const picture = `![A blue and red flag](${ID}-photo.jpg#xywh=percent:0,0,62.5,100)`;
        await saved(
          studio(),
          STORY.replace('first paragraph.\n', `first paragraph.\n\n${picture}\n`),
        );

        await page.getByRole('button', { name: 'Picture' }).click();
        await dialog.getByRole('link', { name: 'Use an earlier one' }).click();
        const earlier = page.getByRole('dialog', { name: 'Earlier pictures' });
        await earlier.getByRole('link', { name: 'A blue and red flag' }).click();
        expect(await add.getByLabel('What it shows').inputValue()).toBe('A blue and red flag');
        await add.getByLabel('Above the text').check();
        await add.getByRole('button', { name: 'Add to the story' }).click();
        await add.waitFor({ state: 'hidden' });
        await expect.poll(() => fileOf(studio())).toContain(`image: ${ID}-photo.jpg#xywh=`);
        expect({ strangers, faults }).toEqual({ strangers: [], faults: [] });
      });

      test('are dropped on the text, described by the keyboard alone, and axe finds nothing on the way', async () => {
        const bench = studio();
        const { page, url, newsletter, faults } = bench;
        newsletter.write(FILE, STORY);
        await page.goto(`${url}editions/${ID}/write/`);
        const line = page.locator('.cm-line', { hasText: 'The last paragraph.' });
        const { x = 0, y = 0 } = (await line.boundingBox()) ?? {};
        const dataTransfer = await page.evaluateHandle(dropOf, [
          ...(await flag(800, 500).jpeg().toBuffer()),
        ]);
        const event = { dataTransfer, clientX: x + 5, clientY: y + 5 };
        await line.dispatchEvent('drop', event);
        const add = page.getByRole('dialog', { name: 'Add a picture' });
        await add.waitFor();
        await page.evaluate(AXE);
        for (const colorScheme of ['dark', 'light'] as const) {
          // Colours that are still changing have no contrast of their own.
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          for (const viewport of [PHONE, { width: 1280, height: 900 }]) {
            await page.setViewportSize(viewport);
            expect(await violationsOf(page), `${colorScheme} ${viewport.width}`).toEqual([]);
            expect(await add.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
          }
        }
        await page.keyboard.type('A flag');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        await page.keyboard.type('In the wind');
        await page.keyboard.press('Enter');
        await add.waitFor({ state: 'hidden' });
        const picture = `![A flag](${ID}-on-the-quay.jpg "In the wind")`;
        await saved(bench, `${STORY}\n${picture}\n\n`);
        await page.keyboard.press('Control+z');
        await saved(bench, STORY);
        expect(faults).toEqual([]);
      });

      test('have pages that work without a script, on a phone too, and in which axe finds nothing', async () => {
        const { url, newsletter } = studio();
        const pages = `${url}editions/${ID}/pictures/`;
        const plain = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
        const page = await plain.newPage();
        await page.goto(pages);
        await page.getByLabel('Choose a picture').setInputFiles(newsletter.path('photo.jpg'));
        await page.getByRole('button', { name: 'Continue' }).click();
        const added = page.url();
        await page.getByLabel('What it shows').fill('A flag');
        await page.getByLabel('Tall, 4:5').check();
        await page.locator('input[type="image"]').click({ position: { x: 310, y: 10 } });
        expect(await page.getByLabel('What it shows').inputValue()).toBe('A flag');
        expect(await page.locator('input[name="x"]').inputValue()).toBe('97');
        await page.getByLabel('Above the text').check();
        await page.getByRole('button', { name: 'Add to the story' }).click();
        await page.getByRole('heading', { name: 'In this story' }).waitFor();
        expect(fileOf(studio())).toContain('#xywh=percent:50,0,50,100\nalt: A flag\n');
        await plain.close();

        for (const colorScheme of ['light', 'dark'] as const) {
          const context = await browser.newContext({ colorScheme, viewport: PHONE });
          const looked = await context.newPage();
          for (const path of [pages, added, `${pages}earlier/`, `${pages}story/0/0/`]) {
            await looked.goto(path);
            await looked.evaluate(AXE);
            expect(await violationsOf(looked), `${colorScheme} ${path}`).toEqual([]);
            expect(await sideways(looked), path).toBe(0);
          }
          await context.close();
        }
      });
    });
  },
  'loopback',
);

const PHONE = { width: 390, height: 800 };

function fileOf({ newsletter }: StudioBench): string {
  return readFileSync(newsletter.path(FILE), 'utf8');
}

async function saved(bench: StudioBench, text: string): Promise<void> {
  await expect.poll(() => fileOf(bench)).toBe(text);
}

/** Runs in the page: what a drop of a photo carries. */
function dropOf(bytes: readonly number[]): DataTransfer {
  const data = new DataTransfer();
  const type = 'image/jpeg';
  data.items.add(new File([new Uint8Array(bytes)], 'On the quay.JPG', { type }));
  return data;
}
