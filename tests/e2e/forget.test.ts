/** After `subscribers forget`, an address is in no file and in no table. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openQueryable } from '../store/queryable.ts';
import { onBothDatabases } from '../support/databases.ts';
import { makeNewsletter, SAMPLE_ID, type Newsletter } from '../support/newsletter.ts';
import { sink } from '../support/test-servers.ts';

const SECRET = 'an-erased-address-is-kept-by-its-keyed-hash';
const ADA = 'Ada.Lovelace@mail.example.org';
const OTHER = 'x.ada.lovelace@mail.example.org';

onBothDatabases((database) => {
  let newsletter: Newsletter;
  beforeEach(() => {
    newsletter = makeNewsletter();
  });
  const run = (args: readonly string[], env = {}) =>
    newsletter.run(args, { ...database(), BROADSHEET_SECRET: SECRET, ...env });

  /** Everything that the newsletter has written, by file, and by table of a server. */
  async function kept(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const folders = ['.broadsheet', 'dist', 'logs'].filter((name) =>
      existsSync(newsletter.path(name)),
    );
    for (const folder of folders) {
      const entries = readdirSync(newsletter.path(folder), {
        recursive: true,
        withFileTypes: true,
      });
      for (const entry of entries.filter((each) => each.isFile())) {
        const file = join(entry.parentPath, entry.name);
        found.set(file, readFileSync(file, 'latin1').replace(/=\r?\n/g, ''));
      }
    }
    const { DATABASE_URL: url } = database();
    if (url === undefined) return found;
    const store = await openQueryable({ kind: 'postgres', url });
    const tables = await store.query(
      `select tablename from pg_tables where schemaname = current_schema()`,
    );
    for (const { tablename } of tables) {
      const rows = await store.query(`select t::text as row from "${String(tablename)}" t`);
      found.set(String(tablename), JSON.stringify(rows));
    }
    await store.close();
    return found;
  }

  async function placesOf(address: string): Promise<readonly string[]> {
    const text = new RegExp(String.raw`(?<![\w.])${RegExp.escape(address)}`, 'i');
    const all = Array.from(await kept());
    return all.filter(([, content]) => text.test(content)).map(([name]) => name);
  }

  describe('a reader who got letters, was caught in trials, and is in a log', () => {
    beforeEach(async () => {
      newsletter.write(
        'list.csv',
        `email,name,city\n${ADA},Ada Lovelace,London\n${OTHER},Xa,Paris\nben@mail.example.org,Ben,\n`,
      );
      newsletter.write('logs/README', 'The logs of jobs.');
      await run(['subscribers', 'import', 'list.csv', '--consent', 'from a fair']);
      await run(['send', '--dry-run']);
      await run(['send']);
      // The server refuses her letter, and quotes her address in its reply.
      const server = await sink({
        refuse: (address) =>
          address === ADA ? [550, `5.1.1 <${address}>: no mailbox ${address}`] : undefined,
      });
      const log = ['--log-file', 'logs/job.log'];
      await run(['send', '--yes', ...log], { SMTP_URL: server.url });
    });

    test('is in no file and no table afterwards; others, and the sums, are unchanged', async () => {
      const before = await placesOf(ADA);
      expect(before.length).toBeGreaterThan(3);
      const status = async () => {
        const { stdout } = await run(['status', '--json']);
        return (JSON.parse(stdout) as { readonly total: number }).total;
      };
      const total = await status();
      const args = ['subscribers', 'forget', ADA.toLowerCase(), '--yes', '--json'];
      const { code, stdout } = await run([...args, '--log-file', 'logs/job.log']);
      const result = JSON.parse(stdout) as { readonly letters: number; readonly logged: number };
      expect([code, result]).toMatchObject([0, { known: true, isClean: true }]);
      // Where the database is a server's, there are no trials.
      const trials = database()['DATABASE_URL'] === undefined;
      expect(result.letters).toBeGreaterThanOrEqual(trials ? 2 : 0);
      expect(result.logged).toBeGreaterThanOrEqual(1);
      expect(await placesOf(ADA)).toEqual([]);
      expect((await placesOf(OTHER)).length).toBeGreaterThan(1);
      expect(await status()).toBe(total);
      for (const line of newsletter.read('logs/job.log').trim().split('\n')) JSON.parse(line);
    });

    test('is erased in the file while another program has it open, once that has ended', async () => {
      const where = database()['DATABASE_URL'];
      if (where !== undefined) return;
      const file = newsletter.path('.broadsheet', 'broadsheet.sqlite');
      const other = await openQueryable({ kind: 'sqlite', file });
      await other.subscribers.count();
      await run(['subscribers', 'forget', ADA, '--yes']);
      await other.close();
      const { code } = await run([
        'subscribers',
        'forget',
        ADA,
        '--yes',
        '--log-file',
        'logs/job.log',
      ]);
      expect(code).toBe(0);
      expect(await placesOf(ADA)).toEqual([]);
    });

    test('is exported with the editions that they got', async () => {
      const { stdout } = await run(['subscribers', 'export', ADA]);
      expect(JSON.parse(stdout)).toMatchObject({ editions: [{ edition: SAMPLE_ID }] });
    });
  });
});
