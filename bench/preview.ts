/**
 * Measures the time from a save to the screen: the studio as a user starts it, on a copy of the
 * sample, with a page open in a real Chromium.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../src/browser/chromium.ts';
import { median } from './median.ts';

const ROOT = join(import.meta.dirname, '..');
export const SAMPLE = '2023-06-14-blinken-beijing';
export const DIGEST = '2023-06-15-five-stories';
const SAVES = 30;
/** The checks and the page are done by then: a user's saves are further apart. */
const BETWEEN_MS = 700;

export async function benchPreview(): Promise<void> {
  const folder = makeNewsletter();
  const opened = await openBrowser({ reach: 'loopback', env: process.env });
  if (!opened.ok) throw new Error(opened.reason);
  const { child, url } = await startPreview(folder);
  try {
    await report(opened.browser, 'the sample', url, SAMPLE, join(folder, `${SAMPLE}.txt`), 50);
    await report(opened.browser, 'five stories', url, DIGEST, join(folder, DIGEST, '1.txt'), 100);
  } finally {
    child.kill();
    await opened.browser.close();
    rmSync(join(folder, '..'), { recursive: true });
  }
}

/** Makes a newsletter of the sample and a digest of five stories; returns its content folder. */
export function makeNewsletter(): string {
  const root = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  cpSync(join(ROOT, 'broadsheet.config.ts'), join(root, 'broadsheet.config.ts'));
  cpSync(join(ROOT, 'content'), join(root, 'content'), { recursive: true });
  const article = readFileSync(join(root, 'content', `${SAMPLE}.txt`), 'utf8');
  mkdirSync(join(root, 'content', DIGEST));
  for (const story of [1, 2, 3, 4, 5])
    writeFileSync(join(root, 'content', DIGEST, `${story}.txt`), article);
  return join(root, 'content');
}

/** Starts the studio of a newsletter as a user does; returns its process and its address. */
export async function startPreview(content: string): Promise<{ child: ChildProcess; url: string }> {
  const command = [join(ROOT, 'bin', 'broadsheet.js'), 'preview', '--port', '0'];
  const child = spawn(process.execPath, command, {
    cwd: join(content, '..'),
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return { child, url };
  }
  throw new Error('The studio did not start.');
}

/** Measures one edition; `limit` is the median to reach, in milliseconds. */
async function report(
  browser: Browser,
  name: string,
  url: string,
  edition: string,
  file: string,
  limit: number,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const address = `${url}editions/${edition}/nobody/`;
  const paints: number[] = [];
  for (let round = 0; round < 5; round++) {
    await page.goto(address, { waitUntil: 'load' });
    paints.push(await firstPaint(page));
    // The page fetches more after it is shown.
    await sleep(BETWEEN_MS);
  }
  const events = await hearLetters(`${url}events?edition=${edition}`);
  await sleep(2000);
  const article = readFileSync(file, 'utf8');
  const times: { message: number[]; screen: number[] } = { message: [], screen: [] };
  for (let save = 0; save < SAVES; save++) {
    const words = `Save number ${save}.`;
    const screen = page.evaluate(timeShown, words);
    const message = events.next();
    // The page is looking by then.
    await sleep(50);
    const start = now();
    writeFileSync(file, `${article.trimEnd()} ${words}\n`);
    times.message.push((await message) - start);
    times.screen.push((await screen) - start);
    await sleep(BETWEEN_MS);
  }
  events.close();
  await page.close();
  const line = (label: string, values: readonly number[], most: number) => {
    const worst = Math.max(...values).toFixed(0);
    console.log(
      `  ${label.padEnd(30)} ${median(values).toFixed(0)} ms (at most ${most}; worst ${worst})`,
    );
  };
  console.log(`the studio, ${name}, median of ${SAVES} saves:`);
  line('a save to its message', times.message, limit);
  line('a save to the screen', times.screen, limit);
  line('first paint of the page', paints, 300);
}

/** Returns milliseconds of a clock that all processes of this machine share. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Returns when a page was first painted, in milliseconds after it was asked for. */
export async function firstPaint(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (;;) {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      if (paint) return paint.startTime;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
}

/** Runs in the page: resolves with the time at which the visible frame shows some words. */
async function timeShown(words: string): Promise<number> {
  const frame = document.querySelector<HTMLIFrameElement>('iframe.letter[data-frame="desktop"]');
  for (;;) {
    const { time } = await new Promise<{ time: number }>((resolve) => {
      requestAnimationFrame(() => {
        resolve({ time: performance.timeOrigin + performance.now() });
      });
    });
    if (frame?.contentDocument?.body.textContent.includes(words) === true) return time;
  }
}

/** Listens to the studio's events, as a page does. */
async function hearLetters(url: string): Promise<{ next(): Promise<number>; close(): void }> {
  const stop = new AbortController();
  const { body } = await fetch(url, { signal: stop.signal });
  let heard: (time: number) => void = () => undefined;
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) {
      if (decoder.decode(chunk, { stream: true }).includes('event: letter')) heard(now());
    }
  };
  read().catch(() => undefined);
  return {
    next: () => new Promise((resolve) => (heard = resolve)),
    close: () => {
      stop.abort();
    },
  };
}
