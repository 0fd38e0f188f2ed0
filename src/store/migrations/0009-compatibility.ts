import { sql, type Kysely } from 'kysely';

/** Adds what an older program must know to work with this database: one row, see migrate.ts. */
export async function addCompatibility(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('compatibility')
    .addColumn('migration', 'text', (column) => column.notNull())
    .addColumn('program', 'text', (column) => column.notNull())
    .execute();
  await sql`insert into compatibility (migration, program) values ('', '')`.execute(db);
}
