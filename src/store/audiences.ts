/** The queries that tell who is in an audience, and who of them gets nothing and why. */
import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely';
import type { Run } from '../deliver/ledger.ts';
import type { DeliveryState } from '../deliver/state.ts';
import type { AudienceCount, LeftOut, Sent } from '../subscribers/audiences.ts';
import type { SuppressionKind } from '../subscribers/suppression.ts';
import type { Audience } from '../subscribers/segment.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { Dialect } from './dialect.ts';
import { inPages, PAGE_SIZE } from './pages.ts';
import type { Schema, SubscribersTable } from './schema.ts';
import { inSegment, isIn } from './segments.ts';
import { toSubscriber } from './subscribers.ts';

type Database = Kysely<Schema>;

/** The states of somebody who has a letter, may have it, or is about to get it. */
const HAS_LETTER = [
  ...(['planned', 'deferred', 'released', 'accepted', 'unknown'] as const),
] satisfies readonly DeliveryState[];

/** A run of the same edition at the same destination, for another audience. */
export interface OtherRun {
  readonly id: number;
  readonly audience: string;
}

/** Lists the runs of an edition at a destination for other audiences than one. */
export async function otherRuns(
  db: Database,
  { edition, destination }: Sent,
  audience: string,
): Promise<readonly OtherRun[]> {
  return db
    .selectFrom('runs')
    .select(['id', 'audience'])
    .where('edition', '=', edition)
    .where('destination', '=', destination)
    .where('audience', '<>', audience)
    .orderBy('id')
    .execute();
}

/** Returns the condition for a subscriber to have, or perhaps get, a letter of one of some runs. */
export function hasLetter(runs: readonly Pick<Run, 'id'>[], subscriber: RawBuilder<number>) {
  if (runs.length === 0) return sql<boolean>`false`;
  const ids = sql.join(runs.map(({ id }) => sql.lit(id)));
  const states = sql.join(HAS_LETTER.map((state) => sql.lit(state)));
  return sql<boolean>`exists (select 1 from deliveries other where other.run_id in (${ids})
    and other.subscriber_id = ${subscriber} and other.state in (${states}))`;
}

/**
 * Returns an expression for why a row of `subscribers`, joined with `suppressions` as x, gets no
 * letter of a run; null if it gets one. `now` is ISO 8601 in UTC.
 */
export function reasonToLeaveOut(now: string, others: readonly OtherRun[] = []) {
  const alreadySent = others.map(
    ({ id, audience }) => sql`when ${hasLetter([{ id }], sql.ref('subscribers.id'))}
      then cast(${`already sent to them, with the audience ${audience}`} as text)`,
  );
  return sql<string | null>`case
    when x.reason is not null then x.reason
    when subscribers.removed_at is not null then 'unsubscribed'
    when subscribers.paused_until > ${now}
      then 'paused until ' || substr(subscribers.paused_until, 1, 10)
    ${sql.join(alreadySent, sql` `)}
  end`;
}

/** `subscribers` with the suppression of each, if there is one, as x. */
export const WITH_SUPPRESSION = sql`subscribers
  left join suppressions x on x.address_key = subscribers.address_key`;

type Group = 'receivers' | 'suppressed' | keyof LeftOut;

/** Counts who is in an audience, by what becomes of them. */
export async function countAudience(
  db: Database,
  dialect: Dialect,
  { name, segment }: Audience,
  sent: Sent | undefined,
  now: string,
): Promise<AudienceCount> {
  const others = sent ? await otherRuns(db, sent, name) : [];
  const group = sql<Group>`case
    when subscribers.removed_at is not null then 'unsubscribed'
    when not ${inSegment(dialect, segment)} then 'notInSegment'
    when x.kind is not null then 'suppressed'
    when subscribers.paused_until > ${now} then 'paused'
    when ${hasLetter(others, sql.ref('subscribers.id'))} then 'alreadySent'
    else 'receivers' end`;
  const { rows } = await sql<{ what: Group; kind: SuppressionKind | null; count: number }>`
    select what, kind, count(*) as count from (
      select ${group} as what, x.kind from ${WITH_SUPPRESSION}
      where subscribers.domain <> 'erased'
    ) each_of group by what, kind`.execute(db);
  const sum = (wanted: Group) =>
    rows.reduce((total, { what, count }) => (what === wanted ? total + count : total), 0);
  const kinds = rows.flatMap(({ what, kind, count }) =>
    what === 'suppressed' && kind !== null ? [[kind, count] as const] : [],
  );
  return {
    audience: name,
    receivers: sum('receivers'),
    leftOut: {
      paused: sum('paused'),
      suppressed: Object.fromEntries(kinds),
      alreadySent: sum('alreadySent'),
      unsubscribed: sum('unsubscribed'),
      notInSegment: sum('notInSegment'),
    },
  };
}

/** Lists who gets an edition for an audience, in list order. */
export async function* listReceivers(
  db: Database,
  dialect: Dialect,
  { name, segment }: Audience,
  sent: Sent | undefined,
  now: string,
): AsyncGenerator<Subscriber> {
  const others = sent ? await otherRuns(db, sent, name) : [];
  const page = async (after: number) => {
    const { rows } = await sql<Selectable<SubscribersTable>>`
      select subscribers.* from ${WITH_SUPPRESSION}
      where subscribers.id > ${after} and ${isIn(dialect, segment)}
        and ${reasonToLeaveOut(now, others)} is null
      order by subscribers.id limit ${PAGE_SIZE}`.execute(db);
    return rows;
  };
  for await (const row of inPages(page, ({ id }) => id)) yield toSubscriber(row);
}
