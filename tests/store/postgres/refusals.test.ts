/** A PostgreSQL server that refuses what a command needs: no bug, and a remedy. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeNewsletter, SAMPLE_LIST, type Newsletter } from '../../support/newsletter.ts';
import { HAS_POSTGRES } from '../../support/postgres-server.ts';
import { usePostgres } from '../../support/postgres.ts';

describe.skipIf(!HAS_POSTGRES)('a PostgreSQL server', () => {
  const postgres = usePostgres();
  let newsletter: Newsletter;
  let url: URL;
  let role: string;
  let admin: pg.Client;
  beforeEach(async () => {
    newsletter = makeNewsletter();
    const own = await postgres.url();
    admin = new pg.Client(own);
    await admin.connect();
    role = `r${randomUUID().replaceAll('-', '')}`;
    await admin.query(`create role ${role} login password 'of-a-role'`);
    url = new URL(own);
    url.username = role;
    url.password = 'of-a-role';
  });
  afterEach(async () => {
    await admin.query(
      `alter database ${url.pathname.slice(1)} reset default_transaction_read_only`,
    );
    await admin.query(`drop owned by ${role}; drop role ${role}`);
    await admin.end();
  });

  const COMMANDS = [
    ['subscribers', 'import', SAMPLE_LIST],
    ['subscribers', 'list'],
    ['status'],
    ['send', '--yes'],
  ];

  /** Runs every command; returns the exit codes and what was said. */
  async function runAll(database: URL, commands = COMMANDS) {
    const env = { DATABASE_URL: database.href, SMTP_URL: 'smtp://127.0.0.1:1' };
    const codes: (number | null)[] = [];
    let said = '';
    for (const args of commands) {
      const { code, stderr } = await newsletter.run(args, env);
      codes.push(code);
      said += stderr;
    }
    expect(said).not.toMatch(/bug|of-a-role|newer/);
    return { codes, said };
  }

  test('that lets a role not log in is a mistake (28000)', async () => {
    await admin.query(`alter role ${role} nologin`);
    const { codes, said } = await runAll(url);
    expect(codes).toEqual([2, 2, 2, 2]);
    expect(said).toMatch(/not permitted to log in[^]*Check DATABASE_URL/);
  });

  test('that refuses the password is a mistake (28P01)', async () => {
    url.password = 'not-the-one';
    const { codes, said } = await runAll(url);
    expect(codes).toEqual([2, 2, 2, 2]);
    expect(said).toMatch(/password authentication failed/);
  });

  test.each([
    ['use no schema', '3F000', undefined, /no schema has been selected/],
    ['create no tables', '42501', 'usage', /permission denied for schema public/],
  ])('that lets a role %s is a mistake (%s)', async (_, _code, privilege, reason) => {
    if (privilege) await admin.query(`grant ${privilege} on schema public to ${role}`);
    const { codes, said } = await runAll(url);
    expect(codes).toEqual([2, 2, 2, 2]);
    expect(said).toMatch(reason);
    expect(said).toContain('grant USAGE and CREATE on the schema');
  });

  test('that lets a role read no table has a remedy (42501)', async () => {
    const all = new URL(url);
    [all.username, all.password] = ['desk', 'only-for-tests'];
    await runAll(all, [['subscribers', 'import', SAMPLE_LIST]]);
    await admin.query(`grant usage on schema public to ${role}`);
    const { codes, said } = await runAll(url);
    for (const code of codes) expect([2, 75], said).toContain(code);
    expect(said).toMatch(/permission denied for table[^]*Grant the user of DATABASE_URL/);
  });

  test('that is read-only has a remedy, with tables and without (25006)', async () => {
    const all = new URL(url);
    [all.username, all.password] = ['desk', 'only-for-tests'];
    const name = url.pathname.slice(1);
    await admin.query(`alter database ${name} set default_transaction_read_only = on`);
    const empty = await runAll(all);
    expect(empty.codes).toEqual([75, 75, 75, 75]);
    expect(empty.said).toMatch(/read-only transaction[^]*The server is read-only/);
    await admin.query(`alter database ${name} reset default_transaction_read_only`);
    await runAll(all, [['subscribers', 'import', SAMPLE_LIST]]);
    await admin.query(`alter database ${name} set default_transaction_read_only = on`);
    const full = await runAll(all);
    expect(full.codes).toEqual([75, 0, 0, 75]);
    expect(full.said).toMatch(/The server is read-only/);
  });
});
