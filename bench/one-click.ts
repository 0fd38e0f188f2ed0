/** One-click POSTs a second, alone and while a sender records deliveries in the same database. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { makeToken } from '../src/letter/token.ts';
import { openStore, type Store, type StoreLocation } from '../src/store/open.ts';
import { startPostgres } from '../tests/support/postgres-server.ts';
import { KEYS, LIST_ID, SECRETS } from './one-click-child.ts';
import { subscriberAt } from './send/letters.ts';

const READERS = 60_000;
const BATCH = 2000;
const SECONDS = 10;
const CONNECTIONS = 20;

export async function benchOneClick(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-one-click-'));
  const postgres = await startPostgres({ asInstalled: true });
  console.log(`One-click POSTs of ${CONNECTIONS} connections, ${SECONDS} s:`);
  try {
    for (const during of [false, true]) {
      const file = join(folder, `${String(during)}.sqlite`);
      await measure('SQLite', { kind: 'sqlite', file }, during);
      const url = await postgres.createDatabase();
      await measure('PostgreSQL', { kind: 'postgres', url }, during);
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  }
}

async function measure(name: string, where: StoreLocation, during: boolean): Promise<void> {
  const store = await openStore(where, () => new Date(), { readerKeys: KEYS });
  const paths = await fill(store);
  const site = await start('site', where);
  const sender = during ? await start('sender', where) : undefined;
  try {
    const result = await load(site.port, paths);
    const recorded = await stop(sender?.child);
    const left = READERS - (await store.subscribers.count());
    const { requests, latency, non2xx, errors } = result;
    console.log(
      `  ${name}${during ? `, beside ${recorded} letters recorded a second` : ''}: ` +
        `${requests.average.toFixed(0)} a second, ${latency.p50} ms (99 %: ${latency.p99} ms), ` +
        `${non2xx + errors} failed, ${requests.total} answered, ${left} recorded`,
    );
  } finally {
    await stop(site.child);
    await store.close();
  }
}

/** Adds readers; returns the paths of their one-click URLs. */
async function fill({ subscribers }: Store): Promise<readonly string[]> {
  for (let first = 0; first < READERS; first += BATCH) {
    await subscribers.save(
      Array.from({ length: BATCH }, (_, index) => subscriberAt(first + index)),
    );
  }
  const all = await Array.fromAsync(subscribers.all());
  return all.map(({ readerId = '' }) => `/u/${makeToken('reader', LIST_ID, readerId, SECRETS)}`);
}

async function load(port: number, paths: readonly string[]): Promise<autocannon.Result> {
  let next = 0;
  return autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
        setupRequest: (request) => ({ ...request, path: paths[next++ % paths.length] ?? '/' }),
      },
    ],
  });
}

async function start(
  role: 'site' | 'sender',
  where: StoreLocation,
): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = fork(join(import.meta.dirname, 'one-click-child.ts'), [
    role,
    JSON.stringify(where),
  ]);
  const [port] = (await once(child, 'message')) as [number];
  return { child, port };
}

/** Ends a child; returns what it says at the end. */
async function stop(child?: ChildProcess): Promise<string> {
  if (!child?.connected) return '';
  child.send('stop');
  const [last] = (await once(child, 'message')) as [number];
  child.disconnect();
  await once(child, 'exit');
  return last.toFixed(0);
}
