import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HAS_POSTGRES } from '../../support/postgres-server.ts';
import { usePostgres } from '../../support/postgres.ts';
import { openQueryable, type QueryableStore } from '../queryable.ts';
import { claimed, step } from '../stores.ts';

/** Long enough for the other statements of the test, on a busy machine. */
const UNDER_WAY_SECONDS = 1;

describe.skipIf(!HAS_POSTGRES)('recording steps in PostgreSQL', () => {
  const postgres = usePostgres();

  async function open(parameters = ''): Promise<QueryableStore> {
    const store = await openQueryable({
      kind: 'postgres',
      url: `${await postgres.url()}${parameters}`,
    });
    onTestFinished(() => store.close());
    const people = [1, 2, 3].map((each) => ({ email: `p${each}@example.com`, attributes: {} }));
    await store.subscribers.save(people);
    return store;
  }

  // The pool hands out the connection that was used last.
  const prepared = async ({ query }: QueryableStore) =>
    (await query('select name from pg_prepared_statements')).length;

  test('is a prepared statement', async () => {
    const store = await open();
    const lease = await claimed(store.runs);
    expect(await store.ledger.record(lease, [step(1, 'released')])).toEqual(['moved']);
    expect(await prepared(store)).toBe(1);
  });

  test('is none with prepared_statements=false in the URL', async () => {
    const store = await open('?prepared_statements=false');
    const lease = await claimed(store.runs);
    expect(await store.ledger.record(lease, [step(1, 'released')])).toEqual(['moved']);
    expect(await prepared(store)).toBe(0);
  });

  test('goes on without one where a proxy has given the connection to others', async () => {
    const store = await open();
    const lease = await claimed(store.runs);
    const record = (id: number) => store.ledger.record(lease, [step(id, 'released')]);
    expect(await record(1)).toEqual(['moved']);
    await store.query('deallocate all');
    expect(await record(2)).toEqual(['moved']);
    expect(await record(3)).toEqual(['moved']);
    expect(await prepared(store)).toBe(0);
    expect(await store.runs.tally(lease.run)).toMatchObject({ planned: 0, released: 3 });
  });

  test('is not left out of the counts by a transaction that began later and ended earlier', async () => {
    const store = await open();
    const lease = await claimed(store.runs);
    const underWay = store.query(
      `begin; update deliveries set state = 'rejected' where subscriber_id = 1;
       select pg_sleep(${UNDER_WAY_SECONDS}); commit`,
    );
    await delay((UNDER_WAY_SECONDS * 1000) / 4);
    expect(await store.ledger.record(lease, [step(2, 'released')])).toEqual(['moved']);
    await store.runs.free(lease);
    await underWay;
    expect(await store.runs.tally(lease.run)).toMatchObject({
      planned: 1,
      rejected: 1,
      released: 1,
    });
  });
});
