import { describe, expect, onTestFinished, test } from 'vitest';
import { DatabaseUnavailableError } from '../../../src/base/database-unavailable.ts';
import { openStore } from '../../../src/store/open.ts';
import { UserError } from '../../../src/base/user-error.ts';
import { HAS_POSTGRES, startPostgres } from '../../support/postgres-server.ts';
import { usePostgres } from '../../support/postgres.ts';
import { claimed, step } from '../stores.ts';

const clock = () => new Date();
const open = (url: string) => openStore({ kind: 'postgres', url }, clock);

describe.skipIf(!HAS_POSTGRES)('a PostgreSQL server', () => {
  const postgres = usePostgres();

  test('that stops during a run makes every port report an unavailable database', async () => {
    const server = await startPostgres();
    onTestFinished(() => server.stop());
    const store = await open(await server.createDatabase());
    await store.subscribers.save([
      { email: 'a@example.com', attributes: {} },
      { email: 'b@example.com', attributes: {} },
    ]);
    const lease = await claimed(store.runs);
    expect(await store.ledger.record(lease, [step(1, 'released')])).toEqual(['moved']);
    await server.stop();
    await expect(store.ledger.record(lease, [step(2, 'released')])).rejects.toThrow(
      DatabaseUnavailableError,
    );
    await expect(store.ledger.renew(lease, 30)).rejects.toThrow(DatabaseUnavailableError);
    await expect(store.runs.tally(lease.run)).rejects.toThrow(DatabaseUnavailableError);
    await expect(store.subscribers.count()).rejects.toThrow(DatabaseUnavailableError);
    await expect(Array.fromAsync(store.subscribers.all())).rejects.toThrow(
      DatabaseUnavailableError,
    );
    await expect(store.suppressions.add('a@example.com', 'x')).rejects.toThrow(
      DatabaseUnavailableError,
    );
    await store.close();
  });

  test('that refuses the password or the database is a mistake of the user, told without the password', async () => {
    const wrongPassword = new URL(await postgres.url());
    wrongPassword.password = 'wrong%20secret';
    const wrongName = new URL(await postgres.url());
    wrongName.pathname = '/nowhere';
    for (const { href } of [wrongPassword, wrongName]) {
      const failure = open(href);
      await expect(failure).rejects.toThrow(UserError);
      await expect(failure).rejects.not.toThrow(/wrong secret|only-for-tests/);
    }
  });
});

test.each([
  'mysql://desk:secret@127.0.0.1/x',
  'desk:secret',
  'postgres://desk:secret@127.0.0.1:1/x',
])('the URL %s is a mistake of the user, told without the password', async (url) => {
  const failure = open(url);
  await expect(failure).rejects.toThrow(UserError);
  await expect(failure).rejects.not.toThrow(/secret/);
});
