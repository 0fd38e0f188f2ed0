import type { Browser } from 'playwright-core';
import { UserError } from '../../base/user-error.ts';
import type { Environment } from '../../config/environment.ts';

/** Opens a browser while `work` runs. Throws UserError if there is none. */
export async function withBrowser<T>(
  env: Environment,
  work: (browser: Browser) => Promise<T>,
): Promise<T> {
  const { openBrowser } = await import('../../browser/chromium.ts');
  const opened = await openBrowser({ env });
  if (!opened.ok) throw new UserError(opened.reason, opened.remedy);
  try {
    return await work(opened.browser);
  } finally {
    await opened.browser.close();
  }
}
