import type { Change, Lease, Recorded, Run } from '../deliver/ledger.ts';
import type { Engine } from './engine.ts';

/**
 * Records steps after a call with the same time that failed. That call may have recorded them
 * nevertheless, because a connection can break between the commit and its answer: steps that are
 * in the database with this time are `moved`, and are not made twice.
 */
export async function recordAgain(
  { db, record }: Pick<Engine, 'db' | 'record'>,
  lease: Lease,
  changes: readonly Change[],
  now: string,
): Promise<readonly Recorded[]> {
  const before = await recordedAt(db, lease.run, changes, now);
  const rest = changes.filter(({ subscriberId }) => !before.has(subscriberId));
  const results = rest.length > 0 ? await record(lease, rest, now) : [];
  // The statement of the failed call may still have run, on a server that was only slow.
  const since = results.includes('refused')
    ? await recordedAt(db, lease.run, rest, now)
    : new Set<number>();
  const left = results.values();
  return changes.map(({ subscriberId }): Recorded => {
    if (before.has(subscriberId)) return 'moved';
    const result = left.next().value ?? 'refused';
    return result === 'refused' && since.has(subscriberId) ? 'moved' : result;
  });
}

/** Finds the subscribers whose deliveries are where their last change leads, since a time. */
async function recordedAt(
  db: Engine['db'],
  run: Run,
  changes: readonly Change[],
  now: string,
): Promise<ReadonlySet<number>> {
  const last = new Map(changes.map(({ subscriberId, state }) => [subscriberId, state]));
  const rows = await db
    .selectFrom('deliveries')
    .select(['subscriber_id', 'state'])
    .where('run_id', '=', run.id)
    .where('subscriber_id', 'in', [...last.keys()])
    .where('updated_at', '=', now)
    .execute();
  const there = rows.filter(({ subscriber_id, state }) => last.get(subscriber_id) === state);
  return new Set(there.map(({ subscriber_id }) => subscriber_id));
}
