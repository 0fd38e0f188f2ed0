import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Change, Recorded, Run } from '../../deliver/ledger.ts';
import { DELIVERY_STATES, REACHED_FROM, type DeliveryState } from '../../deliver/state.ts';
import { columnsOf } from '../change-columns.ts';
import type { LogMark } from './log-mark.ts';

/** The part of a lease that recording needs. */
export interface Fence {
  readonly fence: number;
  readonly run: Pick<Run, 'id' | 'version'>;
}

/**
 * Records groups of steps in SQLite, each group in one transaction. Statements are prepared once,
 * and a group is written synchronously, so nothing else on the connection runs in between.
 */
export function sqliteRecorder(database: DatabaseSync, mark?: LogMark) {
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const fence = database.prepare('select 1 from runs where id = ? and fence = ?');
  const moves = new Map(DELIVERY_STATES.map((state) => [state, database.prepare(moveTo(state))]));

  return (lease: Fence, changes: readonly Change[], now: string): readonly Recorded[] => {
    begin.run();
    try {
      const owned = fence.get(lease.run.id, lease.fence) !== undefined;
      const recorded = changes.map((change): Recorded => {
        if (!owned) return 'lost';
        return move(moves, lease, change, now) ? 'moved' : 'refused';
      });
      mark?.before();
      commit.run();
      mark?.after();
      return recorded;
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  };
}

function moveTo(state: DeliveryState): string {
  const from = REACHED_FROM[state].map((each) => `'${each}'`).join(', ');
  const receiver = `select 1 from subscribers s
    where s.id = deliveries.subscriber_id and s.removed_at is null
      and (s.paused_until is null or s.paused_until <= ?)
      and not exists (select 1 from suppressions x where x.address_key = s.address_key)`;
  return `update deliveries set
      attempts = attempts + case when state = 'released' then 0 else ? end, state = '${state}',
      message_id = case when message_id = '' then '' else coalesce(?, message_id) end,
      version = coalesce(?, version),
      code = ?, enhanced = ?, reply = case when message_id = '' then null else ? end,
      retry_at = ?, updated_at = ?
    where run_id = ? and subscriber_id = ? and state in (${from})
    ${state === 'released' ? `and exists (${receiver})` : ''}`;
}

function move(
  moves: ReadonlyMap<DeliveryState, StatementSync>,
  { run }: Fence,
  change: Change,
  now: string,
): boolean {
  const { tries, messageId, version, code, enhanced, reply, retryAt } = columnsOf(change, run);
  const result = moves
    .get(change.state)
    ?.run(
      tries,
      messageId,
      version,
      code,
      enhanced,
      reply,
      retryAt,
      now,
      run.id,
      change.subscriberId,
      ...(change.state === 'released' ? [now] : []),
    );
  return result?.changes === 1;
}
