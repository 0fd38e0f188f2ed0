/**
 * Our own sender: a list in a fresh database on the project's disk, SQLite or PostgreSQL, where each
 * commit survives a power cut; its run frozen, claimed and sent with every step in the ledger.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerShare } from '../../src/deliver/pooled-connection.ts';
import type { DkimKey } from '../../src/dkim/key.ts';
import type { LetterWorker } from '../../src/letter/letters-in-worker.ts';
import type { Store, StoreLocation } from '../../src/store/open.ts';
import { ROOT } from '../../tests/support/sample.ts';
import { importList } from './children.ts';
import { measure, type Contender, type Job, type Measured } from './job.ts';
import { rsaKey } from './letters.ts';
import { loadVersion, type Version } from './version.ts';

const LEASE_SECONDS = 60;

export const unsigned: Contender = async (job) =>
  measureRuns(job, await loadVersion(job.version), []);

/** With a DKIM signature in each letter. */
export const signed: Contender = async (job) => {
  const version = await loadVersion(job.version);
  const dkim = { selector: 'bench', algorithm: 'rsa-sha256', keyFrom: 'DKIM_PRIVATE_KEY' } as const;
  return measureRuns(job, version, [version.readDkimKey(dkim, rsaKey(), 'example.com')]);
};

async function measureRuns(
  job: Job,
  version: Version,
  keys: readonly DkimKey[],
): Promise<Measured> {
  const composed = await version.composeSample();
  version.keepHeapSmall(job.letters);
  const letters = version.startLetterWorker(composed, keys);
  const dist = join(ROOT, 'dist');
  mkdirSync(dist, { recursive: true });
  const folder = mkdtempSync(join(dist, 'bench-'));
  try {
    return await measure(job, async (first, count) => {
      const url = job.databases?.[first === 0 ? 0 : 1];
      const where: StoreLocation =
        url === undefined
          ? { kind: 'sqlite', file: join(folder, `${first}.sqlite`) }
          : { kind: 'postgres', url };
      await importList({ where, first, count, version: job.version });
      const store = await version.openStore(where, clock);
      return () => sendRun(version, store, job, composed.contentHash, letters);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All of a run, from freezing its audience to closing its database. */
async function sendRun(
  version: Version,
  store: Store,
  job: Job,
  contentHash: string,
  { letterFor, begin }: LetterWorker,
): Promise<void> {
  const { deliverRun, sampleConfig } = version;
  const { delivery: settings } = sampleConfig();
  const { ledger, runs } = store;
  const run = await runs.create({
    edition: 'sample',
    audience: 'all',
    destination: 'server',
    contentHash,
  });
  const claim = await runs.claim(run, 'bench', LEASE_SECONDS, () => false);
  if (claim.kind !== 'claimed') throw new Error(`The run is owned by ${claim.owner}.`);
  const { lease } = claim;
  const result = await deliverRun({
    ledger,
    lease,
    leaseSeconds: LEASE_SECONDS,
    databasePatienceMs: 0,
    servers: [sinkShare(version, job, settings.maxMessages)],
    letterFor,
    begin,
    settings,
    clock,
    random: Math.random,
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
  const { accepted } = await runs.tally(run);
  await runs.free(lease);
  await store.close();
  if (accepted !== run.total) throw new Error(`${accepted} of ${run.total}: ${result.kind}.`);
}

function sinkShare(
  { smtpTransport }: Version,
  { port, connections }: Job,
  maxMessages: number,
): ServerShare {
  return {
    transport: smtpTransport({
      host: '127.0.0.1',
      port,
      secure: false,
      startTls: 'never',
      weight: 1,
    }),
    weight: 1,
    maxConnections: connections,
    maxMessages,
  };
}

function clock(): Date {
  return new Date();
}
