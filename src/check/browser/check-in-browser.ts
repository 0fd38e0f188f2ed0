import type { Browser, Page } from 'playwright-core';
import { keepPictureBoxes, openPage, showLetter } from '../../browser/letter-page.ts';
import type { Problem } from '../../base/problem.ts';
import type { ParsedLetter } from '../parsed-letter.ts';
import { fullyInverted, partlyInverted, type Repaint } from '../../css/dark-modes.ts';
import { violationsIn } from './accessibility.ts';
import { overflowIn } from './overflow.ts';
import { recolor } from './recolor.ts';
import { problemsOf, type Sighting } from './sighting.ts';
import { smallTargetsIn } from './target-size.ts';

interface Mode {
  readonly name: string;
  readonly dark: boolean;
  readonly repaint?: Repaint;
}

const LIGHT: Mode = { name: 'light mode', dark: false };

const DARK: Mode = { name: 'dark mode', dark: true };
const PARTIAL: Mode = { name: 'partial inversion', dark: false, repaint: partlyInverted };
const FULL: Mode = { name: 'full inversion', dark: false, repaint: fullyInverted };

/** In the order in which problems list them. */
const MODES = [LIGHT, DARK, PARTIAL, FULL];

/** Opening a page takes as long as checking two modes, so two pages share the modes. */
const PAGES = [
  [LIGHT, PARTIAL],
  [DARK, FULL],
];

const WIDTHS = [640, 375, 320];
const NARROWEST = 320;

/** Returns the problems that only a browser can find, at three widths in four colour modes. */
export async function checkInBrowser(
  { html, themeFolder }: ParsedLetter,
  browser: Browser,
): Promise<readonly Problem[]> {
  const seen = new Map<Mode, readonly Sighting[]>();
  const checkOnOnePage = async (modes: readonly Mode[]) => {
    const page = await openPage(browser, { width: NARROWEST });
    for (const mode of modes) seen.set(mode, await checkMode(html, mode, page));
    await page.context().close();
  };
  await Promise.all(PAGES.map(checkOnOnePage));
  const inOrder = MODES.flatMap((mode) => seen.get(mode) ?? []);
  return problemsOf(inOrder, { file: themeFolder });
}

async function checkMode(html: string, mode: Mode, page: Page): Promise<readonly Sighting[]> {
  await page.emulateMedia({ colorScheme: mode.dark ? 'dark' : 'light' });
  const seen: Sighting[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await showLetter(page, html);
    await keepPictureBoxes(page);
    if (mode.repaint) await recolor(page, mode.repaint);
    const onlyColors = mode.repaint !== undefined;
    seen.push(...(await violationsIn(page, mode.name, width, { onlyColors })));
    // Sizes do not depend on colours.
    if (mode !== LIGHT) continue;
    seen.push(...(await smallTargetsIn(page, mode.name, width)));
    if (width === NARROWEST) seen.push(...(await overflowIn(page, width)));
  }
  return seen;
}
