import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openNewsletter, UserError, type DueEvent } from '../../../src/index.ts';
import { ROOT } from '../../support/sample.ts';
import { ID, NOW, useNewsletter } from './open.ts';

const { desk, open, openWithList } = useNewsletter();

test('sendDue() sends what is due by the clock, and says what comes next', async () => {
  desk().newsletter.configure("schedule: { at: '06:00' }");
  desk().edition(ID);
  desk().edition('2023-06-15-two');
  const events: DueEvent[] = [];
  const due = await open().sendDue(undefined, { onEvent: (event) => events.push(event) });
  expect(due).toMatchObject({
    taken: [{ turn: { edition: ID, kind: 'send' }, outcome: { kind: 'sent' } }],
    next: { edition: '2023-06-15-two', at: new Date('2023-06-15T10:00Z') },
    problems: [],
  });
  expect(events.at(0)?.kind).toBe('turn');
  expect(events.at(-1)?.kind).toBe('turn-ended');
  expect(await open().sendDue()).toMatchObject({ taken: [] });
  expect(desk().sink.letters).toHaveLength(1);
});

test('sendTest() sends one letter as somebody’s, and records nothing', async () => {
  const newsletter = await openWithList();
  const subscriber = { email: 'x@example.com', name: 'Ada', attributes: {} };
  expect(await newsletter.sendTest(ID, { to: 'desk@example.com', subscriber })).toMatchObject({
    ok: true,
  });
  expect(desk().sink.letters.map(({ to }) => to)).toEqual(['desk@example.com']);
  expect(desk().sink.letters[0]?.raw.toString()).toContain('Subject: [Test] Headline');
  expect(await newsletter.status(ID)).toMatchObject({ kind: 'not-started' });
  await expect(newsletter.sendTest(ID, { to: 'desk' })).rejects.toBeInstanceOf(UserError);
});

test('send() delivers to the built-in mailbox as a trial where SMTP_URL is not set', async () => {
  const newsletter = await openWithList({ env: {} });
  const confirm = () => false;
  expect(await newsletter.send(ID, { confirm })).toMatchObject({
    kind: 'ended',
    destination: { kind: 'mailbox' },
  });
  expect(await newsletter.status(ID)).toMatchObject({
    kind: 'not-started',
    trial: { run: { total: 3 }, states: { accepted: 3 } },
  });
});

test('dryRun() writes the letters and sends nothing', async () => {
  const newsletter = await openWithList();
  expect(await newsletter.dryRun(ID)).toMatchObject({
    kind: 'dry-run',
    edition: ID,
    destination: { kind: 'server' },
    audience: 3,
    written: 3,
    folder: join('dist', ID, 'dry-run'),
  });
  expect(desk().sink.letters).toEqual([]);
});

test('importSubscribers() reports each row, and subscribers() lists them', async () => {
  desk().newsletter.write('more.csv', 'email,first_name\nada@example.com,Ada\nnobody,N\n');
  const newsletter = open();
  expect(await newsletter.importSubscribers('more.csv')).toMatchObject({
    added: 0,
    updated: 1,
    bad: [{ line: 3 }],
  });
  expect(await Array.fromAsync(newsletter.subscribers())).toMatchObject([
    { email: 'ada@example.com', firstName: 'Ada' },
  ]);
  await expect(newsletter.importSubscribers('none.csv')).rejects.toBeInstanceOf(UserError);
});

test('removeReaders() and suppress() keep an address from letters, and findReader() says why', async () => {
  const newsletter = await openWithList();
  expect(await newsletter.removeReaders(['ada@example.com'])).toMatchObject([
    { email: 'ada@example.com', wasOnList: true },
  ]);
  await newsletter.suppress(['bob@example.com'], 'asked by phone');
  expect(await newsletter.findReader('bob@example.com')).toMatchObject({
    subscriber: { email: 'bob@example.com' },
    suppression: { reason: 'asked by phone' },
    editions: [],
  });
  await newsletter.send(ID);
  expect(desk().sink.letters.map(({ to }) => to)).toEqual(['eve@example.com']);
});

test('addReader(), restoreReaders(), exportReader(), listStats() and forgetReader() keep the list', async () => {
  const newsletter = openNewsletter({
    folder: desk().newsletter.folder,
    env: { BROADSHEET_SECRET: 'a-secret-of-more-than-thirty-two-characters' },
    clock: () => NOW,
  });
  const added = await newsletter.addReader('fay@example.com', { name: 'Fay', consent: 'by phone' });
  expect(added).toMatchObject({ email: 'fay@example.com', added: true });
  await newsletter.removeReaders(['fay@example.com']);
  await expect(newsletter.addReader('fay@example.com')).rejects.toBeInstanceOf(UserError);
  expect(await newsletter.restoreReaders(['fay@example.com'])).toMatchObject([
    { email: 'fay@example.com', kind: 'restored' },
  ]);
  expect(await newsletter.restoreSince({ since: '2h', dryRun: true })).toMatchObject({
    restored: 0,
  });
  expect(await newsletter.exportReader(added.readerId)).toMatchObject({
    profile: { email: 'fay@example.com', name: 'Fay' },
    consents: [{ detail: 'by phone' }, { action: 'withdrawn' }, { action: 'restored' }],
  });
  const readers = await Array.fromAsync(newsletter.subscribers({ text: 'fay' }));
  expect(readers).toMatchObject([{ state: { kind: 'active' } }]);
  expect(await newsletter.forgetReader('fay@example.com')).toMatchObject({
    known: true,
    isClean: true,
  });
  const stats = await newsletter.listStats({ by: 'day', periods: 2 });
  expect(stats).toMatchObject({ standings: { active: 1 }, erased: 1, by: 'day' });
  expect(stats.growth).toHaveLength(2);
});

test('schedule() plans what goes out, with the cron lines', async () => {
  desk().newsletter.configure("schedule: { at: '06:00' }");
  desk().edition('2023-06-15-two');
  const { upcoming, cron } = await open().schedule();
  expect(upcoming[0]).toMatchObject({ edition: '2023-06-15-two', timeZone: 'America/New_York' });
  expect(cron.length).toBeGreaterThan(0);
});

test('migrate() says that an up-to-date database needs nothing', async () => {
  expect(await open().migrate()).toEqual({
    database: '.broadsheet/broadsheet.sqlite',
    migrations: [],
  });
});

test('openNewsletter() takes the environment of the process, and of the folder’s .env for the rest', async () => {
  desk().edition(ID);
  desk().newsletter.write('.env', `SMTP_URL=${desk().sink.url}\n`);
  const { folder } = desk().newsletter;
  const { destination } = await openNewsletter({ folder, clock: () => NOW }).dryRun(ID);
  expect(destination.kind).toBe('server');
});

test('openNewsletter() reads editions from the folder that `content` names', async () => {
  desk().edition(ID);
  expect(await open({ content: 'elsewhere' }).editions()).toEqual([]);
});

test('a method rejects if the folder has no config', async () => {
  const newsletter = open({ folder: join(desk().newsletter.folder, 'content') });
  await expect(newsletter.prepare()).rejects.toThrow('No broadsheet.config.ts in');
});

test('docs/api.md describes each method of a newsletter', () => {
  const page = readFileSync(join(ROOT, 'docs', 'api.md'), 'utf8');
  const methods = Object.entries(open()).filter(([, value]) => typeof value === 'function');
  for (const [name] of methods) expect(page).toContain(`\n### \`${name}(`);
});

test('importing broadsheet loads no dependency, because every config imports it', async () => {
  const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      await import(${JSON.stringify(join(ROOT, 'src', 'index.ts'))});
      console.log(JSON.stringify(loaded));
    `;
  const args = ['--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const loaded = JSON.parse(stdout) as readonly string[];
  expect(loaded.filter((url) => url.includes('/node_modules/'))).toEqual([]);
  expect(loaded.some((url) => url.endsWith('/src/app/newsletter/newsletter.ts'))).toBe(true);
});
