import type { FinishedLetter } from '../check/parsed-letter.ts';
import { applyCheckSettings } from '../check/settings.ts';
import type { Problem } from '../base/problem.ts';
import { plural, type Io } from '../cli/io.ts';
import { withBrowser } from './with-browser.ts';

/** Checks that ask others, and are made only where they are asked for. */
export interface OutsideOptions {
  readonly online?: boolean;
  readonly spam?: boolean;
  readonly browser?: boolean;
}

/** What pages and pictures on the web, the spam filter and a browser of this machine say. */
export async function checkOutside(
  finished: FinishedLetter,
  { online = false, spam = false, browser = false }: OutsideOptions,
  io: Io,
): Promise<readonly Problem[]> {
  if (!online && !spam && !browser) return [];
  const { parseLetter } = await import('../check/parsed-letter.ts');
  const letter = parseLetter(finished);
  const found: Problem[] = [];
  if (online) {
    const { checkOnline, MOST_URLS, onlineTargets } = await import('../check/online.ts');
    const count = onlineTargets(letter).length;
    if (count > MOST_URLS)
      io.note(`Of ${plural(count, 'URL')} the first ${MOST_URLS} are asked for.`);
    found.push(...(await checkOnline(letter, fetch)));
  }
  if (spam) {
    const { checkSpam } = await import('../check/spam.ts');
    const { spamAssassin } = await import('./spam-filter.ts');
    found.push(...(await checkSpam(letter, spamAssassin(io.env))));
  }
  if (browser) {
    const { checkInBrowser } = await import('../check/browser/check-in-browser.ts');
    found.push(...(await withBrowser(io, (opened) => checkInBrowser(letter, opened))));
  }
  return applyCheckSettings(found, finished.config.check, finished.edition.id);
}
