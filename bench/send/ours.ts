/**
 * Our own sender: a list in a fresh SQLite database on the project's disk, where each commit
 * survives a power cut; its run frozen, claimed and sent with every step in the ledger.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keepHeapSmall } from '../../src/cli/small-heap.ts';
import { deliverRun } from '../../src/deliver/run.ts';
import type { ServerShare } from '../../src/deliver/pooled-connection.ts';
import { smtpTransport } from '../../src/smtp/connect.ts';
import { readDkimKey, type DkimKey } from '../../src/dkim/key.ts';
import { startLetterWorker, type LetterWorker } from '../../src/letter/letters-in-worker.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { ROOT, sampleConfig } from '../../tests/support/sample.ts';
import { importList } from './children.ts';
import { measure, type Contender, type Job, type Measured } from './job.ts';
import { composeSample, rsaKey } from './letters.ts';

const { delivery: settings } = sampleConfig();
const LEASE_SECONDS = 60;

export const unsigned: Contender = (job) => measureRuns(job, []);

/** With a DKIM signature in each letter. */
export const signed: Contender = async (job) => {
  const dkim = { selector: 'bench', algorithm: 'rsa-sha256', keyFrom: 'DKIM_PRIVATE_KEY' } as const;
  return measureRuns(job, [readDkimKey(dkim, rsaKey(), 'example.com')]);
};

async function measureRuns(job: Job, keys: readonly DkimKey[]): Promise<Measured> {
  const composed = await composeSample();
  keepHeapSmall(job.letters);
  const letters = startLetterWorker(composed, keys);
  const dist = join(ROOT, 'dist');
  mkdirSync(dist, { recursive: true });
  const folder = mkdtempSync(join(dist, 'bench-'));
  try {
    return await measure(job, async (first, count) => {
      const file = join(folder, `${first}.sqlite`);
      await importList(file, first, count);
      const store = await openStore({ kind: 'sqlite', file }, clock);
      return () => sendRun(store, job, composed.contentHash, letters);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All of a run, from freezing its audience to closing its database. */
async function sendRun(
  store: Store,
  job: Job,
  contentHash: string,
  { letterFor, begin }: LetterWorker,
): Promise<void> {
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
    servers: [sinkShare(job)],
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

function sinkShare({ port, connections }: Job): ServerShare {
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
    maxMessages: settings.maxMessages,
  };
}

function clock(): Date {
  return new Date();
}
