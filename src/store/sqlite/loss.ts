import type { DatabaseSync } from 'node:sqlite';
import { acceptLoss } from './log-mark.ts';

const REASON = 'the record of this letter was lost with the newest commits of the database';

/**
 * Goes on without commits that are lost: every letter that waits, by what is left, may have been
 * sent, so it becomes unknown.
 */
export function forgetLoss(database: DatabaseSync, now: string): void {
  database.exec('begin immediate');
  try {
    database
      .prepare(
        `update deliveries set state = 'unknown', reply = ?, code = null, enhanced = null,
          retry_at = null, updated_at = ? where state in ('planned', 'deferred', 'released')`,
      )
      .run(REASON, now);
    acceptLoss(database);
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
