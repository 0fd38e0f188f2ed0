/** Readers by the ids in letters from before reader ids, which are hashes of list and address. */
import { inGroups } from '../../base/in-groups.ts';
import { earlierSubscriptionId } from '../../letter/recipient.ts';
import type { SubscriberList } from '../../subscribers/list.ts';

/** A lookup that failed is not repeated for so long. */
const FORGET_MS = 10 * 60_000;
const MOST_REMEMBERED = 10_000;

/**
 * Makes a function that finds the reader id for an earlier id; undefined if nobody on the list has
 * it. No column has these ids, so the list is read through: once for all who ask meanwhile, and at
 * most once at a time. What was found is remembered. Only for ids of tokens that were verified.
 */
export function findEarlierIds(
  listId: string,
  subscribers: Pick<SubscriberList, 'all'>,
  clock: () => Date,
): (id: string) => Promise<string | undefined> {
  const known = new Map<string, { readonly readerId?: string; readonly at: number }>();
  const lookUp = inGroups(async (ids: readonly string[]) => {
    const found = await scan(listId, subscribers, new Set(ids));
    const at = clock().getTime();
    for (const id of ids) {
      const readerId = found.get(id);
      known.set(id, { at, ...(readerId !== undefined && { readerId }) });
    }
    for (const [oldest] of known) {
      if (known.size <= MOST_REMEMBERED) break;
      known.delete(oldest);
    }
    return ids.map((id) => found.get(id));
  });
  return async (id) => {
    const before = known.get(id);
    const isFresh = before && clock().getTime() - before.at < FORGET_MS;
    return before && (before.readerId !== undefined || isFresh) ? before.readerId : lookUp(id);
  };
}

async function scan(
  listId: string,
  subscribers: Pick<SubscriberList, 'all'>,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const { email, readerId } of subscribers.all()) {
    if (readerId === undefined) continue;
    const id = earlierSubscriptionId(listId, email);
    if (wanted.has(id)) found.set(id, readerId);
    if (found.size === wanted.size) break;
  }
  return found;
}
