import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Adds a subscriber's time zone, so far an attribute, and the hour of each delivery. */
export async function addOwnHours(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const columns = [
    ['subscribers', 'time_zone'],
    ['deliveries', 'not_before'],
    ['runs', 'last_hour'],
  ] as const;
  for (const [table, name] of columns) {
    await db.schema.alterTable(table).addColumn(name, 'text').execute();
  }
  const zone = ['time_zone', 'timezone'].map((key) => dialect.jsonText('attributes', key));
  await sql`update subscribers set time_zone = coalesce(${sql.raw(zone.join(', '))})`.execute(db);
}
