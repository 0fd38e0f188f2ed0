import { domainOf } from '../../base/address.ts';
import type { DeliverOptions } from '../../deliver/run.ts';
import type { DkimKey } from '../../dkim/key.ts';
import { letterMaker } from '../../letter/letter.ts';
import { parseSecrets } from '../../letter/token.ts';
import type { Io } from '../../cli/io.ts';
import type { Prepared } from '../prepare.ts';
import { keepHeapSmall } from './small-heap.ts';
import type { Target } from './target.ts';

/**
 * The keys that the letters of a run are signed with. Throws UserError where a key or a secret is
 * missing or does not serve: nothing leaves unsigned that was to be signed.
 */
export async function keysFor(
  { config }: Pick<Prepared, 'config'>,
  { kind }: Target,
  { env }: Io,
): Promise<readonly DkimKey[]> {
  if (kind === 'server' && config.links.unsubscribe !== undefined) {
    parseSecrets(env['BROADSHEET_SECRET']);
  }
  if (config.dkim.length === 0) return [];
  const { readDkimKey } = await import('../../dkim/key.ts');
  const domain = domainOf(config.from.email);
  return config.dkim.map((settings) => readDkimKey(settings, env[settings.keyFrom], domain));
}

/** From so many letters on it pays to start a thread for making them. */
const MANY = 2000;

export type Letters = Pick<DeliverOptions, 'letterFor' | 'begin'> & {
  readonly close: () => Promise<void>;
};

/** Makes the letters of a run: many of them on a thread of their own. */
export async function openLetters(
  { composed }: Pick<Prepared, 'composed'>,
  keys: readonly DkimKey[],
  count: number,
): Promise<Letters> {
  if (count < MANY) {
    return { letterFor: letterMaker(composed, keys), close: () => Promise.resolve() };
  }
  keepHeapSmall();
  const { startLetterWorker } = await import('../../letter/letters-in-worker.ts');
  return startLetterWorker(composed, keys);
}
