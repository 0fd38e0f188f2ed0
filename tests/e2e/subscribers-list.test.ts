/** The whole list by the command line: listed, exported and imported again, counted, undone. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { StoreLocation } from '../../src/store/open.ts';
import { openQueryable, type QueryableStore } from '../store/queryable.ts';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';
import { onBothDatabases } from '../support/databases.ts';

const SECRET = 'an-erased-address-is-kept-by-its-keyed-hash';
const NOW = new Date('2026-11-26T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

onBothDatabases((database) => {
  let newsletter: Newsletter;
  beforeEach(() => {
    newsletter = makeNewsletter();
    newsletter.configure("topics: { daily: 'Every morning', weekend: 'The weekend read' }");
    newsletter.configure("segments: { berlin: { attribute: 'city', is: 'Berlin' } }");
  });
  const runAt = (time: Date, ...args: readonly string[]) =>
    newsletter.run(
      ['subscribers', ...args],
      { ...database(), BROADSHEET_SECRET: SECRET },
      { time },
    );
  const subscribers = (...args: readonly string[]) => runAt(NOW, ...args);
  const lines = async (...args: readonly string[]) =>
    (await subscribers(...args)).stdout.split(/\r?\n/).filter((line) => line !== '');
  async function importList(text: string, ...options: readonly string[]) {
    newsletter.write('list.csv', text);
    return subscribers('import', 'list.csv', ...options);
  }
  /** Works with the database as another program would. */
  async function inStore<T>(work: (store: QueryableStore) => Promise<T>, time = NOW): Promise<T> {
    const { DATABASE_URL: url } = database();
    const file = newsletter.path('.broadsheet', 'broadsheet.sqlite');
    const where: StoreLocation = url ? { kind: 'postgres', url } : { kind: 'sqlite', file };
    const store = await openQueryable(where, () => time);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }
  const pause = (email: string, until: Date) =>
    inStore(async ({ readers }) => {
      const reader = await readers.findByEmail(email);
      await readers.choose(reader?.readerId ?? '', { pausedUntil: until }, { source: 'test' });
    });
  const leave = (email: string, agent: 'crawler' | 'browser', time: Date) =>
    inStore(async ({ readers }) => {
      const reader = await readers.findByEmail(email);
      await readers.leave([{ readerId: reader?.readerId ?? '', how: 'page', agent }]);
    }, time);

  describe('the list', () => {
    beforeEach(async () => {
      await importList(
        [
          'email,name,topics,city',
          'ada@example.org,Ada,daily,London',
          'ben@example.org,,weekend,',
          'cyd@example.org,,,Berlin',
          'dan@example.org,,(none),',
          'eve@example.org,,,',
          'fay@example.org,,,',
        ].join('\n'),
      );
      await pause('dan@example.org', new Date('2026-12-24T00:00:00Z'));
      await subscribers('remove', 'eve@example.org');
      await subscribers('suppress', 'fay@example.org', 'gus@example.org');
    });

    test('names those who have not left, and where others than active readers stand', async () => {
      expect(await lines('list')).toEqual([
        'ada@example.org  Ada',
        'ben@example.org',
        'cyd@example.org',
        'dan@example.org  (paused until 2026-12-24)',
        'fay@example.org  (suppressed: suppressed by hand (2026-11-26))',
      ]);
    });

    test.each([
      ['--state active', ['ada', 'ben', 'cyd']],
      ['--state paused', ['dan']],
      ['--state unsubscribed', ['eve']],
      ['--state suppressed', ['fay', 'gus']],
      ['--state paused,unsubscribed', ['dan', 'eve']],
      ['--state all', ['ada', 'ben', 'cyd', 'dan', 'eve', 'fay', 'gus']],
      ['--topic weekend', ['ben', 'cyd', 'fay']],
      ['--topic daily --state active', ['ada', 'cyd']],
      ['--audience berlin', ['cyd']],
      ['--audience all --state paused', ['dan']],
    ])('with %s has only those readers', async (options, names) => {
      const rows = await lines('list', '--json', ...options.split(' '));
      const found = rows.map((row) => (JSON.parse(row) as { email: string }).email);
      expect(found).toEqual(names.map((name) => `${name}@example.org`));
    });

    test('is CSV with a column for each attribute', async () => {
      const { stdout } = await subscribers('list', '--csv', '--state', 'active,paused');
      expect(stdout).toBe(
        [
          'email,name,first_name,last_name,status,paused_until,topics,locale,city',
          'ada@example.org,Ada,,,active,,daily,,London',
          'ben@example.org,,,,active,,weekend,,',
          'cyd@example.org,,,,active,,,,Berlin',
          'dan@example.org,,,,paused,2026-12-24T00:00:00.000Z,(none),,',
          '',
        ].join('\r\n'),
      );
    });

    test('names people who have not confirmed, and shows since when', async () => {
      await inStore(({ signUps }) => signUps.ask({ email: 'hal@example.org', source: 'test' }));
      expect(await lines('list', '--state', 'pending')).toEqual([
        'hal@example.org  (pending since 2026-11-26)',
      ]);
      const { code, stdout } = await subscribers('show', 'hal@example.org', '--json');
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        state: 'pending',
        pendingSince: NOW.toISOString(),
      });
      const shown = await subscribers('show', 'hal@example.org');
      expect(shown.stdout).toContain('pending since 2026-11-26');
    });

    test.each([
      ['--state gone', 'active, paused, unsubscribed, suppressed, pending, all'],
      ['--topic nightly', 'The topics are daily, weekend'],
      ['--audience paris', 'Name one of all, berlin'],
      ['--json --csv', 'exclude each other'],
    ])('refuses %s', async (options, message) => {
      const { code, stderr } = await subscribers('list', ...options.split(' '));
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    });

    test('is searched with those who left', async () => {
      expect(await lines('search', 'EVE')).toEqual([
        'eve@example.org  (unsubscribed on 2026-11-26)',
      ]);
      expect(await subscribers('search', '%')).toMatchObject({ code: 1, stdout: '' });
    });

    test('is exported whole, and an import of the export changes nothing', async () => {
      const before = await tables();
      const { stdout } = await subscribers('export', '--state', 'all');
      newsletter.write('export.csv', stdout);
      const { code, stderr } = await runAt(
        new Date('2026-11-27T12:00:00Z'),
        'import',
        'export.csv',
      );
      expect([code, stderr]).toEqual([0, expect.stringContaining('export.csv:6: suppressed')]);
      expect(await tables()).toEqual(before);
    });

    test('moves to an empty list with its pauses, and with those who left', async () => {
      const { stdout } = await subscribers('export', '--state', 'all');
      const other = makeNewsletter();
      other.configure("topics: { daily: 'Every morning', weekend: 'The weekend read' }");
      other.write('export.csv', stdout);
      const run = (...args: readonly string[]) =>
        other.run(['subscribers', ...args], {}, { time: NOW });
      expect(await run('import', 'export.csv')).toMatchObject({ code: 0 });
      const { stdout: listed } = await run('list', '--csv');
      expect(listed).toBe((await subscribers('list', '--csv', '--state', 'active,paused')).stdout);
      const { stdout: suppressed } = await run('list', '--state', 'suppressed');
      expect(suppressed).toContain('eve@example.org');
      expect(suppressed).toContain('gus@example.org');
    });
  });

  /** Every table of the list, in the order of its rows. */
  const tables = () =>
    inStore(async ({ query }) => ({
      // PostgreSQL sets spaces in JSON that it merges.
      subscribers: (await query('select * from subscribers order by id')).map((row) => ({
        ...row,
        attributes: JSON.parse(String(row['attributes'])) as unknown,
      })),
      suppressions: await query('select * from suppressions order by address_key'),
      consents: await query('select * from consents order by id'),
      departures: await query('select * from departures order by id'),
    }));

  describe('an import', () => {
    test('reads hostile values, and its export gives a spreadsheet no formula', async () => {
      const hostile = [
        'email,name,note',
        `a@example.org,"=HYPERLINK(""http://x.example"",""Ada"")",+1`,
        'b@example.org,"Ben\r\nBcc: victim@example.org",-2',
        'c@example.org,\u202egro.live,@SUM(A1)',
        'd@example.org,D\u0000an,x;=1+1',
        '+e@example.org,\u001b[31mEve,"a ""b"", c"',
      ].join('\r\n');
      const { code } = await importList(`\ufeff${hostile}`);
      expect(code).toBe(0);
      const { stdout } = await subscribers('export');
      expect(stdout.split('\r\n')).toEqual([
        'email,name,first_name,last_name,status,paused_until,topics,locale,note',
        `a@example.org,"'=HYPERLINK(""http://x.example"",""Ada"")",,,active,,,,'+1`,
        `b@example.org,Ben Bcc: victim@example.org,,,active,,,,'-2`,
        `c@example.org,\u202egro.live,,,active,,,,'@SUM(A1)`,
        `d@example.org,D an,,,active,,,,"x;'=1+1"`,
        `'+e@example.org,[31mEve,,,active,,,,"a ""b"", c"`,
        '',
      ]);
      const before = await tables();
      await importList(stdout);
      expect(await tables()).toEqual(before);
      const shown = await subscribers('list');
      expect(shown.stdout).not.toMatch(/[^\n\P{C}]/u);
    });

    test('gives new readers topics and a consent, and leaves those who have chosen alone', async () => {
      await subscribers('add', 'ada@example.org', '--topics', 'daily');
      const { code, stderr } = await importList(
        'email,topics\nada@example.org,weekend\nben@example.org,"Weekend; nightly"\ncyd@example.org,\n',
        ...['--topics', 'daily,weekend', '--consent', 'exported from X, double opt-in'],
      );
      expect(code).toBe(0);
      expect(stderr).toContain('list.csv:3: unknown topic nightly; the topics are daily, weekend');
      const topics = (await lines('list', '--json')).map(
        (line) => (JSON.parse(line) as { topics: unknown }).topics,
      );
      expect(topics).toEqual([['daily'], ['weekend'], ['daily', 'weekend']]);
      const { stdout } = await subscribers('show', 'cyd@example.org', '--json');
      expect(JSON.parse(stdout)).toMatchObject({
        consents: [
          { action: 'imported', source: 'list.csv:4', detail: 'exported from X, double opt-in' },
        ],
      });
    });

    test('keeps a column "topics" as an attribute if the newsletter has no topics', async () => {
      const plain = makeNewsletter();
      plain.write('list.csv', 'email,topics\nada@example.org,cats\n');
      await plain.run(['subscribers', 'import', 'list.csv']);
      const { stdout } = await plain.run(['subscribers', 'show', 'ada@example.org', '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ topics: null, attributes: { topics: 'cats' } });
    });

    test('refuses unknown topics, and imports nothing', async () => {
      const { code, stderr } = await importList('email\nada@example.org\n', '--topics', 'nightly');
      expect(code).toBe(2);
      expect(stderr).toContain('The topics are daily, weekend');
      expect(await lines('list')).toEqual([]);
    });

    test('names the first 1,000 rows of people who left, and counts them all', async () => {
      const rows = Array.from({ length: 1200 }, (_, index) => `p${index}@example.org`);
      newsletter.write('out.txt', rows.join('\n'));
      await subscribers('suppress', '--file', 'out.txt');
      const { stdout, stderr } = await importList(`email\n${rows.join('\n')}\nada@example.org\n`);
      expect(stdout).toContain('1 added, 0 updated, 1,200 skipped (1,200 suppressed)');
      expect(stderr.match(/skipped: suppressed/g)).toHaveLength(1000);
      expect(stderr).toContain('list.csv: and 200 more rows like these');
      const { stdout: json } = await importList(`email\n${rows.join('\n')}\n`, '--json');
      expect(JSON.parse(json)).toMatchObject({
        added: 0,
        counts: { skipped: 1200, skippedBecause: { suppressed: 1200, erased: 0, unsubscribed: 0 } },
      });
    });
  });

  describe('departures since a time', () => {
    beforeEach(async () => {
      await importList('email\na@corp.example\nb@corp.example\nc@corp.example\nd@other.example\n');
      await leave('a@corp.example', 'browser', minutesAgo(300));
      await leave('b@corp.example', 'crawler', minutesAgo(30));
      await leave('c@corp.example', 'crawler', minutesAgo(20));
      await leave('d@other.example', 'browser', minutesAgo(10));
    });

    test('are counted first, and undone only with --yes where nobody can answer', async () => {
      const { code, stderr } = await subscribers('restore', '--since', '2h');
      expect(code).toBe(2);
      expect(stderr).toContain('3 readers');
      expect(stderr).toContain('--yes');
      expect(await lines('list')).toEqual([]);
      const counted = await subscribers('restore', '--since', '2h', '--dry-run', '--json');
      expect(JSON.parse(counted.stdout)).toMatchObject({ restored: 3, dryRun: true });
      expect(await lines('list')).toEqual([]);
    });

    test('are undone for those who left since then, and for no earlier one', async () => {
      const { code, stdout } = await subscribers('restore', '--since', '2h', '--yes');
      expect([code, stdout]).toEqual([0, '✓ 3 readers are back on the list.\n']);
      expect(await lines('list')).toEqual(['b@corp.example', 'c@corp.example', 'd@other.example']);
      const again = await subscribers('restore', '--since', '2h', '--yes');
      expect(again.stdout).toContain('Nobody left since');
    });

    test.each([
      [
        ['--since', '2h', '--domain', 'corp.example'],
        ['b', 'c'],
      ],
      [
        ['--since', '1d', '--agent', 'browser'],
        ['a', 'd'],
      ],
      // The newsletter's clocks are five hours behind.
      [['--since', '2026-11-26 06:25', '--until', '2026-11-26 06:35'], ['b']],
      [
        ['--since', '2026-11-26T11:25:00Z', '--until', '2026-11-26T11:45:00Z'],
        ['b', 'c'],
      ],
    ])('are undone with %j only as far as that goes', async (args, names) => {
      await subscribers('restore', ...args, '--yes');
      const listed = await lines('list');
      expect(listed.map((line) => line[0])).toEqual(names);
    });
  });

  test('statistics count readers by state, and how the list grew', async () => {
    const rows = (names: string) => `email\n${names.replace(/\w/g, '$&@example.org\n')}`;
    newsletter.write('one.csv', rows('abc'));
    newsletter.write('two.csv', rows('de'));
    await runAt(new Date('2026-09-15T12:00:00Z'), 'import', 'one.csv');
    await runAt(new Date('2026-11-03T12:00:00Z'), 'import', 'two.csv');
    await leave('a@example.org', 'browser', new Date('2026-11-20T12:00:00Z'));
    await subscribers('suppress', 'b@example.org');
    const { code, stdout } = await subscribers('stats', '--by', 'month', '--json');
    expect(code).toBe(0);
    const { states, growth, leavers } = JSON.parse(stdout) as {
      states: unknown;
      growth: readonly unknown[];
      leavers: unknown;
    };
    expect(states).toEqual({
      ...{ active: 3, paused: 0, unsubscribed: 1, suppressed: 1, pending: 0, erased: 0 },
    });
    expect(growth).toHaveLength(12);
    expect(growth.slice(-4)).toMatchObject([
      { from: '2026-08-01', joined: 0, left: 0, total: 0 },
      { from: '2026-09-01', joined: 3, left: 0, total: 3 },
      { from: '2026-10-01', joined: 0, left: 0, total: 3 },
      { from: '2026-11-01', joined: 2, left: 1, total: 4 },
    ]);
    expect(leavers).toMatchObject([{ edition: null, left: 1 }]);
    const text = await subscribers('stats');
    expect(text.stdout).toMatch(/active +3\n/);
    expect(text.stdout).toMatch(/2026-11-02 +2 +0 +0 +0 +5\n/);
    expect((await subscribers('stats', '--by', 'year')).code).toBe(2);
  });
});
