/** What axe-core finds in a letter, in every mode that mail programs show it in. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { showLetter } from '../../src/browser/letter-page.ts';
import { PICTURE } from '../support/rich-story.ts';
import { turnColors } from './in-page.ts';

export const AXE = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

export const MODES = ['light', 'dark', 'partial inversion', 'full inversion'] as const;
export const WIDTHS = [640, 375, 320];

const picture = {
  type: 'image/png',
  bytes: await sharp({
    create: { width: 1152, height: 648, channels: 3, background: '#336699' },
  })
    .png()
    .toBuffer(),
};

/** Shows a letter in a page of a width. */
export async function show(page: Page, html: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await showLetter(page, html, new Map([[PICTURE, picture]]));
}

/** Returns what axe-core finds in a letter in a mode, in short. The page must have AXE. */
export async function violations(page: Page, html: string, mode: (typeof MODES)[number]) {
  const found: string[] = [];
  await page.emulateMedia({ colorScheme: mode === 'dark' ? 'dark' : 'light' });
  // Colours are the same at every width: in the other modes one width is enough.
  for (const width of mode === 'light' ? WIDTHS : [375]) {
    await show(page, html, width);
    if (mode.endsWith('inversion')) await page.evaluate(turnColors, mode === 'full inversion');
    const seen = await page.evaluate(runAxe);
    found.push(...seen.map((each) => `${mode}, ${width} px, ${each}`));
  }
  return found;
}

/** Runs in the page. What axe cannot tell of colours is no proof that they are right. */
async function runAxe(): Promise<readonly string[]> {
  const { axe: engine } = window as unknown as { axe: typeof axe };
  const { violations: wrong, incomplete } = await engine.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'],
    resultTypes: ['violations', 'incomplete'],
  });
  return [...wrong, ...incomplete.filter(({ id }) => id === 'color-contrast')].flatMap(
    ({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${any[0]?.message ?? ''} ${html.slice(0, 120)}`),
  );
}
