/**
 * Makes docs/morning.webp: an edition from paste to letter to sending, filmed in the real studio of
 * a new newsletter, whose letters go to the built-in mailbox.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from '../src/browser/chromium.ts';
import { ROOT } from './bundle.ts';

const TARGET = join(ROOT, 'docs', 'morning.webp');
const STORY = join(ROOT, 'content', '2023-06-14-blinken-beijing.txt');
const SIZE = { width: 1280, height: 800 };
/** In pixels: as wide as a README is shown. */
const WIDTH = 1000;
const BROADSHEET = join(ROOT, 'bin', 'broadsheet.js');
/** How long a frame stays, in ms. */
const GLANCE = 160;
const LOOK = 1400;
const READ = 2400;

interface Frame {
  readonly picture: Buffer;
  readonly ms: number;
}

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-morning-'));
try {
  await filmIn(folder);
} finally {
  rmSync(folder, { recursive: true });
}

async function filmIn(parent: string): Promise<void> {
  await ended(spawn(process.execPath, [BROADSHEET, 'init', 'letter', '--yes'], { cwd: parent }));
  const letter = join(parent, 'letter');
  mkdirSync(join(letter, 'node_modules'));
  symlinkSync(ROOT, join(letter, 'node_modules', 'broadsheet'));
  const { child, url } = await startStudio(letter);
  const opened = await openBrowser({ reach: 'loopback', env: process.env });
  if (!opened.ok) throw new Error(`${opened.reason} ${opened.remedy}`);
  try {
    const page = await opened.browser.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
    await write(await film(page, url));
  } finally {
    await opened.browser.close();
    child.kill();
  }
}

async function startStudio(cwd: string): Promise<{ child: ChildProcess; url: string }> {
  const args = [BROADSHEET, 'preview', '--port', '0', '--no-open'];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return { child, url };
  }
  throw new Error('The studio did not start.');
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The command ended with ${code ?? 'a signal'}.`));
    });
  });
}

async function film(page: Page, url: string): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  const shoot = async (ms: number) => {
    const picture = await sharp(await page.screenshot())
      .resize(WIDTH)
      .png()
      .toBuffer();
    frames.push({ picture, ms });
  };
  await page.goto(url);
  await page.locator('.thumb iframe').first().waitFor();
  await shoot(LOOK);
  await paste(page, shoot);
  await fixWords(page, shoot);
  await lookAtIt(page, shoot);
  await send(page, shoot);
  return frames;
}

type Shoot = (ms: number) => Promise<void>;

/** Pastes a story, looks at what was read of it, and saves it. */
async function paste(page: Page, shoot: Shoot): Promise<void> {
  await page.getByRole('link', { name: 'New edition' }).first().click();
  await shoot(LOOK);
  await page.locator('textarea[name="text"]').fill(readFileSync(STORY, 'utf8'));
  await shoot(LOOK);
  await page.locator('button.strong').first().click();
  await page.getByRole('button', { name: 'Save as an edition' }).waitFor();
  await shoot(READ);
  await page.getByRole('button', { name: 'Save as an edition' }).click();
}

/** Types a word into the story; the letter next to it changes with each key. */
async function fixWords(page: Page, shoot: Shoot): Promise<void> {
  await page.getByRole('link', { name: 'Write' }).click();
  const story = page.locator('.cm-content');
  await story.waitFor();
  await letterOn(page).getByRole('heading').first().waitFor();
  await shoot(LOOK);
  await story.click();
  await page.keyboard.press('ControlOrMeta+Home');
  const shown = (await page.locator('.cm-line').allTextContents()).join('\n');
  for (let at = 0; at < shown.indexOf('trip to China'); at++) {
    await page.keyboard.press('ArrowRight');
  }
  for (const key of 'his ') {
    await page.keyboard.type(key);
    await page.waitForTimeout(200);
    await shoot(GLANCE);
  }
  await shoot(READ);
}

/** Shows the letter in the dark. */
async function lookAtIt(page: Page, shoot: Shoot): Promise<void> {
  await page
    .getByRole('navigation', { name: 'This edition' })
    .getByRole('link', { name: 'Letter' })
    .click();
  await letterOn(page).getByRole('heading').first().waitFor();
  await page.locator('input[name="mode"][value="dark"]').check({ force: true });
  await page.waitForTimeout(1000);
  await shoot(READ);
}

/** Sends it to the mailbox of this machine, and shows what became of it. */
async function send(page: Page, shoot: Shoot): Promise<void> {
  await page
    .getByRole('navigation', { name: 'This edition' })
    .getByRole('link', { name: 'Send' })
    .click();
  const button = page.getByRole('button', { name: 'Send to the mailbox' });
  await button.waitFor();
  await shoot(READ);
  await button.click();
  await page.waitForTimeout(400);
  await shoot(LOOK);
  await page.getByText('The mailbox has', { exact: false }).first().waitFor({ timeout: 30_000 });
  await shoot(READ * 1.5);
}

function letterOn(page: Page) {
  return page.locator('iframe.letter:visible').first().contentFrame();
}

async function write(frames: readonly Frame[]): Promise<void> {
  const pictures = frames.map(({ picture }) => picture);
  await sharp(pictures, { join: { animated: true } })
    .webp({
      quality: 20,
      nearLossless: true,
      effort: 5,
      loop: 0,
      delay: frames.map(({ ms }) => ms),
    })
    .toFile(TARGET);
}
