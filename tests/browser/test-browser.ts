/** The Chromium for tests: that of the npm package, otherwise an installed one. */
import { describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import {
  openBrowser,
  type BrowserOptions,
  type OpenedBrowser,
} from '../../src/browser/chromium.ts';

const MUST_RUN = process.platform === 'linux' && process.arch === 'x64';

type Reach = NonNullable<BrowserOptions['reach']>;

/** One browser per reach. The test files of a worker share them, and they close with it. */
const browsers = new Map<Reach, Promise<OpenedBrowser>>();

function sharedBrowser(reach: Reach): Promise<OpenedBrowser> {
  const opened =
    browsers.get(reach) ?? openBrowser({ prefer: 'registry', reach, env: process.env });
  browsers.set(reach, opened);
  return opened;
}

/** Defines tests that use a browser. If none can run they are skipped, and the title says why. */
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
