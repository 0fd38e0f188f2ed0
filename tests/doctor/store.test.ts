import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkClock } from '../../src/doctor/checks/clock.ts';
import { checkDatabase } from '../../src/doctor/checks/database.ts';
import { checkList } from '../../src/doctor/checks/list.ts';
import type { DoctorContext } from '../../src/doctor/context.ts';
import { openStore, type StoreLocation } from '../../src/store/open.ts';
import { openQueryable, type QueryableStore } from '../store/queryable.ts';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { codes, contextOf } from './context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const realClock = () => new Date();

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

/** A newsletter with a real database, opened and closed as the command does. */
function contextAt(
  where: StoreLocation,
  clock = realClock,
  env: DoctorContext['env'] = {},
): DoctorContext {
  const work = async () => {
    const store = await openStore(where, clock);
    return store.facts().finally(() => store.close());
  };
  const facts = work();
  facts.catch(() => undefined);
  return contextOf({}, { env, clock, database: { kind: where.kind, name: 'here', facts } });
}

async function prepare(where: StoreLocation, work: (store: QueryableStore) => Promise<unknown>) {
  const store = await openQueryable(where);
  await work(store);
  await store.close();
}

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ email: `p${index}@example.com`, attributes: {} }));

const subscribe =
  (count: number, suppressed: readonly string[] = []) =>
  async ({ subscribers, suppressions }: QueryableStore) => {
    await subscribers.save(people(count));
    for (const address of suppressed) await suppressions.add(address, 'gone');
  };

async function fromTheFuture({ query }: QueryableStore): Promise<void> {
  await query(`insert into kysely_migration (name, timestamp) values ('9999-future', '')`);
  await query(`update compatibility set migration = '9999-future', program = '7.8.9'`);
}

function tests(where: () => Promise<StoreLocation>): void {
  test('a new one is created and up to date, with an empty list', async () => {
    const context = contextAt(await where());
    const [found] = await checkDatabase(context);
    expect(found?.message).toMatch(/^Database: here, up to date \(\d{4}-[a-z-]+\)$/);
    expect(codes(await checkList(context))).toEqual(['list/empty']);
  });

  test('its subscribers and suppressed addresses are counted', async () => {
    const location = await where();
    await prepare(location, subscribe(3, ['p1@example.com', 'not-on-the-list@example.com']));
    expect(await checkList(contextAt(location))).toEqual([
      { severity: 'done', message: 'List: 3 subscribers, 1 of them suppressed' },
    ]);
  });

  test('a list with only suppressed addresses is an error', async () => {
    const location = await where();
    await prepare(location, subscribe(1, ['p0@example.com']));
    expect(codes(await checkList(contextAt(location)))).toEqual(['list/all-suppressed']);
  });

  test('a list with example addresses is an error only if mail leaves this machine', async () => {
    const location = await where();
    await prepare(location, subscribe(2, ['p0@example.com']));
    const look = async (SMTP_URL: string) =>
      checkList(contextAt(location, realClock, { SMTP_URL }));
    const [found] = await look('smtps://mail.example.com');
    expect(found).toMatchObject({ code: 'list/example-address', severity: 'error' });
    expect(found?.message).toBe('List: 2 subscribers, 1 of them suppressed, and 1 example address');
    expect(codes(await look('smtp://127.0.0.1'))).toEqual(['done']);
    expect(codes(await look(''))).toEqual(['done']);
  });

  test('one that a newer version migrated is an error', async () => {
    const location = await where();
    await prepare(location, fromTheFuture);
    const context = contextAt(location);
    const [found] = await checkDatabase(context);
    expect(found).toMatchObject({ code: 'database/unusable', severity: 'error' });
    expect(found?.message).toContain('9999-future');
    expect(await checkList(context)).toEqual([]);
  });
}

describe('a database in a file', () => {
  const file = () => join(folder, 'deep', 'broadsheet.sqlite');
  tests(() => Promise.resolve({ kind: 'sqlite', file: file() }));

  test.each([
    [
      'whose folder is a file',
      () => {
        writeFileSync(join(folder, 'deep'), '');
      },
    ],
    [
      'that is a folder',
      () => {
        mkdirSync(file(), { recursive: true });
      },
    ],
    [
      'that is no database',
      () => {
        mkdirSync(join(folder, 'deep'));
        writeFileSync(file(), 'Dear reader, '.repeat(99));
      },
    ],
  ])('%s is an error, and its list is not counted', async (_, spoil) => {
    spoil();
    const context = contextAt({ kind: 'sqlite', file: file() });
    expect(codes(await checkDatabase(context))).toEqual(['database/unusable']);
    expect(await checkList(context)).toEqual([]);
  });

  test('that another process is writing to can be checked', async () => {
    await prepare({ kind: 'sqlite', file: file() }, subscribe(2));
    const other = new DatabaseSync(file());
    other.exec('begin immediate');
    const found = await checkList(contextAt({ kind: 'sqlite', file: file() }));
    other.close();
    expect(codes(found)).toEqual(['done']);
  });

  test('is a warning in CI, and has no clock to compare', async () => {
    const where = { kind: 'sqlite', file: file() } as const;
    const context = contextAt(where, realClock, { CI: 'true' });
    expect(codes(await checkDatabase(context))).toEqual(['done', 'database/ephemeral']);
    expect(codes(await checkClock(context))).toEqual(['clock/not-compared']);
  });
});

describe.skipIf(!HAS_POSTGRES)('a PostgreSQL', () => {
  const postgres = usePostgres();
  const fresh = async () => ({ kind: 'postgres', url: await postgres.url() }) as const;
  tests(fresh);

  test('passes in CI', async () => {
    const context = contextAt(await fresh(), realClock, { CI: 'true' });
    expect(codes(await checkDatabase(context))).toEqual(['done']);
  });

  test.each([
    ['as it is', 0, 'done', /within \d\.\d s/],
    ['a minute behind', -60_000, 'clock/wrong', /6\d\.\d s behind|59\.\d s behind/],
    ['a minute ahead', 60_000, 'clock/wrong', /6\d\.\d s ahead of|59\.\d s ahead of/],
  ])('its clock is compared with this machine’s: %s', async (_, offset, code, words) => {
    const clock = () => new Date(Date.now() + offset);
    const found = await checkClock(contextAt(await fresh(), clock));
    expect(codes(found)).toEqual([code]);
    expect(found[0]?.message).toMatch(words);
  });

  test('where tables can’t be created is an error, and its connection is closed', async () => {
    const where = await fresh();
    await prepare(where, ({ query }) =>
      query(
        `drop schema public cascade; create schema public;
        create role reader login password 'only-for-tests';
        grant usage on schema public to reader`,
      ),
    );
    const url = where.url.replace('desk:', 'reader:');
    const [found] = await checkDatabase(contextAt({ kind: 'postgres', url }));
    expect(found).toMatchObject({ code: 'database/unusable', severity: 'error' });
    expect(found?.message).toContain('permission denied');
    await prepare(where, async ({ query }) => {
      const open = `select * from pg_stat_activity where usename = 'reader'`;
      await expect.poll(() => query(open)).toEqual([]);
    });
  });

  test('that is unreachable or refuses the login is reported without the password', async () => {
    const { url } = await fresh();
    for (const wrong of [
      'postgres://u:hunter2@127.0.0.1:1/x',
      url.replace('only-for-tests', 'hunter2'),
    ]) {
      const context = contextAt({ kind: 'postgres', url: wrong });
      const found = await checkDatabase(context);
      expect(codes(found)).toEqual(['database/unusable']);
      expect(JSON.stringify(found)).not.toContain('hunter2');
      expect(await checkList(context)).toEqual([]);
      expect(await checkClock(context)).toEqual([]);
    }
  });
});
