import type { Kysely } from 'kysely';
import type { Ledger } from '../deliver/ledger.ts';
import { moveDelivery, pageOfPending, settleReleased, tallyRun } from './deliveries.ts';
import { createRun, findRun, freeRun, leaseRun } from './runs.ts';
import type { Schema } from './schema.ts';

/** The ledger in a database. */
export function sqlLedger(db: Kysely<Schema>, clock: () => Date): Ledger {
  const now = (aheadSeconds = 0) => new Date(clock().getTime() + aheadSeconds * 1000).toISOString();
  return {
    findRun: (edition, audience) => findRun(db, edition, audience),
    createRun: (plan) => createRun(db, plan, now()),
    lease: (run, owner, seconds) => leaseRun(db, run, owner, now(), now(seconds)),
    free: (run, owner) => freeRun(db, run, owner),
    settle: (run) => settleReleased(db, run, now()),
    page: (run, afterId, limit) => pageOfPending(db, run, afterId, limit),
    record: (run, id, from, change) => moveDelivery(db, run, id, from, change, now()),
    tally: (run) => tallyRun(db, run),
  };
}
