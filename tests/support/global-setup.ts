/** Runs once per test run, in the process that starts the workers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres, type PostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder above everything that tests write. */
    readonly temporaryFolder: string;
    /** Where workers ask for databases: GET answers with a URL, DELETE takes one back. */
    readonly databases: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-tests-'));
  project.provide('temporaryFolder', folder);
  const databases = await startDatabases();
  project.provide('databases', databases.url);
  return async () => {
    await databases.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Hands out databases of one PostgreSQL, which starts when a test asks for the first. */
async function startDatabases(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  let starting: Promise<PostgresServer> | undefined;
  const idle: string[] = [];
  const serve = async (request: IncomingMessage): Promise<string> => {
    if (request.method === 'DELETE') {
      idle.push(decodeURIComponent(request.url?.slice(1) ?? ''));
      return '';
    }
    starting ??= startPostgres();
    const server = await starting;
    const used = idle.pop();
    if (used === undefined) return server.createDatabase();
    await server.emptyDatabase(used);
    return used;
  };
  const broker = createServer((request, response) => {
    serve(request).then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  // A worker that is busy for seconds would ask over a connection that is being closed.
  broker.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  const { port } = broker.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: async () => {
      broker.closeAllConnections();
      broker.close();
      await (await starting)?.stop();
    },
  };
}
