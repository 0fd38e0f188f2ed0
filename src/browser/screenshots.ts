import type { Browser } from 'playwright-core';
import { openPage, showLetter, type Pictures } from './letter-page.ts';

/** The desktop shows the letter at 640 px with margins; the phone has two pixels per CSS pixel. */
const WIDTHS = [
  { name: '640', width: 760, height: 1000, scale: 1 },
  { name: '375', width: 375, height: 812, scale: 2 },
] as const;

const MODES = [
  { name: 'light', dark: false, pictures: true },
  { name: 'dark', dark: true, pictures: true },
  { name: 'images-off', dark: false, pictures: false },
] as const;

/**
 * Takes screenshots of the whole letter on a phone and a desktop, and returns them by file name. The
 * same letter in the same browser gives the same bytes. A picture that is not in `pictures` shows
 * its alternative text.
 */
export async function takeScreenshots(
  browser: Browser,
  html: string,
  pictures: Pictures,
): Promise<ReadonlyMap<string, Buffer>> {
  const shots = new Map<string, Buffer>();
  for (const { name: size, ...screen } of WIDTHS) {
    const page = await openPage(browser, screen);
    for (const mode of MODES) {
      await page.emulateMedia({ colorScheme: mode.dark ? 'dark' : 'light' });
      await showLetter(page, html, mode.pictures ? pictures : undefined);
      const options = { fullPage: true, animations: 'disabled', caret: 'hide' } as const;
      shots.set(`${size}-${mode.name}.png`, await page.screenshot(options));
    }
    await page.context().close();
  }
  return shots;
}
