import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Change, Lease, Recorded } from '../../deliver/ledger.ts';
import { REACHED_FROM } from '../../deliver/state.ts';
import { columnsOf } from '../change-columns.ts';

/**
 * One statement is one transaction and one round trip. The share lock on the run makes a takeover
 * wait until the group is written; after a takeover, the fence no longer matches.
 */
const RECORD = `
  with fenced as (
    select id from runs where id = $1 and fence = $2 for share
  ), change as (
    select * from unnest(
      $3::int[], $4::text[], $5::text[], $6::int[], $7::text[], $8::int[],
      $9::int[], $10::text[], $11::text[], $12::text[]
    ) as c (subscriber_id, state, sources, tries, message_id, version, code, enhanced, reply, retry_at)
  ), moved as (
    update deliveries d set
      attempts = d.attempts + case when d.state = 'released' then 0 else c.tries end,
      state = c.state, 
      message_id = case when d.message_id = '' then '' else coalesce(c.message_id, d.message_id) end,
      version = coalesce(c.version, d.version),
      code = c.code, enhanced = c.enhanced,
      reply = case when d.message_id = '' then null else c.reply end,
      retry_at = c.retry_at, updated_at = $13
    from change c, fenced
    where d.run_id = fenced.id and d.subscriber_id = c.subscriber_id
      and d.state = any(string_to_array(c.sources, ' '))
      and (c.state <> 'released' or exists (
        select 1 from subscribers s
        where s.id = c.subscriber_id and s.removed_at is null
          and (s.paused_until is null or s.paused_until <= $13)
          and not exists (select 1 from suppressions x where x.address_key = s.address_key)
      ))
    returning d.subscriber_id
  )
  select (select count(*) from fenced)::int as owned,
    coalesce((select array_agg(subscriber_id) from moved), '{}') as moved`;

/** The name tells versions of the statement apart, which may share a connection of a proxy. */
const NAME = `broadsheet_record_${createHash('sha256').update(RECORD).digest('hex').slice(0, 12)}`;

/** What PostgreSQL says where a proxy has given the connection to others: it has another, or none. */
const OTHER_CONNECTION = new Set(['26000', '42P05']);

interface Written {
  readonly owned: number;
  readonly moved: readonly number[];
}

/**
 * Records groups of steps in PostgreSQL, each group in one statement. A prepared one is planned a
 * few times instead of for each group; where a proxy keeps none, it is sent as a whole.
 */
export function postgresRecorder(pool: pg.Pool, prepare: boolean) {
  let name = prepare ? NAME : undefined;

  async function write(values: unknown[]): Promise<Written> {
    try {
      const { rows } = await pool.query<Written>({ name, text: RECORD, values });
      return rows[0] ?? { owned: 0, moved: [] };
    } catch (error) {
      const { code = '' } = error as { readonly code?: string };
      if (name === undefined || !OTHER_CONNECTION.has(code)) throw error;
      // Nothing was executed, so the group can be recorded now.
      name = undefined;
      return write(values);
    }
  }

  return async (
    lease: Lease,
    changes: readonly Change[],
    now: string,
  ): Promise<readonly Recorded[]> => {
    const recorded: Recorded[] = [];
    for (const group of withoutRepeats(changes)) {
      const { owned, moved } = await write(valuesOf(lease, group, now));
      const done = new Set(moved);
      for (const { subscriberId } of group) {
        recorded.push(owned === 0 ? 'lost' : done.has(subscriberId) ? 'moved' : 'refused');
      }
    }
    return recorded;
  };
}

/** Returns the parameters of the statement. */
function valuesOf(lease: Lease, changes: readonly Change[], now: string): unknown[] {
  const rows = changes.map((change) => ({
    ...columnsOf(change, lease.run),
    subscriberId: change.subscriberId,
    state: change.state,
    from: REACHED_FROM[change.state].join(' '),
  }));
  return [
    lease.run.id,
    lease.fence,
    rows.map((row) => row.subscriberId),
    rows.map((row) => row.state),
    rows.map((row) => row.from),
    rows.map((row) => row.tries),
    rows.map((row) => row.messageId),
    rows.map((row) => row.version),
    rows.map((row) => row.code),
    rows.map((row) => row.enhanced),
    rows.map((row) => row.reply),
    rows.map((row) => row.retryAt),
    now,
  ];
}

/** Splits changes so that no group has two steps of one delivery: a statement updates a row once. */
function withoutRepeats(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [[]];
  let seen = new Set<number>();
  for (const change of changes) {
    if (seen.has(change.subscriberId)) {
      groups.push([]);
      seen = new Set();
    }
    seen.add(change.subscriberId);
    groups.at(-1)?.push(change);
  }
  return groups;
}
