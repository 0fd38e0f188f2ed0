import { readFileSync } from 'node:fs';
import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { DatabaseUnavailableError } from '../../../src/base/database-unavailable.ts';
import { openStore } from '../../../src/store/open.ts';
import { UserError } from '../../../src/base/user-error.ts';
import { HAS_POSTGRES, startPostgres } from '../../support/postgres-server.ts';
import { makeNewsletter } from '../../support/newsletter.ts';
import { usePostgres } from '../../support/postgres.ts';
import { certificateFile } from '../../support/scripted-server.ts';
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

  test.each(['require', 'prefer', 'verify-full'])(
    'without TLS is a mistake of the user with sslmode=%s',
    async (mode) => {
      const failure = open(`${await postgres.url()}?sslmode=${mode}`);
      await expect(failure).rejects.toThrow(UserError);
      await expect(failure).rejects.toThrow('does not support SSL');
    },
  );

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

test.each(['mysql://desk:secret@127.0.0.1/x', 'desk:secret'])(
  'the URL %s is a mistake of the user, told without the password',
  async (url) => {
    const failure = open(url);
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.not.toThrow(/secret/);
  },
);

test('a database that is down before a command begins is a reason to try again later', async () => {
  const newsletter = makeNewsletter();
  const env = {
    DATABASE_URL: 'postgres://desk:secret@127.0.0.1:1/x',
    SMTP_URL: 'smtp://127.0.0.1:1',
  };
  newsletter.configure("schedule: { at: '06:00' }");
  for (const args of [['send', '--yes'], ['send', '--due'], ['status'], ['subscribers', 'list']]) {
    const { code, stderr } = await newsletter.run(args, env);
    expect(code, args.join(' ')).toBe(75);
    expect(stderr).toContain("Can't use the database: 127.0.0.1:1/x: connect ECONNREFUSED");
    expect(stderr).not.toContain('secret');
  }
});

/** Makes a server accept encrypted connections, and no others. */
async function requireTls(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const files = {
    'server.crt': certificateFile('localhost'),
    'server.key': certificateFile('ca').replace('ca.pem', 'server.key'),
  };
  for (const [name, file] of Object.entries(files)) {
    // The server itself writes the files, because it accepts only a key that is private to its user.
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    await client.query(
      `copy (select unnest(array[${lines.map((line) => `'${line}'`).join(', ')}]))
       to program 'umask 077; cat > ${name}'`,
    );
  }
  await client.query('alter system set ssl = on');
  await client.query(
    `copy (values ('hostssl all all all scram-sha-256')) to program 'cat > pg_hba.conf'`,
  );
  await client.query('select pg_reload_conf()');
  await client.end();
}

describe.skipIf(!HAS_POSTGRES)('a PostgreSQL server with TLS', () => {
  let url: string;
  let warnings: unknown[];
  beforeAll(async () => {
    const server = await startPostgres();
    url = await server.createDatabase();
    await requireTls(url);
    return () => server.stop();
  }, 60_000);
  beforeEach(() => {
    warnings = [];
    const hear = (warning: Error) => void warnings.push(warning);
    process.on('warning', hear);
    return () => process.off('warning', hear);
  });

  const openWith = async (query: string) => {
    const store = await open(`${url}?${query}`);
    await store.close();
  };

  test('is used with sslmode=require, whatever its certificate, and pg prints no warning', async () => {
    await openWith('sslmode=require');
    expect(warnings).toEqual([]);
  });

  test('must have a certificate of the authority that sslrootcert names', async () => {
    await openWith(`sslmode=require&sslrootcert=${certificateFile('ca')}`);
    const failure = openWith(`sslmode=require&sslrootcert=${certificateFile('other-ca')}`);
    await expect(failure).rejects.toThrow(UserError);
  });

  test('is refused with sslmode=verify-full if its certificate is not trusted', async () => {
    const failure = openWith('sslmode=verify-full');
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.toMatchObject({
      remedy: expect.stringContaining('sslmode') as string,
    });
  });

  test('reports a certificate file that is not there as a mistake of the user', async () => {
    await expect(openWith('sslmode=require&sslrootcert=/nowhere.pem')).rejects.toThrow(UserError);
  });
});
