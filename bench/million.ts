/** A list and a run of a million: importing, freezing, and what is asked when all is sent. */
import { spawnSync } from 'node:child_process';
import { cpSync, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { importFile } from '../src/app/subscribers/import.ts';
import type { Change, Lease } from '../src/deliver/ledger.ts';
import { openStore, type Store, type StoreLocation } from '../src/store/open.ts';
import { startPostgres } from '../tests/support/postgres-server.ts';
import { ROOT } from '../tests/support/sample.ts';
import { subscriberAt } from './send/letters.ts';

const READERS = 1_000_000;
const GROUP = 2000;
const EDITION = '2023-06-14-blinken-beijing';

export async function benchMillion(kind: StoreLocation['kind']): Promise<void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'dist', 'bench-'));
  const postgres = kind === 'postgres' ? await startPostgres({ asInstalled: true }) : undefined;
  try {
    await writeList(join(folder, 'list.csv'));
    for (const name of ['broadsheet.config.ts', 'content', 'templates', 'package.json']) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
    const where: StoreLocation = postgres
      ? { kind: 'postgres', url: await postgres.createDatabase() }
      : { kind: 'sqlite', file: join(folder, '.broadsheet', 'broadsheet.sqlite') };
    await measureWith(folder, where);
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true });
  }
}

async function measureWith(folder: string, where: StoreLocation): Promise<void> {
  console.log(`${READERS.toLocaleString('en-US')} subscribers, ${where.kind}:`);
  const store = await openStore(where, () => new Date());
  await timed('importing a CSV file', () => importList(store, join(folder, 'list.csv')));
  const lease = await begin(store);
  await send(store, lease);
  await store.close();
  const env = {
    ...process.env,
    SMTP_URL: 'smtp://127.0.0.1:1',
    ...(where.kind === 'postgres' && { DATABASE_URL: where.url }),
  };
  const run = (...command: string[]) => {
    const program = [join(ROOT, 'bin', 'broadsheet.js'), ...command, EDITION];
    const { status, stderr } = spawnSync(process.execPath, program, { cwd: folder, env });
    if (status !== 0 && status !== 1) throw new Error(String(stderr));
  };
  for (const command of ['status', 'send']) {
    await timed(`\`broadsheet ${command}\`, all sent`, () => {
      run(command);
    });
  }
}

/** Freezes the run and does what a sender does before its first letter. */
async function begin({ runs, ledger }: Store): Promise<Lease> {
  const run = await timed('freezing the audience', () =>
    runs.create({ edition: EDITION, audience: 'all', destination: 'server', contentHash: '' }),
  );
  return timed('up to the first page', async () => {
    const claim = await runs.claim(run, 'bench', 3600, () => true);
    if (claim.kind !== 'claimed') throw new Error(`The run is owned by ${claim.owner}.`);
    await runs.settle(claim.lease);
    await ledger.leaveOut(claim.lease);
    await ledger.page(run, 0, 200, new Date());
    return claim.lease;
  });
}

/** Records the steps of every letter, without a server: one in a hundred is rejected. */
async function send({ runs, ledger }: Store, lease: Lease): Promise<void> {
  const { run } = lease;
  await timed('recording the steps of all letters', async () => {
    for (let first = 1; first <= run.total; first += GROUP) {
      const ids = Array.from(
        { length: Math.min(GROUP, run.total - first + 1) },
        (_, at) => first + at,
      );
      await ledger.record(lease, ids.map(released));
      await ledger.record(lease, ids.map(answered));
    }
    await runs.free(lease);
  });
  await timed('the queries of the report', async () => {
    await runs.tallyByDomain(run);
    await runs.acceptedOverTime(run);
    await runs.countRefusals(run);
    await runs.undeliveredReaders(run, { limit: 50 });
  });
}

function released(subscriberId: number): Change {
  return { subscriberId, state: 'released', messageId: `<${subscriberId}@example.com>` };
}

function answered(subscriberId: number): Change {
  return subscriberId % 100 === 0
    ? { subscriberId, state: 'rejected', reply: { code: 550, text: '550 5.1.1 no such user' } }
    : { subscriberId, state: 'accepted', reply: { code: 250, text: '250 2.0.0 Ok' } };
}

/** Memory is looked at after a fifth of the list, and at its end. */
async function importList(store: Store, file: string): Promise<void> {
  let before: number | undefined;
  const onSaved = (rows: number) => {
    if (rows >= READERS / 5) before ??= process.memoryUsage.rss();
  };
  const { added } = await importFile(store, file, 'list.csv', { onSaved });
  if (added !== READERS) throw new Error(`${added} of ${READERS} were imported.`);
  const growth = (process.memoryUsage.rss() - (before ?? 0)) / 1e6;
  console.log(`  memory, from the first 200,000 rows to the last: ${growth.toFixed(0)} MB more`);
}

async function writeList(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write('email,first_name,last_name\n');
  for (let index = 0; index < READERS; index++) {
    const { email, firstName = '', lastName = '' } = subscriberAt(index);
    if (!out.write(`${email},${firstName},${lastName}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`  ${what.padEnd(36)} ${((performance.now() - start) / 1000).toFixed(2)} s`);
  return result;
}
