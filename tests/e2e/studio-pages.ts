/** The studio of a newsletter in a folder of its own, and a browser that looks at it. */
import { afterEach, beforeEach } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeWorkspace, type Running, type TestWorkspace } from './workspace.ts';

export const ID = '2023-06-14-blinken-beijing';
export const ARTICLE = `content/${ID}.txt`;

const PATIENCE_MS = 60_000;

export interface StudioBench {
  readonly workspace: TestWorkspace;
  /** Where the studio is, with a slash at its end. */
  readonly url: string;
  readonly page: Page;
  /** What the pages asked for on other machines. */
  readonly strangers: readonly string[];
  /** What went wrong in the pages' own scripts. */
  readonly faults: readonly string[];
}

/** Opens the studio before each test; `prepare` sets its newsletter up. */
export function useStudio(
  browser: Browser,
  prepare: (workspace: TestWorkspace) => Promise<void> | void = () => undefined,
  env: Readonly<Record<string, string>> = {},
): () => StudioBench {
  let bench: StudioBench | undefined;
  let running: Running | undefined;
  let context: BrowserContext | undefined;
  beforeEach(async () => {
    const workspace = makeWorkspace();
    await prepare(workspace);
    running = workspace.start(['preview', '--port', '0'], env);
    const url = await addressOf(running);
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const strangers: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => {
      const asked = request.url();
      if (!/^(?:data|blob|about):/.test(asked) && !asked.startsWith(url)) strangers.push(asked);
    });
    page.on('pageerror', (error) => faults.push(error.message));
    bench = { workspace, url, page, strangers, faults };
  }, PATIENCE_MS);
  afterEach(async () => {
    await context?.close();
    running?.child.kill('SIGTERM');
    await running?.ended;
    bench?.workspace.remove();
  }, PATIENCE_MS);
  return () => {
    if (!bench) throw new Error('There is no studio outside a test.');
    return bench;
  };
}

async function addressOf({ child, ended }: Running): Promise<string> {
  const said = new Promise<string>((resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk: string) => {
      text += chunk;
      const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(text) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
  const failed = ended.then(({ code, stderr }) => {
    throw new Error(`The studio ended with ${code ?? 'a signal'}: ${stderr}`);
  });
  failed.catch(() => undefined);
  return Promise.race([said, failed]);
}

/** The page of the sample edition. */
export async function openEdition({ page, url }: StudioBench, query = ''): Promise<void> {
  await page.goto(`${url}editions/${ID}/nobody/${query}`);
  await letterText(page).waitFor();
}

/** The text of the letter in the frame that is shown. */
export function letterText(page: Page) {
  return page.locator('iframe.letter:visible').first().contentFrame().locator('body');
}
