import { domainOf } from '../../base/address.ts';
import { linksOf } from '../../config/links.ts';
import type { Environment } from '../../config/environment.ts';
import type { Run } from '../../deliver/ledger.ts';
import type { DeliverOptions } from '../../deliver/run.ts';
import type { DkimKey } from '../../dkim/key.ts';
import { dated } from '../../letter/compose.ts';
import { letterMaker } from '../../letter/letter.ts';
import { parseSecrets } from '../../base/secrets.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { Destination } from './destination.ts';

/**
 * Loads the keys that sign the letters of a run. Throws UserError if a key or a secret is
 * missing or bad: nothing leaves unsigned that was to be signed.
 */
export async function loadKeys(
  { config }: Pick<Prepared, 'config'>,
  { kind }: Destination,
  env: Environment,
): Promise<readonly DkimKey[]> {
  if (kind === 'server' && linksOf(config).unsubscribe !== undefined) {
    parseSecrets(env['BROADSHEET_SECRET']);
  }
  if (config.dkim.length === 0) return [];
  const { readDkimKey } = await import('../../dkim/key.ts');
  const domain = domainOf(config.from.email);
  return config.dkim.map((settings) => readDkimKey(settings, env[settings.keyFrom], domain));
}

/** From so many letters on, a thread that makes them pays off. */
const MANY = 2000;

export type RunLetters = Pick<DeliverOptions, 'letterFor' | 'begin'> & {
  readonly close: () => Promise<void>;
};

/**
 * Starts to make the letters of a run: many of them on a thread of their own. Their Date is when the
 * run began, however often it is continued.
 */
export async function openLetters(
  prepared: Pick<Prepared, 'composed'>,
  keys: readonly DkimKey[],
  run: Pick<Run, 'createdAt'>,
  count: number,
): Promise<RunLetters> {
  const composed = dated(prepared.composed, run.createdAt);
  if (count < MANY) {
    return { letterFor: letterMaker(composed, keys), close: () => Promise.resolve() };
  }
  const { startLetterWorker } = await import('../../letter/letters-in-worker.ts');
  return startLetterWorker(composed, keys);
}
