/** Command lines on both databases: a file, and PostgreSQL where it can be had. */
import { beforeEach, describe } from 'vitest';
import type { Environment } from '../../src/config/environment.ts';
import { HAS_POSTGRES } from './postgres-server.ts';
import { usePostgres } from './postgres.ts';

/** Runs tests with the variables of each database; every test has an empty one. */
export function onBothDatabases(tests: (env: () => Environment) => void): void {
  describe('in a file', () => {
    tests(() => ({}));
  });
  describe.skipIf(!HAS_POSTGRES)('in PostgreSQL', () => {
    const postgres = usePostgres();
    let env: Environment = {};
    beforeEach(async () => {
      env = { DATABASE_URL: await postgres.url() };
    });
    tests(() => env);
  });
}
