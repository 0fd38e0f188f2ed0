/** The Chromium that tests look at letters with: the registry's, otherwise an installed one. */
import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { openBrowser, type BrowserWish, type Opened } from '../../src/browser/chromium.ts';

const MUST_RUN = process.platform === 'linux' && process.arch === 'x64';

/** Tests with one browser for all of them. Where none can run they are skipped, and say why. */
export async function withTestBrowser(
  name: string,
  tests: (browser: Browser) => void,
  reach: BrowserWish['reach'] = 'nothing',
): Promise<void> {
  const opened: Opened = await openBrowser({ prefer: 'registry', reach, env: process.env });
  if (opened.ok) {
    const { browser } = opened;
    afterAll(() => browser.close());
    describe(name, () => {
      tests(browser);
    });
    return;
  }
  const why = `${opened.reason} ${opened.remedy}`;
  test.skipIf(!MUST_RUN)(`${name} (needs a browser: ${why})`, () => {
    expect.unreachable(why);
  });
}
