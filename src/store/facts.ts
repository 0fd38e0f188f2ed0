import { sql } from 'kysely';
import type { StoreFacts } from '../doctor/context.ts';
import type { Engine } from './engine.ts';
import { countAtExampleDomains } from './reports.ts';

/** Counts the list, finds the newest migration and compares the clocks. */
export async function readFacts(
  { db, dialect, serverTime }: Engine,
  clock: () => Date,
): Promise<StoreFacts> {
  const { rows } = await sql<Pick<StoreFacts, 'subscribers' | 'suppressed' | 'migration'>>`
    select
      (select count(*) from subscribers where removed_at is null) as subscribers,
      (select count(*) from subscribers s
        join suppressions x on x.address_key = s.address_key
        where s.removed_at is null) as suppressed,
      (select max(name) from kysely_migration) as migration`.execute(db);
  const [counts] = rows;
  if (!counts) throw new Error('A select without from has one row.');
  const { count: examples } = await countAtExampleDomains(db, dialect, undefined);
  const facts = { ...counts, examples };
  return serverTime ? { ...facts, clockAheadMs: await clockAhead(serverTime, clock) } : facts;
}

/** Assumes that the server read its clock half-way between question and answer. */
async function clockAhead(serverTime: () => Promise<Date>, clock: () => Date): Promise<number> {
  const asked = clock().getTime();
  const theirs = await serverTime();
  const answered = clock().getTime();
  return theirs.getTime() - (asked + answered) / 2;
}
