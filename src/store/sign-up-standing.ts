/** How the list stands to an address that signs up. */
import type { Kysely } from 'kysely';
import { LIFTED_BY_READERS } from '../subscribers/suppression.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import type { Schema, SignUpKind } from './schema.ts';
import { suppressionKeys } from './suppressions.ts';

type Database = Kysely<Schema>;

export type Standing =
  /** Unknown, or left: they may join. */
  | { readonly kind: 'open' }
  /** A letter to them bounced: one mail may show that the address works. */
  | { readonly kind: 'bounced' }
  | { readonly kind: 'on the list'; readonly readerId: string }
  /** They complained, or the editor suppressed them: they get no mail. */
  | { readonly kind: 'closed' };

/** Finds out how the list stands to an address. */
export async function standingOf(
  db: Database,
  keys: ReaderKeys,
  addressKey: string,
): Promise<Standing> {
  const suppressions = await db
    .selectFrom('suppressions')
    .select('kind')
    .where('address_key', 'in', suppressionKeys(keys, addressKey))
    .execute();
  const subscriber = await db
    .selectFrom('subscribers')
    .select(['reader_id', 'removed_at'])
    .where('address_key', '=', addressKey)
    .executeTakeFirst();
  const kinds = suppressions.map(({ kind }) => kind);
  if (kinds.some((kind) => !LIFTED_BY_READERS.includes(kind))) return { kind: 'closed' };
  if (kinds.includes('hard-bounce')) return { kind: 'bounced' };
  return kinds.length === 0 && subscriber?.removed_at === null
    ? { kind: 'on the list', readerId: subscriber.reader_id ?? '' }
    : { kind: 'open' };
}

/** Returns what a sign-up of such an address leads to. */
export function kindFor({ kind }: Standing, held: boolean): SignUpKind {
  if (kind === 'closed') return 'none';
  if (held) return 'held';
  return kind === 'on the list' ? 'already' : 'confirm';
}
