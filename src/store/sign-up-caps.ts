/** How many mails to unconfirmed addresses may be queued now. */
import type { Kysely } from 'kysely';
import { countSubscribers } from './subscribers.ts';
import type { Schema } from './schema.ts';

type Database = Kysely<Schema>;

const HOUR_MS = 3_600_000;
const AT_LEAST: Caps = { total: 20, domain: 10 };

/** How many unconfirmed mails may be sent within an hour: in all, and to one domain. */
export interface Caps {
  readonly total: number;
  readonly domain: number;
}

/** Returns the caps for a list of a size: a fiftieth of it, and a fifth of that for a domain. */
function capsFor(listSize: number): Caps {
  const total = Math.max(AT_LEAST.total, Math.floor(listSize / 50));
  return { total, domain: Math.max(AT_LEAST.domain, Math.floor(total / 5)) };
}

/** Makes a function that returns the caps; to count a large list takes time, so it rarely does. */
export function createCaps(db: Database): (now: Date) => Promise<Caps> {
  let known: { readonly caps: Caps; readonly at: number } | undefined;
  return async (now) => {
    if (!known || Math.abs(now.getTime() - known.at) > HOUR_MS / 4) {
      known = { caps: capsFor(await countSubscribers(db)), at: now.getTime() };
    }
    return known.caps;
  };
}

/** What was queued within the last hour and is not confirmed, against the caps. */
export interface Slots {
  readonly caps: Caps;
  readonly byDomain: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Counts what was queued within the hour; what was confirmed since counts no longer. */
export async function slotsAt(db: Database, caps: Caps, now: Date): Promise<Slots> {
  const rows = await db
    .selectFrom('sign_ups')
    .where('mailed_at', '>', new Date(now.getTime() - HOUR_MS).toISOString())
    .where('confirmed_at', 'is', null)
    .groupBy('domain')
    .select(({ fn, eb }) => [
      'domain',
      // The first resend may follow within the hour; later ones do not.
      fn.sum<number>(eb.case().when('mails', '=', 2).then(2).else(1).end()).as('count'),
    ])
    .execute();
  const byDomain = new Map(rows.map(({ domain, count }) => [domain, count]));
  return { caps, byDomain, total: byDomain.values().reduce((sum, count) => sum + count, 0) };
}

/** Doubtful sign-ups leave half of everything to the others. */
function capsOf({ caps }: Slots, doubtful: boolean): Caps {
  return doubtful ? { total: caps.total / 2, domain: caps.domain / 2 } : caps;
}

/** Returns whether one more mail may be queued. */
export function hasRoom(slots: Slots, domain: string, doubtful: boolean): boolean {
  const { total, domain: most } = capsOf(slots, doubtful);
  return slots.total < total && (slots.byDomain.get(domain) ?? 0) < most;
}

/** Returns whether half of what may be sent within the hour is used up. */
export function isHalfUsed(slots: Slots): boolean {
  return !hasRoom(slots, '', true);
}

/** Returns the domains that get no more within the hour. */
export function fullDomains(slots: Slots, doubtful: boolean): readonly string[] {
  const { domain: most } = capsOf(slots, doubtful);
  return Array.from(slots.byDomain)
    .filter(([, count]) => count >= most)
    .map(([domain]) => domain);
}

/** Returns the slots after one more mail was queued. */
export function withOneMore(slots: Slots, domain: string): Slots {
  const byDomain = new Map(slots.byDomain);
  byDomain.set(domain, (byDomain.get(domain) ?? 0) + 1);
  return { ...slots, byDomain, total: slots.total + 1 };
}

/** How many hours of mails may wait: in all, and for one domain. */
const MOST_HOURS: Caps = { total: 72, domain: 24 };

/**
 * Returns whether as many wait already as could be written to within three days, or of a domain in
 * one.
 */
export async function isQueueFull(
  db: Database,
  slots: Slots,
  domain: string,
  doubtful: boolean,
): Promise<boolean> {
  const caps = capsOf(slots, doubtful);
  const inLane = db
    .selectFrom('sign_ups')
    .select('id')
    .where('release_at', 'is not', null)
    .where('doubtful', '=', doubtful ? 1 : 0);
  const reaches = async (waiting: typeof inLane, most: number) => {
    const { count } = await db
      .selectFrom(waiting.limit(most).as('waiting'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count >= most;
  };
  return (
    (await reaches(inLane, Math.floor(caps.total * MOST_HOURS.total))) ||
    (await reaches(
      inLane.where('domain', '=', domain),
      Math.floor(caps.domain * MOST_HOURS.domain),
    ))
  );
}
