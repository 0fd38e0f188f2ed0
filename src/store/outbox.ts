/** The mails of the site: written in the transaction of what they tell, claimed and settled later. */
import { randomBytes } from 'node:crypto';
import { sql, type Kysely, type Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { ClaimedMail, MailOutcome, NewMail, SiteMail } from '../subscribers/outbox.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import type { Dialect } from './dialect.ts';
import type { LeaseClocks } from './leases.ts';
import type { OutboxTable, Schema } from './schema.ts';

type Database = Kysely<Schema>;

/** Queues mails; within a transaction, they are queued if and only if it is committed. */
export async function queueMails(
  db: Database,
  mails: readonly NewMail[],
  now: string,
): Promise<void> {
  if (mails.length === 0) return;
  const rows = mails.map(({ to, mail, locale }) => ({
    opaque_id: randomBytes(16).toString('base64url'),
    address_key: addressKey(to),
    email: to,
    kind: mail.kind,
    about: aboutOf(mail),
    locale: locale ?? null,
    state: 'waiting' as const,
    next_at: now,
    created_at: now,
  }));
  await db.insertInto('outbox').values(rows).execute();
}

function aboutOf(mail: SiteMail): string {
  switch (mail.kind) {
    case 'confirm':
      return mail.signUpId;
    case 'confirm-address':
    case 'export':
    case 'erase':
      return mail.requestId;
    default:
      return mail.readerId;
  }
}

/** Takes mails that are due for some seconds, the oldest first. */
export async function claimMails(
  db: Database,
  { skipLocked }: Dialect,
  clocks: LeaseClocks,
  { owner, limit, seconds }: { owner: string; limit: number; seconds: number },
): Promise<readonly ClaimedMail[]> {
  const shared = await clocks.shared();
  const now = shared.toISOString();
  // A mail is due by whichever clock is ahead: that of the machine which queued it, or the shared one.
  const due = new Date(Math.max(shared.getTime(), clocks.own().getTime())).toISOString();
  const until = new Date(shared.getTime() + seconds * 1000).toISOString();
  // Looking comes first: a write waits for every other writer, even if it finds nothing.
  const first = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'waiting')
    .where('next_at', '<=', due)
    .limit(1)
    .executeTakeFirst();
  if (!first) return [];
  const { rows } = await sql<Selectable<OutboxTable>>`
    update outbox set owner = ${owner}, owned_until = ${until}, attempts = attempts + 1
    where id in (
      select id from outbox
      where state = 'waiting' and next_at <= ${due}
        and (owned_until is null or owned_until < ${now})
      order by next_at, id limit ${limit} ${sql.raw(skipLocked)}
    ) returning *`.execute(db);
  const pages = await pagesOf(db, rows);
  return rows
    .toSorted((a, b) => a.next_at.localeCompare(b.next_at) || a.id - b.id)
    .map((row) => toMail(row, pages.get(row.about)));
}

/** Finds the pages on which people signed up, by the id of the sign-up. */
async function pagesOf(
  db: Database,
  mails: readonly Selectable<OutboxTable>[],
): Promise<ReadonlyMap<string, string>> {
  const ids = mails.flatMap(({ kind, about }) => (kind === 'confirm' ? [about] : []));
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('sign_ups')
    .select(['sign_up_id', 'page'])
    .where('sign_up_id', 'in', ids)
    .execute();
  return new Map(
    rows.flatMap(({ sign_up_id, page }) => (page === null ? [] : [[sign_up_id, page]])),
  );
}

/** Extends the claim on mails; false if another sender has taken one of them. */
export async function renewMails(
  db: Database,
  { shared }: LeaseClocks,
  { owner, ids, seconds }: { owner: string; ids: readonly number[]; seconds: number },
): Promise<boolean> {
  if (ids.length === 0) return true;
  const until = new Date((await shared()).getTime() + seconds * 1000).toISOString();
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ owned_until: until })
    .where('id', 'in', ids)
    .where('owner', '=', owner)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows === BigInt(ids.length);
}

/** Lists when mails were sent since a time. */
export async function sentSince(db: Database, time: Date): Promise<readonly Date[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('settled_at')
    .where('state', '=', 'sent')
    .where('settled_at', '>=', time.toISOString())
    .orderBy('settled_at')
    .execute();
  return rows.map(({ settled_at }) => new Date(settled_at ?? 0));
}

/** Records what became of a mail; false, and nothing, if another sender has taken it meanwhile. */
export function settleMail(
  db: Database,
  owner: string,
  id: number,
  outcome: MailOutcome,
  now: string,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('outbox')
      .set(changeOf(outcome, now))
      .where('id', '=', id)
      .where('owner', '=', owner)
      .where('state', '=', 'waiting')
      .returning(['kind', 'about'])
      .executeTakeFirst();
    if (!row) return false;
    if (row.kind === 'confirm' && outcome.kind === 'sent') {
      await transaction
        .updateTable('sign_ups')
        .set({ message_id: outcome.messageId })
        .where('sign_up_id', '=', row.about)
        .execute();
    }
    return true;
  });
}

function changeOf(outcome: MailOutcome, now: string) {
  const free = { owner: null, owned_until: null };
  switch (outcome.kind) {
    case 'sent':
      return {
        ...free,
        state: 'sent' as const,
        message_id: outcome.messageId,
        reply: null,
        settled_at: now,
      };
    case 'deferred':
      return { ...free, reply: outcome.reason, next_at: outcome.retryAt.toISOString() };
    case 'failed':
      return { ...free, state: 'failed' as const, reply: outcome.reason, settled_at: now };
  }
}

/** Counts the mails that wait, and says when the next one is due. */
export async function outboxStanding(
  db: Database,
): Promise<{ readonly waiting: number; readonly nextAt?: Date }> {
  const { waiting, next } = await db
    .selectFrom('outbox')
    .where('state', '=', 'waiting')
    .select(({ fn }) => [
      fn.countAll<number>().as('waiting'),
      fn.min<string | null>('next_at').as('next'),
    ])
    .executeTakeFirstOrThrow();
  return { waiting, ...defined({ nextAt: next === null ? undefined : new Date(next) }) };
}

/** Deletes what was settled before a time; returns how many mails. */
export async function purgeMails(db: Database, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('outbox')
    .where('settled_at', '<', before.toISOString())
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function toMail(row: Selectable<OutboxTable>, page: string | undefined): ClaimedMail {
  return {
    id: row.id,
    to: row.email,
    mail: mailOf(row),
    ...defined({ locale: row.locale ?? undefined, page }),
    attempts: row.attempts - 1,
    createdAt: new Date(row.created_at),
    opaqueId: row.opaque_id,
  };
}

function mailOf({ kind, about: id }: Selectable<OutboxTable>): SiteMail {
  switch (kind) {
    case 'confirm':
      return { kind, signUpId: id };
    case 'confirm-address':
    case 'export':
    case 'erase':
      return { kind, requestId: id };
    default:
      return { kind, readerId: id };
  }
}
