/**
 * Measures the time from a key pressed in the studio's editor to the letter changed beside it: the
 * studio as a user starts it, on a copy of the sample, in a real Chromium.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../src/browser/chromium.ts';
import { median } from './median.ts';
import { DIGEST, makeNewsletter, SAMPLE, startPreview } from './preview.ts';

const KEYS = 40;
/** Single keys, after which the checks run; and somebody who types eight keys a second. */
const PACES = { 'single keys': 900, 'eight keys a second': 125 } as const;
/** Stands before what is typed, so that it is found in the letter. */
const MARK = 'Zq';

export async function benchTyping(): Promise<void> {
  const folder = makeNewsletter();
  const opened = await openBrowser({ reach: 'loopback', env: process.env });
  if (!opened.ok) throw new Error(opened.reason);
  const { child, url } = await startPreview(folder);
  try {
    for (const [pace, betweenMs] of Object.entries(PACES)) {
      console.log(`from a key to the letter, median of ${KEYS} keys, ${pace}:`);
      report('the sample', 60, await measure(opened.browser, url, SAMPLE, betweenMs));
      report('five stories', 120, await measure(opened.browser, url, DIGEST, betweenMs));
    }
  } finally {
    child.kill();
    await opened.browser.close();
    rmSync(join(folder, '..'), { recursive: true });
  }
}

function report(name: string, limit: number, times: readonly number[]): void {
  const worst = Math.max(...times).toFixed(0);
  console.log(
    `  ${name.padEnd(30)} ${median(times).toFixed(0)} ms (at most ${limit}; worst ${worst})`,
  );
}

async function measure(
  browser: Browser,
  url: string,
  edition: string,
  betweenMs: number,
): Promise<readonly number[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${url}editions/${edition}/write/`);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(` ${MARK}`);
  await page.frameLocator('iframe.letter').getByText(MARK).waitFor();
  await sleep(2000);
  const times = page.evaluate(timesShown, { mark: MARK, keys: KEYS });
  // The page listens by then.
  await sleep(100);
  for (let key = 0; key < KEYS; key++) {
    await page.keyboard.press('x');
    await sleep(betweenMs);
  }
  const measured = await times;
  // The next measurement begins with the same text.
  for (let key = 0; key < KEYS + MARK.length + 1; key++) await page.keyboard.press('Backspace');
  await page.locator('#save-state[data-tone="good"]').waitFor();
  await sleep(500);
  await page.close();
  return measured;
}

/** Runs in the page: resolves with the time from each key to the frame that shows it, in milliseconds. */
async function timesShown(what: { mark: string; keys: number }): Promise<readonly number[]> {
  const frame = document.querySelector<HTMLIFrameElement>('iframe.letter');
  const pressed: number[] = [];
  const shown: number[] = [];
  document.addEventListener('keydown', ({ timeStamp }) => pressed.push(timeStamp), true);
  while (shown.length < what.keys) {
    const time = await new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        resolve(performance.now());
      });
    });
    const text = frame?.contentDocument?.body.textContent ?? '';
    const typed = /^x*/.exec(text.split(what.mark)[1] ?? '')?.[0].length ?? 0;
    while (shown.length < Math.min(typed, pressed.length))
      shown.push(time - (pressed[shown.length] ?? 0));
  }
  return shown;
}
