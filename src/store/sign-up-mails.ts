/** The mails to people who signed up: queued at once, or when the caps allow it. */
import type { Kysely, Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import { queueMails } from './outbox.ts';
import type { Schema, SignUpsTable } from './schema.ts';
import {
  fullDomains,
  hasRoom,
  slotsAt,
  withOneMore,
  type Caps,
  type Slots,
} from './sign-up-caps.ts';
import { kindFor, standingOf, type Standing } from './sign-up-standing.ts';

type Database = Kysely<Schema>;
type Row = Selectable<SignUpsTable>;

const RELEASED_AT_ONCE = 50;
/** So that no transaction takes long; the next call goes on. */
const MOST_BATCHES = 10;

/**
 * Holds up other sign-ups until the transaction ends, so that together they stay under the caps. A
 * transaction begins with it: as a write, it waits for another process with SQLite, too.
 */
export async function oneAtATime(transaction: Database, now: Date): Promise<void> {
  await transaction
    .insertInto('limits')
    .values({ key: 'sign-ups', tokens: 0, at: now.getTime() })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ at: now.getTime() }))
    .execute();
}

/** Queues the mail of a sign-up to somebody to whom the list stands so. */
export async function queueMailTo(
  db: Database,
  { email, sign_up_id, locale }: Pick<Row, 'email' | 'sign_up_id' | 'locale'>,
  standing: Standing,
  now: Date,
): Promise<void> {
  const mail =
    standing.kind === 'on the list'
      ? ({ kind: 'already-subscribed', readerId: standing.readerId } as const)
      : ({ kind: 'confirm', signUpId: sign_up_id } as const);
  const to = { to: email, mail, ...defined({ locale: locale ?? undefined }) };
  await queueMails(db, [to], now.toISOString());
}

/** Returns whether a mail waits whose time has come; without one, there is nothing to release. */
export async function anyWaiting(db: Database, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('sign_ups')
    .select('id')
    .where('release_at', '<=', now.toISOString())
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Queues mails that waited, as far as the caps allow it; returns how many. */
export function releaseSignUps(
  db: Database,
  keys: ReaderKeys,
  caps: Caps,
  now: Date,
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await oneAtATime(transaction, now);
    const before = await slotsAt(transaction, caps, now);
    const after = await releaseWaiting(transaction, keys, before, now);
    return after.total - before.total;
  });
}

/** Queues mails that waited, those of whom nothing speaks for a program first. */
export async function releaseWaiting(
  db: Database,
  keys: ReaderKeys,
  before: Slots,
  now: Date,
): Promise<Slots> {
  let slots = before;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const rows = await nextWaiting(db, slots, now);
    for (const row of rows) {
      if (!hasRoom(slots, row.domain, row.doubtful === 1)) continue;
      if (await settle(db, keys, row, now)) slots = withOneMore(slots, row.domain);
    }
    if (rows.length < RELEASED_AT_ONCE) break;
  }
  return slots;
}

/** Queues the mail of a row that waited, unless it no longer fits the address; it stops waiting. */
async function settle(db: Database, keys: ReaderKeys, row: Row, now: Date): Promise<boolean> {
  const standing = await standingOf(db, keys, row.address_key);
  const fits = kindFor(standing, false) === row.kind;
  const mailed = { mails: row.mails + 1, mailed_at: now.toISOString() };
  await db
    .updateTable('sign_ups')
    .set({ release_at: null, ...(fits ? mailed : {}) })
    .where('id', '=', row.id)
    .execute();
  if (fits) await queueMailTo(db, row, standing, now);
  return fits;
}

/** Lists who is next, without the domains that get no more within the hour. */
async function nextWaiting(db: Database, slots: Slots, now: Date): Promise<readonly Row[]> {
  if (!hasRoom(slots, '', false)) return [];
  const full = fullDomains(slots, false);
  const doubtfulFull = fullDomains(slots, true);
  let query = db
    .selectFrom('sign_ups')
    .selectAll()
    .where('release_at', 'is not', null)
    .where('release_at', '<=', now.toISOString());
  if (full.length > 0) query = query.where('domain', 'not in', full);
  if (!hasRoom(slots, '', true)) query = query.where('doubtful', '=', 0);
  else if (doubtfulFull.length > 0) {
    query = query.where((row) =>
      row.or([row('doubtful', '=', 0), row('domain', 'not in', doubtfulFull)]),
    );
  }
  return query
    .orderBy('doubtful')
    .orderBy('release_at')
    .orderBy('id')
    .limit(RELEASED_AT_ONCE)
    .execute();
}
