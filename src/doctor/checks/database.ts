import { asError } from '../../base/as-error.ts';
import { isRunner } from '../../config/environment.ts';
import { UserError } from '../../base/user-error.ts';
import type { DoctorCheck } from '../context.ts';
import { finding, mistake, passed } from '../finding.ts';

/** Checks that the database opens, and that its tables are those of this version. */
export const checkDatabase: DoctorCheck = async ({ env, database }) => {
  const { kind, name, facts } = database;
  try {
    const { migration } = await facts;
    const opened = passed(`Database: ${name}, up to date (${migration})`);
    if (kind === 'postgres' || !isRunner(env)) return [opened];
    return [
      opened,
      finding('database/ephemeral', 'Database: a file, which is deleted with this CI job'),
    ];
  } catch (error) {
    if (error instanceof UserError) return [mistake('database/unusable', error)];
    return [finding('database/unusable', `Database: ${name}: ${asError(error).message}`)];
  }
};
