/** A newsletter with years of editions, as `front-page` and `find` measure it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/store/open.ts';

const ROOT = join(import.meta.dirname, '..');
const SAMPLE = '2023-06-14-blinken-beijing';
const READERS = 20;
const DAY_MS = 24 * 3_600_000;
const PLACES = ['Beijing', 'Lisbon', 'Nairobi', 'Québec', 'Kraków', 'Lima', 'Oslo', 'Hanoi'];

export interface ManyEditions {
  readonly root: string;
  remove(): void;
}

/**
 * Makes a newsletter with an edition for each of the last `count` days, each with a headline of its
 * own, a fifth of them digests of three stories, and all but the newest sent to a small list.
 */
export async function makeManyEditions(count: number): Promise<ManyEditions> {
  const root = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  cpSync(join(ROOT, 'broadsheet.config.ts'), join(root, 'broadsheet.config.ts'));
  mkdirSync(join(root, 'content'));
  const article = readFileSync(join(ROOT, 'content', `${SAMPLE}.txt`), 'utf8');
  const ids = Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.now() - index * DAY_MS).toISOString().slice(0, 10);
    const id = `${date}-story-number-${index}`;
    const place = PLACES[index % PLACES.length] ?? '';
    const story = (number: number) =>
      article.replaceAll('Beijing', place).replace(/^Blinken .*$/m, `${place}: story ${number}`);
    if (index % 5 !== 0) writeFileSync(join(root, 'content', `${id}.txt`), story(index));
    else {
      mkdirSync(join(root, 'content', id));
      for (const each of [1, 2, 3])
        writeFileSync(join(root, 'content', id, `${each}.txt`), story(index * 10 + each));
    }
    return id;
  });
  await sendAll(root, ids.slice(1));
  return {
    root,
    remove: () => {
      rmSync(root, { recursive: true });
    },
  };
}

async function sendAll(root: string, ids: readonly string[]): Promise<void> {
  mkdirSync(join(root, '.broadsheet'));
  const file = join(root, '.broadsheet', 'broadsheet.sqlite');
  // Each is sent on its day, so that a month has a month's editions.
  let now = new Date();
  const store = await openStore({ kind: 'sqlite', file }, () => now);
  try {
    const readers = Array.from({ length: READERS }, (_, index) => index + 1);
    await store.subscribers.save(
      readers.map((each) => ({ email: `reader${each}@example.com`, attributes: {} })),
    );
    for (const edition of ids) {
      now = new Date(`${edition.slice(0, 10)}T10:00:00Z`);
      const plan = { audience: 'all', destination: 'server', contentHash: '' } as const;
      const run = await store.runs.create({ ...plan, edition });
      const claim = await store.runs.claim(run, 'bench', 3600, () => true);
      if (claim.kind !== 'claimed') throw new Error('The run is new.');
      for (const state of ['released', 'accepted'] as const) {
        await store.ledger.record(
          claim.lease,
          readers.map((subscriberId) => ({ subscriberId, state })),
        );
      }
      await store.runs.free(claim.lease);
    }
  } finally {
    await store.close();
  }
}
