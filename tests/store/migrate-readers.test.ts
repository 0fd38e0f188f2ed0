/** A list from before readers could join and leave by themselves. */
import { join } from 'node:path';
import { CompiledQuery, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src/store/engine.ts';
import { createTables } from '../../src/store/migrations/0001-subscribers-runs-deliveries.ts';
import { addDeliveryPromise } from '../../src/store/migrations/0002-delivery-promise.ts';
import { addOwnHours } from '../../src/store/migrations/0003-own-hours.ts';
import { addDestinations } from '../../src/store/migrations/0004-destinations.ts';
import { addRemoved } from '../../src/store/migrations/0006-removed.ts';
import { addCompatibility } from '../../src/store/migrations/0009-compatibility.ts';
import { addLargeRuns } from '../../src/store/migrations/0010-large-runs.ts';
import type { StoreLocation } from '../../src/store/open.ts';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openQueryable } from './queryable.ts';
import { KEYS } from './stores.ts';

const ROWS = [
  `insert into subscribers (email, address_key, domain, name, attributes, time_zone, created_at, removed_at) values
    ('Ada@example.com', 'ada@example.com', 'example.com', 'Ada', '{"city":"Bath"}', 'Europe/London', '2023-06-01T08:00:00.000Z', null),
    ('ben@example.org', 'ben@example.org', 'example.org', null, '{}', null, '2023-06-02T08:00:00.000Z', '2023-06-09T08:00:00.000Z'),
    ('cy@example.org', 'cy@example.org', 'example.org', null, '{}', null, '2023-06-02T08:00:00.000Z', null)`,
  `insert into suppressions (address_key, reason, created_at) values
    ('ben@example.org', 'removed by hand', '2023-06-09T08:00:00.000Z'),
    ('cy@example.org', '550 5.1.1 no such user', '2023-06-08T08:00:00.000Z'),
    ('dee@example.org', 'opted out before the import: status is unsubscribed', '2023-06-02T08:00:00.000Z'),
    ('eve@example.org', 'asked by phone', '2023-06-02T08:00:00.000Z')`,
];

/** Makes the tables of migration 0010, with rows. */
async function earlier(engine: Engine): Promise<void> {
  const { db, dialect } = engine;
  const migrations = {
    '0001-subscribers-runs-deliveries': { up: (on: Kysely<unknown>) => createTables(on, dialect) },
    '0002-delivery-promise': { up: (on: Kysely<unknown>) => addDeliveryPromise(on, dialect) },
    '0003-own-hours': { up: (on: Kysely<unknown>) => addOwnHours(on, dialect) },
    '0004-destinations': { up: (on: Kysely<unknown>) => addDestinations(on, dialect) },
    '0006-removed': { up: addRemoved },
    '0009-compatibility': { up: addCompatibility },
    '0010-large-runs': { up: (on: Kysely<unknown>) => addLargeRuns(on, dialect) },
  };
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error as Error;
  for (const text of ROWS) await db.executeQuery(CompiledQuery.raw(text));
  await engine.close();
}

function readersTests(
  where: () => Promise<StoreLocation>,
  open: (at: StoreLocation) => Promise<Engine>,
) {
  test('keeps its readers, who get an id, an entry of consent and their state', async () => {
    const location = await where();
    await earlier(await open(location));
    const store = await openQueryable(location, undefined, { upgrade: true, readerKeys: KEYS });
    const readers = await Array.fromAsync(store.readers.list());
    expect(readers).toMatchObject([
      {
        email: 'Ada@example.com',
        name: 'Ada',
        timeZone: 'Europe/London',
        state: { kind: 'active' },
      },
      {
        email: 'ben@example.org',
        state: { kind: 'unsubscribed', since: new Date('2023-06-09T08:00:00Z') },
        suppression: { kind: 'opted-out' },
      },
      { email: 'cy@example.org', suppression: { kind: 'hard-bounce' } },
    ]);
    expect(new Set(readers.map(({ readerId }) => readerId)).size).toBe(3);
    for (const { readerId } of readers) expect(readerId).toMatch(/^[\w-]{22}$/);
    const ben = await store.readers.record(readers[1]?.readerId ?? '');
    expect(ben).toMatchObject({
      consents: [
        { action: 'imported', source: 'before the record of consent' },
        { action: 'withdrawn', at: new Date('2023-06-09T08:00:00Z') },
      ],
      departures: [{ how: 'by hand', agent: 'none' }],
    });
    const kinds = await Array.fromAsync(store.suppressions.all());
    expect(kinds.map(({ addressKey, kind }) => [addressKey, kind])).toEqual([
      ['ben@example.org', 'opted-out'],
      ['cy@example.org', 'hard-bounce'],
      ['dee@example.org', 'opted-out'],
      ['eve@example.org', 'by-hand'],
    ]);
    const { days, standings } = await store.readers.stats(new Date('2023-06-01T00:00:00Z'));
    expect(days.map(({ day, joined, left }) => [day, joined, left])).toEqual([
      ['2023-06-01', 1, 0],
      ['2023-06-02', 2, 0],
      ['2023-06-09', 0, 1],
    ]);
    expect(standings).toEqual({ active: 1, paused: 0, unsubscribed: 0, suppressed: 2 });
    await expect(store.query('delete from consents')).rejects.toThrow('only added to');
    expect(await store.readers.erase('ben@example.org')).toEqual({ known: true, isClean: true });
    await store.close();
  });
}

describe('an SQLite database', () => {
  const file = join(temporaryFolder(), 'a.sqlite');
  readersTests(
    () => Promise.resolve({ kind: 'sqlite', file }),
    () => Promise.resolve(openSqlite(file)),
  );
});

describe.skipIf(!HAS_POSTGRES)('a PostgreSQL database', () => {
  const postgres = usePostgres();
  readersTests(
    async () => ({ kind: 'postgres', url: await postgres.url() }),
    (at) => openPostgres(at.kind === 'postgres' ? at.url : ''),
  );
});
