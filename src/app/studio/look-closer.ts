import type { FinishedLetter } from '../../check/parsed-letter.ts';
import type { Environment } from '../../config/environment.ts';
import type { Build } from '../../studio/desk.ts';

/**
 * Returns what the studio shows of a letter when asked: what mail programs do not support, and what
 * the spam filter says. Each is worked out once.
 */
export function lookCloser(
  finished: () => Promise<FinishedLetter>,
  env: Environment,
): Pick<Build, 'support' | 'spam'> {
  return {
    support: once(async () => {
      const { parseLetter } = await import('../../check/parsed-letter.ts');
      const { supportGaps } = await import('../../check/client-support.ts');
      return supportGaps(parseLetter(await finished()));
    }),
    spam: once(async () => {
      const { spamScore } = await import('../../check/spam.ts');
      const { spamAssassin } = await import('../checks/spamassassin.ts');
      const { raw, config } = await finished();
      return spamScore(await spamAssassin(env)(raw), config.check.budgets.spamScore);
    }),
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
