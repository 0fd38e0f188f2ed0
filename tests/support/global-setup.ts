/** Runs once per test run, in the process that starts the workers. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { bundle, loadedByName, ROOT } from '../../scripts/bundle.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';
import { scratchFolder } from './scratch-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder above everything that tests write. */
    readonly temporaryFolder: string;
    /** Where workers ask for databases: GET answers with a URL, DELETE takes one back. */
    readonly databases: string;
    /**
     * Where workers ask for the program: GET dist answers once dist/lib/ is up to date, and GET
     * runners with the folder in which the runners of tests/support/runners.ts are built.
     */
    readonly builds: string;
  }
}

/** By their paths from src/. */
const RUNNERS = ['../tests/support/runner-process.ts', '../tests/kill/sender-process.ts'];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(scratchFolder(), 'broadsheet-tests-'));
  project.provide('temporaryFolder', folder);
  const broker = await startBroker(folder);
  project.provide('databases', `${broker.url}databases/`);
  project.provide('builds', `${broker.url}builds/`);
  return async () => {
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/**
 * Hands out what the workers share, made when a test asks for it first: databases of one PostgreSQL,
 * and builds of the program.
 */
async function startBroker(
  folder: string,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  let starting: Promise<PostgresServer> | undefined;
  let building: Promise<string> | undefined;
  let buildingRunners: Promise<string> | undefined;
  const idle: string[] = [];
  const serve = async (request: IncomingMessage): Promise<string> => {
    if (request.url === '/builds/dist') return (building ??= buildDist());
    if (request.url === '/builds/runners') return (buildingRunners ??= buildRunners(folder));
    if (request.method === 'DELETE') {
      idle.push(decodeURIComponent(request.url?.slice('/databases/'.length) ?? ''));
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

/** Builds dist/lib/ of this checkout, unless it is newer than the sources; returns its path. */
async function buildDist(): Promise<string> {
  const script = join(ROOT, 'scripts', 'build.ts');
  await promisify(execFile)(process.execPath, [script, '--if-stale']);
  return join(ROOT, 'dist', 'lib');
}

/** Bundles the runners with the commands that they run; returns the path of tests/ there. */
async function buildRunners(folder: string): Promise<string> {
  const program = join(folder, 'program');
  const lib = join(program, 'dist', 'lib');
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const external = Object.keys(dependencies);
  await bundle({ entries: [...loadedByName(), ...RUNNERS], external, folder: lib });
  for (const part of ['package.json', 'templates', 'docs', 'node_modules']) {
    symlinkSync(join(ROOT, part), join(program, part));
  }
  return join(lib, 'tests');
}
