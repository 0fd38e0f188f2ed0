/** A list of a million that people join and leave: importing, counting, finding, leaving, erasing. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseSecrets } from '../src/base/secrets.ts';
import { openStore, type Store, type StoreLocation } from '../src/store/open.ts';
import { readerKeys } from '../src/subscribers/reader-keys.ts';
import type { Leaving } from '../src/subscribers/readers.ts';
import { startPostgres } from '../tests/support/postgres-server.ts';
import { ROOT } from '../tests/support/sample.ts';
import { median } from './median.ts';
import { subscriberAt } from './send/letters.ts';

const READERS = 1_000_000;
/** As an import saves them. */
const BATCH = 10_000;
const GROUP = 2000;
const FINDS = 2000;
const SINGLE = 500;
const KEYS = readerKeys(() => parseSecrets('0123456789abcdef'.repeat(2)));

export async function benchReaders(): Promise<void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'dist', 'bench-'));
  const postgres = await startPostgres({ asInstalled: true });
  try {
    await measure({ kind: 'sqlite', file: join(folder, 'readers.sqlite') });
    await measure({ kind: 'postgres', url: await postgres.createDatabase() });
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  }
}

async function measure(where: StoreLocation): Promise<void> {
  console.log(`${READERS.toLocaleString('en-US')} readers, ${where.kind}:`);
  const store = await openStore(where, () => new Date(), { readerKeys: KEYS });
  try {
    await timed('saving, with consents', () => save(store));
    await timed('saving again', () => save(store));
    await sendToAll(store);
    await timed('`stats` of 30 days', () => store.readers.stats(daysAgo(30)));
    await timed('20 readers by a part of a name', () =>
      Array.fromAsync(store.readers.list({ text: 'reader 99999', limit: 20 })),
    );
    await timed('listing all', () => count(store));
    await find(store);
    await leave(store);
    await timed('`stats`, after they left', () => store.readers.stats(daysAgo(30)));
    await timed('restoring them', () => store.readers.restore({ since: daysAgo(1) }));
    await erase(store);
  } finally {
    await store.close();
  }
}

async function save({ subscribers }: Store): Promise<void> {
  const consentOf = (row: number) => ({ source: `list.csv:${row}`, detail: 'double opt-in' });
  for (let first = 0; first < READERS; first += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, index) => subscriberAt(first + index));
    await subscribers.save(batch, { consentOf });
  }
}

/** So that leaving looks for the letter that was accepted last. */
async function sendToAll({ runs, ledger }: Store): Promise<void> {
  const plan = { audience: 'all', destination: 'server', contentHash: '' } as const;
  const run = await runs.create({ ...plan, edition: 'e' });
  const claim = await runs.claim(run, 'bench', 3600, () => true);
  if (claim.kind !== 'claimed') throw new Error('The run is new.');
  for (let first = 1; first <= READERS; first += GROUP) {
    const ids = Array.from({ length: GROUP }, (_, index) => first + index);
    for (const state of ['released', 'accepted'] as const) {
      await ledger.record(
        claim.lease,
        ids.map((subscriberId) => ({ subscriberId, state })),
      );
    }
  }
  await runs.free(claim.lease);
}

async function count({ readers }: Store): Promise<void> {
  let listed = 0;
  for await (const reader of readers.list()) if (reader.email !== '') listed++;
  if (listed !== READERS) throw new Error(`${listed} of ${READERS} are listed.`);
}

/** Somebody in the middle of nowhere. */
const somewhere = (index: number) => subscriberAt((index * 7919) % READERS).email;
const idOf = (email: string) => KEYS.idFor(email.toLowerCase());

async function find({ readers }: Store): Promise<void> {
  const start = performance.now();
  for (let index = 0; index < FINDS; index++) {
    const reader = await readers.find(idOf(somewhere(index)));
    if (!reader) throw new Error(`${somewhere(index)} is not found.`);
  }
  const each = (performance.now() - start) / FINDS;
  console.log(`  ${'finding one by the id of a link'.padEnd(36)} ${each.toFixed(2)} ms`);
}

async function leave(store: Store): Promise<void> {
  let next = 0;
  const leaving = (length: number) =>
    Array.from({ length }, (): Leaving => ({
      readerId: idOf(somewhere(next++)),
      how: 'one-click',
      agent: 'provider',
    }));
  for (const [batch, rounds] of [
    [1, SINGLE],
    [10, 100],
    [100, 50],
    [1000, 10],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const wishes = leaving(batch);
      const start = performance.now();
      const results = await store.readers.leave(wishes);
      times.push(performance.now() - start);
      if (results.some((each) => each !== 'left')) throw new Error('Somebody did not leave.');
    }
    const perSecond = (1000 * batch * rounds) / times.reduce((sum, time) => sum + time, 0);
    const shown = perSecond.toLocaleString('en-US', { maximumFractionDigits: 0 });
    console.log(
      `  ${`leaving, ${batch} in a transaction`.padEnd(36)} ${shown}/s, ${median(times).toFixed(1)} ms each`,
    );
  }
}

async function erase({ readers }: Store): Promise<void> {
  const times: number[] = [];
  for (let index = 1; index <= 5; index++) {
    const email = somewhere(100_003 * index);
    const start = performance.now();
    const { known, isClean } = await readers.erase(email);
    times.push((performance.now() - start) / 1000);
    if (!known || !isClean) throw new Error(`${email} was not erased.`);
  }
  const shown = times.map((time) => time.toFixed(1)).join(', ');
  console.log(`  ${'erasing five readers'.padEnd(36)} ${shown} s`);
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 24 * 3600 * 1000);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`  ${what.padEnd(36)} ${((performance.now() - start) / 1000).toFixed(2)} s`);
  return result;
}
