import { databaseName, storeLocation, type Workspace } from './workspace.ts';

export interface Migrated {
  /** For messages; without a password. */
  readonly database: string;
  /** The names of the migrations that were run; none if the tables were up to date. */
  readonly migrations: readonly string[];
}

/**
 * Brings the tables of the newsletter's database up to date with this version. Throws UserError if
 * they can't be, and DatabaseUnavailableError while a run that needs the older ones is being sent.
 */
export async function migrateDatabase(workspace: Workspace): Promise<Migrated> {
  const { migrateStore } = await import('../store/open.ts');
  const migrations = await migrateStore(storeLocation(workspace));
  return { database: databaseName(workspace), migrations };
}
