import { readEarlierToken, readToken } from '../letter/token.ts';
import type { Site } from './options.ts';

export type TokenReading =
  /** No secret of this newsletter made it. */
  | { readonly kind: 'malformed' }
  /** Of a letter from before reader ids, to somebody who is no longer on the list. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'found'; readonly id: string };

/**
 * Returns the reader id in the token of a link. The token's signature is checked before anything is
 * looked up. Rejects with DatabaseUnavailableError.
 */
export async function readerIdOf(site: Site, token: string): Promise<TokenReading> {
  const { newsletter, secrets, ports } = site;
  const id = readToken('reader', token, newsletter.listId, secrets);
  if (id !== undefined) return { kind: 'found', id };
  const earlier = readEarlierToken(token, newsletter.listId, secrets);
  if (earlier === undefined) return { kind: 'malformed' };
  const found = await ports.findByEarlierId(earlier);
  return found === undefined ? { kind: 'gone' } : { kind: 'found', id: found };
}
