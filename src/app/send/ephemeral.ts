import { UserError } from '../../base/user-error.ts';
import { isRunner, type Environment } from '../../config/environment.ts';
import type { Config } from '../../config/schema.ts';
import { sendsToReaders } from './destination.ts';

/**
 * Returns whether the ledger of a run to readers is lost with this CI job, where the user accepts
 * that. Throws UserError if it would be lost and the user does not: the next job would send the
 * edition again.
 */
export function isEphemeral(env: Environment, config: Config, accepted: boolean): boolean {
  if (env['DATABASE_URL'] || !isRunner(env) || !sendsToReaders(env, config)) return false;
  if (accepted) return true;
  throw new UserError(
    'This CI runner loses its record of who has the letter when the job ends, so the next job would send it again.',
    'Set DATABASE_URL to a PostgreSQL database that outlives the job, or pass --ephemeral if nothing will send this edition again.',
  );
}
