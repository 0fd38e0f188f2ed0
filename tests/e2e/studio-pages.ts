/** The studio of a newsletter in a folder of its own, and a browser that looks at it. */
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { makeNewsletter, SAMPLE_ID, type Newsletter, type Running } from '../support/newsletter.ts';

export const ARTICLE = `content/${SAMPLE_ID}.txt`;

const PATIENCE_MS = 60_000;

export interface StudioBench {
  readonly newsletter: Newsletter;
  /** Where the studio is, with a slash at its end. */
  readonly url: string;
  readonly page: Page;
  /** What the pages asked for on other machines. */
  readonly strangers: readonly string[];
  /** What went wrong in the pages' own scripts. */
  readonly faults: readonly string[];
}

/** Opens a studio for the tests of a block, and a page for each test; `prepare` sets its newsletter up. */
export function useStudio(
  browser: Browser,
  prepare: (newsletter: Newsletter) => Promise<void> | void = () => undefined,
  env: Readonly<Record<string, string>> = {},
): () => StudioBench {
  let newsletter: Newsletter;
  let running: Running | undefined;
  let url: string;
  let bench: StudioBench | undefined;
  beforeAll(async () => {
    newsletter = makeNewsletter();
    await prepare(newsletter);
    running = newsletter.start(['preview', '--port', '0'], env);
    [url] = await running.printed(/http:\/\/127\.0\.0\.1:\d+\//);
  }, PATIENCE_MS);
  afterAll(async () => {
    running?.child.kill('SIGTERM');
    await running?.ended;
  }, PATIENCE_MS);
  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const strangers: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => {
      const asked = request.url();
      if (!/^(?:data|blob|about):/.test(asked) && !asked.startsWith(url)) strangers.push(asked);
    });
    page.on('pageerror', (error) => faults.push(error.message));
    bench = { newsletter, url, page, strangers, faults };
  });
  return () => {
    if (!bench) throw new Error('There is no studio outside a test.');
    return bench;
  };
}

/** The page of the sample edition. */
export async function openEdition({ page, url }: StudioBench, query = ''): Promise<void> {
  await page.goto(`${url}editions/${SAMPLE_ID}/nobody/${query}`);
  await letterText(page).waitFor();
}

/** The text of the letter in the frame that is shown. */
export function letterText(page: Page) {
  return page.locator('iframe.letter:visible').first().contentFrame().locator('body');
}
