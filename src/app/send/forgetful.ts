import type { Config } from '../../config/schema.ts';
import { UserError } from '../../base/user-error.ts';
import { signed, type Io } from '../../cli/io.ts';
import { sendsToReaders } from './target.ts';

/** Whether the machine is one of those that are thrown away after the job. */
function onRunner({ env }: Io): boolean {
  return !['', '0', 'false'].includes((env['CI'] ?? '').toLowerCase());
}

/**
 * On a CI runner the memory of who has the letter needs a database that outlives it. Throws
 * UserError where readers would be written to without one, unless the user takes that on.
 */
export function refuseForgetful(
  io: Io,
  config: Config,
  { ephemeral = false }: { readonly ephemeral?: boolean },
): void {
  if (io.env['DATABASE_URL'] || !onRunner(io) || !sendsToReaders(io, config)) return;
  if (!ephemeral) {
    throw new UserError(
      'This CI runner forgets who has the letter when its job ends, and the next job would send it again.',
      'Set DATABASE_URL to a PostgreSQL database that stays, or say --ephemeral where nothing will send this edition again.',
    );
  }
  io.note(
    signed('warning', 'Nothing remembers this run after the job: do not send the edition again.'),
  );
}
