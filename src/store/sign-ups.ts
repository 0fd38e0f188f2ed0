/** Sign-ups until they are confirmed: one row for each address. */
import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import {
  CONFIRM_WITHIN_HOURS,
  UNCONFIRMED_DAYS,
  type Asked,
  type NewSignUp,
  type PendingSignUp,
  type SignUpCounts,
  type SignUpStanding,
} from '../subscribers/sign-ups.ts';
import { addressKey, domainOfKey } from '../subscribers/subscriber.ts';
import type { Schema, SignUpKind, SignUpsTable } from './schema.ts';
import { hasRoom, isQueueFull, slotsAt, type Caps } from './sign-up-caps.ts';
import { oneAtATime, queueMailTo, releaseWaiting } from './sign-up-mails.ts';
import { inPages, PAGE_SIZE } from './pages.ts';
import { fromTopics, toTopics } from './topics.ts';
import { keepWording } from './wordings.ts';
import { kindFor, standingOf, type Standing } from './sign-up-standing.ts';

type Database = Kysely<Schema>;
type Row = Selectable<SignUpsTable>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How long after the last confirmation mail the next one may follow; there is no fifth. */
const RESEND_AFTER_MS = [0, 10 * MINUTE_MS, HOUR_MS, DAY_MS];
const SAY_ALREADY_EVERY_MS = DAY_MS;
/** For how long a row is kept that leads to no confirmation, so that nobody is written to too often. */
const OTHERS_KEPT_MS = 2 * DAY_MS;

/**
 * Records a sign-up, and queues its mail if there is one and room for it. What can be seen of it from
 * outside, the answer and the time, depends on nothing that is known of the address.
 */
export function askFor(
  db: Database,
  keys: ReaderKeys,
  signUp: NewSignUp,
  caps: Caps,
  now: Date,
): Promise<Asked> {
  return db.transaction().execute(async (transaction) => {
    await oneAtATime(transaction, now);
    const key = addressKey(signUp.email);
    const domain = domainOfKey(key);
    const doubtful = signUp.doubtful === true;
    const standing = await standingOf(transaction, keys, key);
    const before = await findRow(transaction, 'address_key', key);
    const counted = await slotsAt(transaction, caps, now);
    const slots = await releaseWaiting(transaction, keys, counted, now);
    const room = hasRoom(slots, domain, doubtful);
    const capReached = !hasRoom(slots, '', false);
    if (!room && (await isQueueFull(transaction, slots, domain, doubtful))) {
      return { kind: 'full', capReached };
    }
    const waits = !room || (signUp.notBefore ?? now) > now;
    const asked = {
      ...rowOf(signUp, key, kindFor(standing, signUp.held === true), before, now),
      wording: await keepWording(transaction, signUp.wording),
    };
    const mail = isMailDue(asked.kind, standing, before, now);
    const row = boundToLink(before, asked, mail && !waits);
    const next = {
      ...row,
      ...(mail && !waits && { mails: row.mails + 1, mailed_at: now.toISOString() }),
      release_at: mail && waits ? turnOf(before, signUp.notBefore ?? now) : null,
    };
    await transaction
      .insertInto('sign_ups')
      .values(next)
      .onConflict((conflict) => conflict.column('address_key').doUpdateSet(next))
      .execute();
    if (mail && !waits) await queueMailTo(transaction, next, standing, now);
    else await writeInstead(transaction, now);
    return { kind: waits ? 'later' : 'now', capReached };
  });
}

/** Takes as long as queueing a mail, so that the time shows nothing. */
async function writeInstead(db: Database, now: Date): Promise<void> {
  const key = `instead:${newId()}`;
  await db.insertInto('used_once').values({ key, until: now.toISOString() }).execute();
}

/** A sign-up that waits already keeps its turn. */
function turnOf(before: Row | undefined, time: Date): string {
  const own = time.toISOString();
  const earlier = before?.release_at ?? own;
  return earlier < own ? earlier : own;
}

function rowOf(
  signUp: NewSignUp,
  key: string,
  kind: SignUpKind,
  before: Row | undefined,
  now: Date,
) {
  const goesOn = kind === 'confirm' && isOpen(before);
  const link = goesOn && before && !isExpired(before, now) ? before : undefined;
  return {
    sign_up_id: link?.sign_up_id ?? newId(),
    address_key: key,
    email: signUp.email,
    domain: domainOfKey(key),
    kind,
    doubtful: signUp.doubtful === true ? 1 : 0,
    name: signUp.name ?? null,
    topics: toTopics(signUp.topics),
    locale: signUp.locale ?? null,
    source: signUp.source,
    page: signUp.page ?? null,
    ip: signUp.ip ?? null,
    asked_at: now.toISOString(),
    mails: goesOn ? (before?.mails ?? 0) : 0,
    mailed_at: before?.kind === kind ? before.mailed_at : null,
    message_id: link?.message_id ?? null,
    confirmed_at: null,
  };
}

type AskedRow = ReturnType<typeof rowOf> & Pick<Row, 'wording'>;

/**
 * Binds a link that is out to what was asked with it: another name or other topics, perhaps of
 * somebody else, wait for a mail, and get a link of their own with it. Without a mail, the time of
 * the first one stays, so that nobody can keep a sign-up from being purged.
 */
function boundToLink(before: Row | undefined, asked: AskedRow, sends: boolean): AskedRow {
  const isOut = before !== undefined && isOpen(before) && before.mailed_at !== null;
  if (!isOut || asked.kind !== 'confirm') return asked;
  if (!sends) return { ...asked, ...askedWith(before) };
  const isSame = (['name', 'topics', 'wording'] as const).every(
    (column) => before[column] === asked[column],
  );
  return isSame ? asked : { ...asked, sign_up_id: newId(), message_id: null };
}

/** What a link stands for. */
function askedWith(row: Row) {
  const { sign_up_id, message_id, email, name, topics, wording, locale } = row;
  const { source, page, ip, asked_at } = row;
  return {
    ...{ sign_up_id, message_id, email, name, topics, wording, locale },
    ...{ source, page, ip, asked_at },
  };
}

function newId(): string {
  return randomBytes(16).toString('base64url');
}

/** Whether a sign-up waits to be confirmed. */
function isOpen(row: Row | undefined): boolean {
  return row?.kind === 'confirm' && row.confirmed_at === null;
}

function isExpired({ mailed_at }: Row, now: Date): boolean {
  return mailed_at !== null && Date.parse(mailed_at) < lastHours(now, CONFIRM_WITHIN_HOURS);
}

function lastHours(now: Date, hours: number): number {
  return now.getTime() - hours * HOUR_MS;
}

/** Whether somebody who signs up now gets a mail, apart from the caps. */
function isMailDue(
  kind: SignUpKind,
  standing: Standing,
  before: Row | undefined,
  now: Date,
): boolean {
  const mailedAt = before?.mailed_at ?? null;
  const since = mailedAt === null ? Infinity : now.getTime() - Date.parse(mailedAt);
  if (kind === 'already') return before?.kind !== 'already' || since >= SAY_ALREADY_EVERY_MS;
  if (kind !== 'confirm') return false;
  if (!before || !isOpen(before)) return true;
  // One mail may show that an address that bounced works again.
  if (standing.kind === 'bounced') return before.mails === 0;
  const wait = RESEND_AFTER_MS[before.mails];
  return wait !== undefined && since >= wait;
}

function findRow(
  db: Database,
  column: 'address_key' | 'sign_up_id',
  value: string,
): Promise<Row | undefined> {
  return db.selectFrom('sign_ups').selectAll().where(column, '=', value).executeTakeFirst();
}

/** Finds out what the link of a confirmation mail leads to. */
export async function findSignUp(
  db: Database,
  signUpId: string,
  now: Date,
): Promise<SignUpStanding> {
  const row = await findRow(db, 'sign_up_id', signUpId);
  if (row?.kind !== 'confirm') return { kind: 'unknown' };
  const locale = defined({ locale: row.locale ?? undefined });
  if (row.confirmed_at === null) {
    // Without a mail, nobody has the link.
    return row.mailed_at === null || isExpired(row, now)
      ? { kind: 'expired', ...locale }
      : { kind: 'open', email: row.email, ...locale };
  }
  const reader = await db
    .selectFrom('subscribers')
    .select('reader_id')
    .where('address_key', '=', row.address_key)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return {
    kind: 'confirmed',
    ...defined({ readerId: reader?.reader_id ?? undefined }),
    ...locale,
  };
}

/** Finds an unconfirmed sign-up by its address in any spelling. */
export async function findPending(db: Database, email: string): Promise<PendingSignUp | undefined> {
  const row = await findRow(db, 'address_key', addressKey(email));
  return row && (isOpen(row) || row.kind === 'held') ? toPending(row) : undefined;
}

/** Lists unconfirmed sign-ups, oldest first. */
export async function* listPending(db: Database): AsyncGenerator<PendingSignUp> {
  const page = (after: number) =>
    db
      .selectFrom('sign_ups')
      .selectAll()
      .where('id', '>', after)
      .where('confirmed_at', 'is', null)
      .where('kind', 'in', ['confirm', 'held'])
      .orderBy('id')
      .limit(PAGE_SIZE)
      .execute();
  for await (const row of inPages(page, ({ id }) => id)) yield toPending(row);
}

function toPending(row: Row): PendingSignUp {
  return {
    email: row.email,
    askedAt: new Date(row.asked_at),
    ...defined({ topics: fromTopics(row.topics) }),
    mails: row.mails,
    held: row.kind === 'held',
  };
}

/** Counts sign-ups by their state. */
export async function countSignUps(db: Database): Promise<SignUpCounts> {
  const rows = await db
    .selectFrom('sign_ups')
    .where('confirmed_at', 'is', null)
    .where('kind', 'in', ['confirm', 'held'])
    .groupBy(['kind'])
    .select(({ fn }) => [
      'kind',
      fn.countAll<number>().as('count'),
      fn.count<number>('release_at').as('waiting'),
    ])
    .execute();
  const of = (kind: SignUpKind) => rows.find((row) => row.kind === kind);
  return {
    pending: of('confirm')?.count ?? 0,
    waiting: of('confirm')?.waiting ?? 0,
    held: of('held')?.count ?? 0,
  };
}

/** Deletes what was not confirmed within 30 days, and what no longer matters; returns how many. */
export async function purgeSignUps(db: Database, now: Date): Promise<number> {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const { numDeletedRows } = await db
    .deleteFrom('sign_ups')
    .where((row) =>
      row.or([
        row('asked_at', '<', before(UNCONFIRMED_DAYS * DAY_MS)),
        row('confirmed_at', '<', before(CONFIRM_WITHIN_HOURS * HOUR_MS)),
        row.and([
          row('kind', 'in', ['already', 'none']),
          row('asked_at', '<', before(OTHERS_KEPT_MS)),
        ]),
      ]),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
