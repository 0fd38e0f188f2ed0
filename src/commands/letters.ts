import { domainOf } from '../config/schema.ts';
import { letterMaker, type LetterMaker } from '../letter/letter.ts';
import { parseSecrets } from '../letter/token.ts';
import type { Io } from './io.ts';
import type { Prepared } from './prepare.ts';
import type { Target } from './target.ts';

/**
 * Makes the letters of a run, signed with every key of the config. Throws UserError where a key or
 * a secret is missing or does not serve: nothing leaves unsigned that was to be signed.
 */
export async function makerFor(
  { composed, config }: Prepared,
  { kind }: Target,
  { env }: Io,
): Promise<LetterMaker> {
  if (kind === 'server' && config.links.unsubscribe !== undefined) {
    parseSecrets(env['BROADSHEET_SECRET']);
  }
  if (config.dkim.length === 0) return letterMaker(composed);
  const { prepareSigner } = await import('../letter/dkim-key.ts');
  const domain = domainOf(config.from.email);
  const keys = await Promise.all(
    config.dkim.map((settings) => prepareSigner(settings, env[settings.keyFrom], domain)),
  );
  return letterMaker(composed, keys);
}
