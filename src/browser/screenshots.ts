import type { Browser } from 'playwright-core';
import { openPage, showLetter, type Pictures } from './letter-page.ts';

/** The desktop shows the letter's 640 px and the ground on both sides; a phone has finer pixels. */
const WIDTHS = [
  { name: '640', width: 760, height: 1000, scale: 1 },
  { name: '375', width: 375, height: 812, scale: 2 },
] as const;

const LOOKS = [
  { name: 'light', dark: false, pictures: true },
  { name: 'dark', dark: true, pictures: true },
  { name: 'images-off', dark: false, pictures: false },
] as const;

/**
 * The whole letter as phones and desktops show it, by file name. The same letter in the same
 * browser gives the same bytes. A picture that is not among `pictures` shows its alternative text.
 */
export async function takeScreenshots(
  browser: Browser,
  html: string,
  pictures: Pictures,
): Promise<ReadonlyMap<string, Buffer>> {
  const shots = new Map<string, Buffer>();
  for (const { name: size, ...screen } of WIDTHS) {
    for (const look of LOOKS) {
      const page = await openPage(browser, { ...screen, dark: look.dark });
      await showLetter(page, html, look.pictures ? pictures : undefined);
      const options = { fullPage: true, animations: 'disabled', caret: 'hide' } as const;
      shots.set(`${size}-${look.name}.png`, await page.screenshot(options));
      await page.context().close();
    }
  }
  return shots;
}
