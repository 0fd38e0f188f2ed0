/** The same tests over both engines. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe } from 'vitest';
import type { Change, Lease } from '../../src/deliver/ledger.ts';
import type { DeliveryState } from '../../src/deliver/state.ts';
import type { Runs } from '../../src/deliver/runs.ts';
import type { StoreLocation } from '../../src/store/open.ts';
import { HAS_POSTGRES, usePostgres } from '../support/postgres.ts';
import { openQueryable, type QueryableStore } from './queryable.ts';

export interface StoreBench {
  readonly engine: 'sqlite' | 'postgres';
  readonly store: () => QueryableStore;
  /** Another connection to the same database, as another process has it. */
  readonly another: () => Promise<QueryableStore>;
  /** The time that the stores are told. */
  now: Date;
}

export const START = new Date('2023-06-14T10:00:00Z');

/** Runs tests on SQLite and on PostgreSQL, each with a fresh database. */
export function onBothEngines(tests: (bench: StoreBench) => void): void {
  describe('on SQLite', () => {
    let folder: string;
    tests(
      useStore(
        'sqlite',
        () => {
          folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
          const file = join(folder, 'deep', 'broadsheet.sqlite');
          return Promise.resolve({ kind: 'sqlite', file });
        },
        () => {
          rmSync(folder, { recursive: true });
        },
      ),
    );
  });
  describe.skipIf(!HAS_POSTGRES)('on PostgreSQL', () => {
    const postgres = usePostgres();
    tests(
      useStore(
        'postgres',
        async () => ({ kind: 'postgres', url: await postgres.url() }),
        () => undefined,
      ),
    );
  });
}

function useStore(
  engine: StoreBench['engine'],
  where: () => Promise<StoreLocation>,
  remove: () => void,
): StoreBench {
  const opened: QueryableStore[] = [];
  let location: StoreLocation;
  const open = async () => {
    const store = await openQueryable(location, () => bench.now);
    opened.push(store);
    return store;
  };
  const bench: StoreBench = {
    engine,
    now: START,
    store: () => {
      const [first] = opened;
      if (!first) throw new Error('The store is not open.');
      return first;
    },
    another: open,
  };
  beforeEach(async () => {
    bench.now = START;
    location = await where();
    await open();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    remove();
  });
  return bench;
}

export const PLAN = { edition: '2023-06-14-x', audience: 'all', contentHash: 'abc' };
export const nobodyIsDead = () => false;
export const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);

export async function subscribe({ store }: StoreBench, count: number, domains = ['example.com']) {
  const people = Array.from({ length: count }, (_, index) => ({
    email: `p${index + 1}@${domains[index % domains.length] ?? ''}`,
    attributes: {},
  }));
  await store().subscribers.save(people);
}

export async function claimed(runs: Runs, owner = 'one'): Promise<Lease> {
  const run = await runs.create(PLAN);
  const claim = await runs.claim(run, owner, 30, nobodyIsDead);
  if (claim.kind !== 'claimed') throw new Error(`owned by ${claim.owner}`);
  return claim.lease;
}

export function step(
  subscriberId: number,
  state: DeliveryState,
  more: Partial<Change> = {},
): Change {
  return { subscriberId, state, ...more };
}

/** The only delivery of a subscriber, as it stands in the database. */
export async function rowOf({ query }: QueryableStore, subscriberId: number) {
  const [row] = await query(`select * from deliveries where subscriber_id = ${subscriberId}`);
  if (!row) throw new Error(`Subscriber ${subscriberId} has no delivery.`);
  return row;
}
