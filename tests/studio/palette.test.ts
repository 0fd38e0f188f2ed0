/** The palette in a real browser, over a newsletter with its real desk. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startStudio, type Studio } from '../../src/studio/server.ts';
import { withTestBrowser } from '../browser/test-browser.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OTHER = '2023-06-12-quebec';

await withTestBrowser(
  'the palette',
  (browser) => {
    let room: Newsroom;
    let studio: Studio;
    let page: Page;
    let url: string;
    beforeAll(async () => {
      room = await openNewsroom();
      room.write(OTHER, 'Politics\n\nLe Québec <b>vote</b>\n\nMONTREAL — It was so.\n');
      await room.maildir.deliver(Buffer.from('Subject: Hello\r\n\r\nDear reader'));
      studio = await startStudio(room.app, '127.0.0.1', 0);
      url = `http://127.0.0.1:${studio.port}/`;
      const context = await browser.newContext({ reducedMotion: 'reduce' });
      page = await context.newPage();
    });
    afterAll(async () => {
      await page.context().close();
      await studio.close();
      await room.close();
      expect(room.faults).toEqual([]);
    });
    beforeEach(async () => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${url}mailbox/`, { waitUntil: 'load' });
    });

    const input = () => page.getByRole('combobox', { name: 'Find' });
    const option = (name: string | RegExp) => page.getByRole('option', { name });
    const activeOption = () =>
      input().evaluate((element) => {
        const id = element.getAttribute('aria-activedescendant') ?? '';
        return document.getElementById(id)?.textContent;
      });

    test('finds an edition by a few letters and opens it, with the keyboard alone', async () => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('quebec');
      await option('Le Québec <b>vote</b>').waitFor();
      expect(await activeOption()).toContain('Le Québec <b>vote</b>');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${url}editions/${OTHER}/nobody/`);
    });

    test('moves through its options with the arrow keys, in a circle, and tells how many there are', async () => {
      await page.keyboard.press('Control+k');
      await option(/Blinken/).waitFor();
      const first = await activeOption();
      await page.keyboard.press('ArrowUp');
      expect(await activeOption()).not.toBe(first);
      await page.keyboard.press('ArrowDown');
      expect(await activeOption()).toBe(first);
      await page.keyboard.type('readers');
      await page
        .getByRole('status')
        .getByText(/^2 results$/)
        .waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`${url}readers/`);
    });

    test('goes to a button that sends a form without pressing it, and presses any other', async () => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('empty');
      await option(/Empty the mailbox/).click();
      const focused = () => page.evaluate(() => document.activeElement?.textContent.trim());
      expect(await focused()).toBe('Empty the mailbox');
      expect(await room.maildir.list()).toHaveLength(1);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('keys');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    });

    test('closes with Escape or its own key, and gives the focus back', async () => {
      await page.getByRole('searchbox', { name: 'Address, subject or text' }).focus();
      for (const key of ['Escape', 'Control+k']) {
        await page.keyboard.press('Control+k');
        await input().fill('bei');
        await page.keyboard.press(key);
        await input().waitFor({ state: 'detached' });
        const label = await page.evaluate(() => document.activeElement?.ariaLabel);
        expect(label).toBe('Address, subject or text');
      }
    });

    test('closes with its button and with a click beside it, for which no keyboard is needed', async () => {
      for (const close of [
        () => page.getByRole('button', { name: 'Close' }).click(),
        () => page.mouse.click(20, 600),
      ]) {
        await page.getByRole('link', { name: 'Find' }).click();
        await input().waitFor();
        await close();
        await input().waitFor({ state: 'detached' });
      }
    });

    test('leaves its key to what has the focus, if that uses it itself', async () => {
      const field = page.getByRole('searchbox', { name: 'Address, subject or text' });
      await field.focus();
      await field.evaluate((element) => {
        element.addEventListener('keydown', (event) => {
          event.preventDefault();
        });
      });
      await page.keyboard.press('Control+k');
      expect(await input().count()).toBe(0);
    });

    test('never shows what an earlier text has found, however late that arrives', async () => {
      await page.route('**/find.json?q=quebec', async (route) => {
        const answer = await route.fetch();
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.fulfill({ response: answer }).catch(() => undefined);
      });
      await page.keyboard.press('Control+k');
      const asked = page.waitForRequest('**/find.json?q=quebec');
      await page.keyboard.type('quebec');
      await asked;
      await input().fill('blinken');
      await option(/Blinken/).waitFor();
      await page.waitForTimeout(350);
      expect(await option(/Québec/).count()).toBe(0);
      await page.unroute('**/find.json?q=quebec');
    });

    test('searches everywhere with what was typed, also while the studio does not answer', async () => {
      await page.route('**/find.json*', (route) => route.abort());
      await page.keyboard.press('Control+k');
      await page.keyboard.type('50% & "more"');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/find\/\?q=/);
      await page.unroute('**/find.json*');
      expect(await page.getByLabel('Words').inputValue()).toBe('50% & "more"');
    });

    test('is opened by the button, which leads to the page “Find” without a script', async () => {
      await page.getByRole('link', { name: 'Find' }).click();
      await input().waitFor();
      const plain = await browser.newContext({ javaScriptEnabled: false });
      const other = await plain.newPage();
      await other.goto(`${url}editions/${ID}/nobody/`);
      await other.getByRole('link', { name: 'Find' }).click();
      await other.getByLabel('Words').fill('QUEBEC');
      await other.getByRole('button', { name: 'Find', exact: true }).click();
      await other.getByRole('link', { name: 'Le Québec <b>vote</b>' }).click();
      expect(other.url()).toBe(`${url}editions/${OTHER}/nobody/`);
      await plain.close();
    });

    test.each([1280, 390])(
      'is accessible in light and dark at %i pixels, and fits the screen',
      async (width) => {
        await page.setViewportSize({ width, height: 700 });
        await page.keyboard.press('Control+k');
        await option(/Blinken/).waitFor();
        await page.evaluate(AXE);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const violations = await page.evaluate(async () => {
            const run = (window as unknown as { axe: typeof axe }).axe.run;
            const found = await run(document, { resultTypes: ['violations'] });
            return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
          });
          expect(violations, colorScheme).toEqual([]);
        }
        const box = await page.locator('#palette').boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(700);
      },
    );
  },
  'loopback',
);
