/** Runs once per test run, in the process that starts the workers: they share one PostgreSQL. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres, type PostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where workers ask for databases: GET answers with a URL, DELETE takes one back. */
    readonly databases: string;
  }
}

/** The server starts when the first test asks for a database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<PostgresServer> | undefined;
  const idle: string[] = [];
  const serve = async (request: IncomingMessage): Promise<string> => {
    if (request.method === 'DELETE') {
      idle.push(decodeURIComponent(request.url?.slice(1) ?? ''));
      return '';
    }
    starting ??= startPostgres();
    const used = idle.pop();
    return used === undefined ? (await starting).createDatabase() : emptied(used);
  };
  const server = createServer((request, response) => {
    serve(request).then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  project.provide('databases', `http://127.0.0.1:${port}/`);
  return async () => {
    server.closeAllConnections();
    server.close();
    await (await starting)?.stop();
  };
}

/** Empties a database, which takes a fraction of the time that creating one does. */
async function emptied(url: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await client.query('drop schema public cascade; create schema public');
  await client.end();
  return url;
}
