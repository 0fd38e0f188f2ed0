import type { Kysely } from 'kysely';
import type { Change, Run } from '../deliver/ledger.ts';
import { DELIVERY_STATES, type DeliveryState, type Tally } from '../deliver/state.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { Schema } from './schema.ts';
import { toSubscriber } from './subscribers.ts';

/** Makes unknown what was released and has no outcome; how many there were. */
export async function settleReleased(db: Kysely<Schema>, run: Run, now: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set({
      state: 'unknown',
      reply: 'the sender died before the server answered',
      updated_at: now,
    })
    .where('run_id', '=', run.id)
    .where('state', '=', 'released')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Subscribers whose delivery is planned or deferred, in order of id, after an id. */
export async function pageOfPending(
  db: Kysely<Schema>,
  run: Run,
  afterId: number,
  limit: number,
): Promise<readonly Subscriber[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .selectAll('subscribers')
    .where('run_id', '=', run.id)
    .where('state', 'in', ['planned', 'deferred'])
    .where('subscriber_id', '>', afterId)
    .orderBy('subscriber_id')
    .limit(limit)
    .execute();
  return rows.map(toSubscriber);
}

/** Moves a delivery on. False, and nothing changed, where it is not in one of the states named. */
export async function moveDelivery(
  db: Kysely<Schema>,
  run: Run,
  subscriberId: number,
  from: readonly DeliveryState[],
  { state, reply, messageId }: Change,
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set(({ eb }) => ({
      state,
      message_id: messageId,
      reply: reply ?? null,
      updated_at: now,
      ...(state === 'released' && { attempts: eb('attempts', '+', 1) }),
    }))
    .where('run_id', '=', run.id)
    .where('subscriber_id', '=', subscriberId)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** How many deliveries of a run are in each state. */
export async function tallyRun(db: Kysely<Schema>, run: Run): Promise<Tally> {
  const rows = await db
    .selectFrom('deliveries')
    .select((delivery) => ['state', delivery.fn.countAll<number>().as('count')])
    .where('run_id', '=', run.id)
    .groupBy('state')
    .execute();
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  return Object.fromEntries(
    DELIVERY_STATES.map((state) => [state, counts.get(state) ?? 0]),
  ) as Tally;
}
