import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { UserError } from '../base/user-error.ts';

/** Variables by name. Those of the process win over those of a .env file. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's environment, with the .env file of the folder below it. Throws UserError. */
export function readEnvironment(folder: string, process: Environment): Environment {
  const file = join(folder, '.env');
  if (!existsSync(file)) return process;
  try {
    return { ...parseEnv(readFileSync(file, 'utf8').replace(/^\ufeff/, '')), ...process };
  } catch {
    throw new UserError(`${file} cannot be read.`, 'Check that it is a file you may read.');
  }
}

/** Whether the machine is one of those that are thrown away after a job. */
export function isRunner(env: Environment): boolean {
  return !['', '0', 'false'].includes((env['CI'] ?? '').toLowerCase());
}
