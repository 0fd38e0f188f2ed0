import type { Problem } from '../../base/problem.ts';
import type { FinishedLetter } from '../../check/parsed-letter.ts';
import { applyCheckSettings } from '../../check/settings.ts';
import type { Environment } from '../../config/environment.ts';
import { withBrowser } from './with-browser.ts';

/** Checks that ask others, and are made only when asked for. */
export interface OutsideOptions {
  /** Requests every page and picture that the letter links to. */
  readonly online?: boolean | undefined;
  /** Runs SpamAssassin, if it is installed. */
  readonly spam?: boolean | undefined;
  /** Renders the letter in a real browser, at three widths and in dark modes. */
  readonly browser?: boolean | undefined;
  /** Called if `online` requests only the first `asked` of the letter's `urls`. */
  readonly onUrlLimit?: ((urls: number, asked: number) => void) | undefined;
}

/**
 * Returns what pages and pictures on the web, SpamAssassin and a browser of this machine find.
 * Throws UserError if there is no browser.
 */
export async function checkOutside(
  finished: FinishedLetter,
  { online = false, spam = false, browser = false, onUrlLimit }: OutsideOptions,
  env: Environment,
): Promise<readonly Problem[]> {
  if (!online && !spam && !browser) return [];
  const { parseLetter } = await import('../../check/parsed-letter.ts');
  const letter = parseLetter(finished);
  const found: Problem[] = [];
  if (online) {
    const { checkOnline, MOST_URLS, onlineTargets } = await import('../../check/online.ts');
    const count = onlineTargets(letter).length;
    if (count > MOST_URLS) onUrlLimit?.(count, MOST_URLS);
    found.push(...(await checkOnline(letter, fetch)));
  }
  if (spam) {
    const { checkSpam } = await import('../../check/spam.ts');
    const { spamAssassin } = await import('./spamassassin.ts');
    found.push(...(await checkSpam(letter, spamAssassin(env))));
  }
  if (browser) {
    const { checkInBrowser } = await import('../../check/browser/check-in-browser.ts');
    found.push(...(await withBrowser(env, (opened) => checkInBrowser(letter, opened))));
  }
  return applyCheckSettings(found, finished.config.check, finished.edition.id);
}
