import type { Browser } from 'playwright-core';
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

const MODES: readonly Mode[] = [
  LIGHT,
  { name: 'dark mode', dark: true },
  { name: 'partial inversion', dark: false, repaint: partlyInverted },
  { name: 'full inversion', dark: false, repaint: fullyInverted },
];

const WIDTHS = [640, 375, 320];
const NARROWEST = 320;

/** Returns the problems that only a browser can find, at three widths in four colour modes. */
export async function checkInBrowser(
  { html, themeFolder }: ParsedLetter,
  browser: Browser,
): Promise<readonly Problem[]> {
  const seen = await Promise.all(MODES.map((mode) => checkMode(html, mode, browser)));
  return problemsOf(seen.flat(), { file: themeFolder });
}

async function checkMode(html: string, mode: Mode, browser: Browser): Promise<readonly Sighting[]> {
  const page = await openPage(browser, { width: NARROWEST, dark: mode.dark });
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
  await page.context().close();
  return seen;
}
