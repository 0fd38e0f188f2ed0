import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { UserError } from '../base/user-error.ts';

/** Environment variables by name. The process's variables override the .env file. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the process's environment, with the folder's .env file for the rest. Throws UserError. */
export function readEnvironment(folder: string, process: Environment): Environment {
  const file = join(folder, '.env');
  if (!existsSync(file)) return process;
  try {
    return { ...parseEnv(readFileSync(file, 'utf8').replace(/^\ufeff/, '')), ...process };
  } catch {
    throw new UserError(
      `Can't read ${file}.`,
      'Check that it is a file and that you have permission to read it.',
    );
  }
}

/** Whether this is a CI runner, which is discarded after the job. */
export function isRunner(env: Environment): boolean {
  return !['', '0', 'false'].includes((env['CI'] ?? '').toLowerCase());
}
