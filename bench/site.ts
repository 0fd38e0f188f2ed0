/**
 * The site under load: readers leave by one click while a run sends at full speed to the rest. Judged
 * by the record of the server that takes the letters, and by the list.
 */
import autocannon from 'autocannon';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseSecrets } from '../src/base/secrets.ts';
import type { Environment } from '../src/config/environment.ts';
import { makeToken } from '../src/letter/token.ts';
import { openStore, type Store, type StoreLocation } from '../src/store/open.ts';
import { readerKeys } from '../src/subscribers/reader-keys.ts';
import { newsletterIn } from '../tests/support/newsletter.ts';
import { startPostgres } from '../tests/support/postgres-server.ts';
import { ROOT } from '../tests/support/sample.ts';
import { subscriberAt } from './send/letters.ts';

const SECRET = '0123456789abcdef'.repeat(2);
const SECRETS = parseSecrets(SECRET);
const LIST_ID = 'the-politics-briefing.example.com';
const EDITION = '2023-06-14-blinken-beijing';
/** The run must last longer than the load. */
const READERS = 80_000;
const LEAVERS = 16_000;
/** As many as a few providers keep open. */
const CLIENTS = 20;
const BATCH = 2000;

export async function benchSite(): Promise<void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'dist', 'bench-'));
  const postgres = await startPostgres({ asInstalled: true });
  try {
    const file = join(folder, 'sqlite', '.broadsheet', 'broadsheet.sqlite');
    await measure(join(folder, 'sqlite'), { kind: 'sqlite', file });
    const url = await postgres.createDatabase();
    await measure(join(folder, 'postgres'), { kind: 'postgres', url });
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  }
}

async function measure(folder: string, where: StoreLocation): Promise<void> {
  mkdirSync(join(folder, '.broadsheet'), { recursive: true });
  const newsletter = newsletterIn(folder);
  newsletter.configure(`site: { url: 'https://letters.example.com' }`);
  newsletter.configure('delivery: { maxConnections: 20, maxMessages: 100_000 }');
  const keys = { readerKeys: readerKeys(() => SECRETS) };
  const store = await openStore(where, () => new Date(), keys);
  await fill(store);
  const judge = await startJudge();
  const env: Environment = {
    ...process.env,
    NO_COLOR: '1',
    BROADSHEET_SECRET: SECRET,
    SMTP_URL: `smtp://127.0.0.1:${judge.port}`,
    ...(where.kind === 'postgres' && { DATABASE_URL: where.url }),
  };
  const site = start(folder, ['serve', '--port', '0'], env);
  const [, address = ''] = await printed(site, /The site is open: (\S+)/);
  const leavers = Array.from({ length: LEAVERS }, (_, index) => index * (READERS / LEAVERS));
  const ids = await readerIds(store, leavers);

  const alone = await load(address, ids.slice(0, LEAVERS / 4));
  const send = start(folder, ['send', EDITION, '--yes', '--again', '--json'], env);
  send.stdout?.resume();
  while ((await judge.report()).letters === 0) await sleep(50);
  const before = await judge.report();
  const began = performance.now();
  const during = await load(address, ids.slice(LEAVERS / 4));
  const seconds = (performance.now() - began) / 1000;
  const letters = (await judge.report()).letters - before.letters;
  const isOver = send.exitCode !== null;
  if (!isOver) await once(send, 'exit');
  site.kill('SIGTERM');
  await once(site, 'exit');

  console.log(`${where.kind}, ${LEAVERS} of ${READERS} readers leave by one click:`);
  console.log(`  without a run: ${figures(alone)}`);
  console.log(`  during a run:  ${figures(during)}${isOver ? ' (THE RUN WAS OVER BEFORE)' : ''}`);
  console.log(`  letters meanwhile: ${Math.round(letters / seconds)} a second`);
  await judgeAll(store, judge, ids);
  await judge.stop();
  await store.close();
}

async function fill({ subscribers }: Store): Promise<void> {
  for (let first = 0; first < READERS; first += BATCH) {
    await subscribers.save(
      Array.from({ length: BATCH }, (_, index) => subscriberAt(first + index)),
    );
  }
}

async function readerIds({ readers }: Store, numbers: readonly number[]) {
  const ids: string[] = [];
  for (const number of numbers) {
    const reader = await readers.findByEmail(subscriberAt(number).email);
    if (!reader) throw new Error(`Reader ${number} is not on the list.`);
    ids.push(reader.readerId);
  }
  return ids;
}

/** Posts what Gmail posts, once for each reader. */
async function load(address: string, ids: readonly string[]): Promise<autocannon.Result> {
  let next = 0;
  const request = {
    method: 'POST' as const,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    setupRequest: (each: autocannon.Request) => {
      const id = ids[next++ % ids.length] ?? '';
      return { ...each, path: `/u/${makeToken('reader', LIST_ID, id, SECRETS)}` };
    },
  };
  return autocannon({
    url: address,
    connections: CLIENTS,
    amount: ids.length,
    requests: [request],
  });
}

function figures({ requests, latency, non2xx, errors }: autocannon.Result): string {
  const { p50, p99, max } = latency;
  return `${Math.round(requests.average)} a second, p50 ${p50} ms, p99 ${p99} ms, worst ${max} ms, ${non2xx + errors} not answered with 200`;
}

/** Whoever left is off the list; everybody else has the letter; nobody has it twice. */
async function judgeAll(store: Store, judge: Judge, ids: readonly string[]): Promise<void> {
  const { letters, people } = await judge.report();
  const run = await store.runs.find(EDITION, 'all', 'server');
  if (!run) throw new Error('There was no run.');
  const { accepted, suppressed, unknown } = await store.runs.tally(run);
  let still = 0;
  for (const id of ids) if ((await store.readers.find(id))?.state.kind !== 'unsubscribed') still++;
  console.log(
    `  ${letters - people} letters twice, ${run.total - accepted - suppressed} lost, ${unknown} unknown, ` +
      `${accepted - people} more accepted than arrived, ${suppressed} left out, ${still} who left still on the list`,
  );
}

interface Judge {
  readonly port: number;
  report(): Promise<{ readonly letters: number; readonly people: number }>;
  stop(): Promise<void>;
}

/** The sink that also counts to how many people it took letters. */
async function startJudge(): Promise<Judge> {
  const child = fork(join(import.meta.dirname, 'send', 'sink.ts'), ['--people']);
  const [port] = (await once(child, 'message')) as [number];
  return {
    port,
    report: async () => {
      const answer = once(child, 'message');
      child.send('report');
      const [report] = (await answer) as [{ letters: number; people: number }];
      return report;
    },
    stop: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

function start(cwd: string, args: readonly string[], env: Environment): ChildProcess {
  const bin = join(ROOT, 'bin', 'broadsheet.js');
  // The log of requests goes nowhere, as it does where a collector reads it fast.
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.resume();
  return child;
}

function printed(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = pattern.exec(text);
      if (found) resolve(found);
    });
    child.once('exit', () => {
      reject(new Error(`The process ended before it printed ${String(pattern)}: ${text}`));
    });
  });
}
