/** The Chromium that tests look at letters with: the registry's, otherwise an installed one. */
import { describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { openBrowser, type BrowserWish, type Opened } from '../../src/browser/chromium.ts';

const MUST_RUN = process.platform === 'linux' && process.arch === 'x64';

type Reach = NonNullable<BrowserWish['reach']>;

/** One for each reach; the test files of a worker share them, and they end with the worker. */
const browsers = new Map<Reach, Promise<Opened>>();

function sharedBrowser(reach: Reach): Promise<Opened> {
  const opened =
    browsers.get(reach) ?? openBrowser({ prefer: 'registry', reach, env: process.env });
  browsers.set(reach, opened);
  return opened;
}

/** Defines tests that use a browser. Where none can run they are skipped, and the title says why. */
export async function withTestBrowser(
  name: string,
  tests: (browser: Browser) => void,
  reach: Reach = 'nothing',
): Promise<void> {
  const opened = await sharedBrowser(reach);
  if (opened.ok) {
    describe(name, () => {
      tests(opened.browser);
    });
    return;
  }
  const why = `${opened.reason} ${opened.remedy}`;
  test.skipIf(!MUST_RUN)(`${name} (needs a browser: ${why})`, () => {
    expect.unreachable(why);
  });
}
