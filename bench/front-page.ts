/**
 * Measures the studio with years of editions: the front page as the server answers it and as a real
 * Chromium paints it, the other pages of the archive, and searching.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser } from '../src/browser/chromium.ts';
import { makeManyEditions } from './many-editions.ts';
import { median } from './median.ts';
import { firstPaint, startPreview } from './preview.ts';

const EDITIONS = 500;
const ROUNDS = 20;
/** For both the answer and the paint, in milliseconds. */
const LIMIT = 200;
/** The studio reads all editions once it has started. */
const READ_MS = 5000;

export async function benchFrontPage(): Promise<void> {
  const newsletter = await makeManyEditions(EDITIONS);
  const opened = await openBrowser({ reach: 'loopback', env: process.env });
  if (!opened.ok) throw new Error(opened.reason);
  const { child, url } = await startPreview(join(newsletter.root, 'content'));
  try {
    console.log(`the studio with ${EDITIONS} editions, median of ${ROUNDS}:`);
    const [first] = await timesOf(url, 1);
    console.log(`  ${'the first answer after the start'.padEnd(34)} ${shown(first)}`);
    await sleep(READ_MS);
    for (const [name, path] of PAGES) {
      const times = await timesOf(url + path, ROUNDS);
      console.log(
        `  ${name.padEnd(34)} ${shown(median(times))} (worst ${shown(Math.max(...times))})`,
      );
    }
    const page = await opened.browser.newPage({ viewport: { width: 1280, height: 900 } });
    const paints: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await page.goto(url, { waitUntil: 'load' });
      paints.push(await firstPaint(page));
      await page.waitForLoadState('networkidle');
    }
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    const worst = shown(Math.max(...paints));
    console.log(
      `  ${'first paint of the front page'.padEnd(34)} ${shown(median(paints))} (at most ${LIMIT}; worst ${worst})`,
    );
    console.log(`  ${'its height and its size'.padEnd(34)} ${height} px, ${await sizeOf(url)} KB`);
  } finally {
    child.kill();
    await opened.browser.close();
    newsletter.remove();
  }
}

const PAGES = [
  ['the front page', ''],
  ['a month', `?month=${new Date().toISOString().slice(0, 7)}`],
  ['a year', `?year=${new Date().getUTCFullYear()}`],
  ['a month of the calendar', 'calendar/'],
  ['a week of the calendar', 'calendar/?view=week'],
  ['a search for two words', 'find/?q=quebec+balloon'],
  ['a search for a phrase', 'find/?q=%22state+department%22'],
  ['a search for what is nowhere', 'find/?q=nowhere'],
  ['the palette, a few letters', 'find.json?q=kra'],
] as const;

async function timesOf(address: string, rounds: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const answer = await fetch(address);
    await answer.arrayBuffer();
    times.push(performance.now() - start);
    if (!answer.ok) throw new Error(`${address} answers ${answer.status}.`);
  }
  return times;
}

async function sizeOf(address: string): Promise<string> {
  return ((await (await fetch(address)).arrayBuffer()).byteLength / 1000).toFixed(1);
}

function shown(milliseconds = 0): string {
  return `${milliseconds.toFixed(0)} ms`;
}
