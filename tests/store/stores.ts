/** What the contract suite needs: a store on each engine, and deliveries to move in it. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { Change, Lease } from '../../src/deliver/ledger.ts';
import type { Runs } from '../../src/deliver/runs.ts';
import type { DeliveryState } from '../../src/deliver/state.ts';
import { parseSecrets } from '../../src/base/secrets.ts';
import { readerKeys, type ReaderKeys } from '../../src/subscribers/reader-keys.ts';
import type { StoreLocation } from '../../src/store/open.ts';
import { SQLITE } from '../../src/store/sqlite/dialect.ts';
import { openQueryable, type QueryableStore } from './queryable.ts';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export interface StoreBench {
  readonly engine: 'sqlite' | 'postgres';
  readonly store: () => QueryableStore;
  /** Opens another connection to the same database, as another process would. */
  readonly another: (keys?: ReaderKeys) => Promise<QueryableStore>;
  /** The stores' clock. */
  now: Date;
}

export const KEYS = readerKeys(() => parseSecrets('0123456789abcdef'.repeat(2)));

export const START = new Date('2023-06-14T10:00:00Z');

/** Runs tests on SQLite and on PostgreSQL, each test with empty tables. */
export function onBothEngines(tests: (bench: StoreBench) => void): void {
  describe('SQLite', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'new', 'broadsheet.sqlite');
    tests(useStore('sqlite', () => Promise.resolve({ kind: 'sqlite', file }), EMPTY_SQLITE));
  });
  describe.skipIf(!HAS_POSTGRES)('PostgreSQL', () => {
    const postgres = usePostgres();
    const where = async () => ({ kind: 'postgres', url: await postgres.url() }) as const;
    tests(useStore('postgres', where, EMPTY_POSTGRES));
  });
}

const TABLES = [
  ...['transitions', 'deliveries', 'tallies', 'accepted_seconds', 'run_versions', 'runs'],
  ...['consents', 'departures', 'reader_requests', 'sign_ups', 'outbox', 'limits', 'used_once'],
  ...['wordings', 'suppressions', 'subscribers'],
];
const NOTHING_COUNTED = 'update counted set transition_id = 0';
/** Ids start at 1 again. */
const EMPTY_SQLITE = [
  'begin',
  'drop trigger consents_stand',
  'drop trigger consents_kept',
  ...[...TABLES, 'sqlite_sequence'].map((table) => `delete from ${table}`),
  NOTHING_COUNTED,
  ...SQLITE.protectConsents,
  'commit',
];
const EMPTY_POSTGRES = [`truncate ${TABLES.join(', ')} restart identity`, NOTHING_COUNTED];

function useStore(
  engine: StoreBench['engine'],
  where: () => Promise<StoreLocation>,
  empty: readonly string[],
): StoreBench {
  let location: StoreLocation;
  let store: QueryableStore | undefined;
  const others: QueryableStore[] = [];
  const bench: StoreBench = {
    engine,
    now: START,
    store: () => {
      if (!store) throw new Error('The store is not open.');
      return store;
    },
    another: async (readerKeys = KEYS) => {
      const other = await openQueryable(location, () => bench.now, { readerKeys });
      others.push(other);
      return other;
    },
  };
  beforeAll(async () => {
    location = await where();
    store = await openQueryable(location, () => bench.now, { readerKeys: KEYS });
  });
  beforeEach(() => {
    bench.now = START;
  });
  afterEach(async () => {
    for (const other of others.splice(0)) await other.close();
    for (const statement of empty) await store?.query(statement);
  });
  afterAll(() => store?.close());
  return bench;
}

export const PLAN = {
  edition: '2023-06-14-x',
  audience: 'all',
  destination: 'server',
  contentHash: 'abc',
} as const;
export const nobodyIsDead = () => false;
/** A number of seconds after START. */
export const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);

/**
 * Does something many times at once, over two connections in turn. With SQLite it is one, since in
 * one process a second connection would wait for the first without letting it go on.
 */
export async function atOnce<T>(
  bench: StoreBench,
  times: number,
  work: (store: QueryableStore, index: number) => Promise<T>,
): Promise<readonly T[]> {
  const first = bench.store();
  const second = bench.engine === 'sqlite' ? first : await bench.another();
  return Promise.all(
    Array.from({ length: times }, (_, index) => work(index % 2 === 0 ? first : second, index)),
  );
}

/** Adds subscribers p1, p2, … of example.com, or of the given domains in turn. */
export async function subscribe(
  { store }: StoreBench,
  count: number,
  domains = ['example.com'],
): Promise<void> {
  const people = Array.from({ length: count }, (_, index) => ({
    email: `p${index + 1}@${domains[index % domains.length] ?? ''}`,
    attributes: {},
  }));
  await store().subscribers.save(people);
}

/** Creates the run of PLAN, if necessary, and takes its lease. */
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
