import { asError } from '../../base/as-error.ts';
import { isRunner } from '../../config/environment.ts';
import { UserError } from '../../base/user-error.ts';
import type { Check } from '../context.ts';
import { finding, mistake, well } from '../finding.ts';

/** The database opens, and its tables are those of this version. */
export const checkDatabase: Check = async ({ env, database }) => {
  const { kind, name, facts } = database;
  try {
    const { migration } = await facts;
    const opened = well(`Database: ${name}, up to date (${migration})`);
    if (kind === 'postgres' || !isRunner(env)) return [opened];
    return [
      opened,
      finding('database/ephemeral', 'Database: a file, on a CI runner that will lose it'),
    ];
  } catch (error) {
    if (error instanceof UserError) return [mistake('database/unusable', error)];
    return [finding('database/unusable', `Database: ${name}: ${asError(error).message}`)];
  }
};
