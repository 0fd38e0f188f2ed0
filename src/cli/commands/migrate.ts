import type { Command } from 'commander';
import type { Migrated } from '../../app/migrate.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { EXIT, type Io } from '../io.ts';
import { JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { marked } from '../style.ts';

export interface MigrateOptions {
  readonly json?: boolean;
}

/** Adds `broadsheet migrate` to the program. */
export function addMigrate(program: Command, run: RunCommand): void {
  program
    .command('migrate')
    .description('bring the database up to date with this version')
    .option(...JSON_OPTION)
    .action((options: MigrateOptions) => run((io) => migrate(options, io)));
}

/** Migrates the database. Returns the exit code. */
async function migrate(options: MigrateOptions, io: Io): Promise<number> {
  const { migrateDatabase } = await import('../../app/migrate.ts');
  return present(await migrateDatabase(openWorkspace(io)), PRESENTER, options, io);
}

const PRESENTER: Presenter<Migrated> = {
  exitCode: () => EXIT.done,
  json: (result) => result,
  text: ({ database, migrations }) => [
    migrations.length === 0
      ? marked('done', `The database ${database} is up to date.`)
      : marked('done', `Migrated the database ${database}: ${migrations.join(', ')}`),
  ],
};
