/** Single readers by the command line: added, removed, restored, exported, erased. */
import { beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';
import { onBothDatabases } from '../support/databases.ts';

const SECRET = 'an-erased-address-is-kept-by-its-keyed-hash';
const ADA = 'ada@example.org';

onBothDatabases((database) => {
  let newsletter: Newsletter;
  beforeEach(() => {
    newsletter = makeNewsletter();
    newsletter.configure("topics: { daily: 'Every morning', weekend: 'The weekend read' }");
  });
  const subscribers = (...args: readonly string[]) =>
    newsletter.run(['subscribers', ...args], { ...database(), BROADSHEET_SECRET: SECRET });
  async function show(address = ADA): Promise<Record<string, unknown>> {
    const { stdout } = await subscribers('show', address, '--json');
    return JSON.parse(stdout) as Record<string, unknown>;
  }
  async function importList(text: string, ...options: readonly string[]) {
    newsletter.write('list.csv', text);
    return subscribers('import', 'list.csv', ...options);
  }

  describe('a reader who is added', () => {
    test('is active, with their topics and where the consent comes from', async () => {
      const details = [
        '--name',
        'Ada\r\n Lovelace',
        '--topics',
        'weekend',
        '--consent',
        'book fair',
      ];
      const { code, stdout, stderr } = await subscribers('add', ADA, ...details);
      expect([code, stdout, stderr]).toEqual([0, `✓ Added ${ADA}.\n`, '']);
      expect(await show()).toMatchObject({
        email: ADA,
        state: 'active',
        name: 'Ada Lovelace',
        topics: ['weekend'],
        suppressed: null,
        consents: [{ action: 'imported', source: 'by hand', detail: 'book fair' }],
      });
    });

    test('has an unknown consent if nobody says where it comes from', async () => {
      const { stderr } = await subscribers('add', ADA);
      expect(stderr).toContain('--consent');
      expect(await show()).toMatchObject({ topics: null, consents: [{ detail: 'unknown' }] });
    });

    test('keeps what they have if they are on the list, and gets the name that is given', async () => {
      await subscribers('add', ADA, '--name', 'Ada', '--topics', 'daily');
      const { code, stdout } = await subscribers(
        'add',
        'ADA@example.org',
        '--name',
        'Countess',
        '--json',
      );
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { added: false }]);
      expect(await show()).toMatchObject({ name: 'Countess', topics: ['daily'] });
    });

    test.each([
      ['an invalid address', ['add', 'ada@'], 'is not an address'],
      ['an unknown topic', ['add', ADA, '--topics', 'daily,nightly'], 'no topic "nightly"'],
    ])('is refused with %s', async (_, args, message) => {
      const { code, stderr } = await subscribers(...args);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
      expect(await show()).toMatchObject({ state: 'not on the list' });
    });

    test('is refused if they left, with the command that restores them', async () => {
      await subscribers('add', ADA);
      await subscribers('remove', ADA);
      const { code, stderr } = await subscribers('add', ADA);
      expect(code).toBe(2);
      expect(stderr).toContain(`subscribers restore ${ADA}`);
      expect(await show()).toMatchObject({ state: 'unsubscribed' });
    });

    test('is refused if they are suppressed, with the reason and the remedy', async () => {
      await subscribers('suppress', ADA, '--reason', 'asked by phone');
      const { code, stderr } = await subscribers('add', ADA);
      expect(code).toBe(2);
      expect(stderr).toContain('asked by phone');
      expect(stderr).toContain(`subscribers restore ${ADA}`);
    });

    test('is refused if they were erased', async () => {
      await subscribers('add', ADA);
      await subscribers('forget', ADA, '--yes');
      const { code, stderr } = await subscribers('add', ADA);
      expect(code).toBe(2);
      expect(stderr).toContain('Only they can come back');
    });
  });

  describe('a reader who is removed', () => {
    test('has unsubscribed, and is not suppressed', async () => {
      await subscribers('add', ADA, '--topics', 'daily');
      expect((await subscribers('remove', ADA)).code).toBe(0);
      expect(await show()).toMatchObject({
        state: 'unsubscribed',
        suppressed: null,
        topics: ['daily'],
        consents: [{ action: 'imported' }, { action: 'withdrawn' }],
      });
    });

    test('is skipped by an import, which says so with the line', async () => {
      await subscribers('add', ADA);
      await subscribers('remove', ADA);
      const { code, stdout, stderr } = await importList(`email\nzoe@example.org\n${ADA}\n`);
      expect(code).toBe(0);
      expect(stderr).toContain('list.csv:3: skipped: unsubscribed');
      expect(stdout).toContain('1 added, 0 updated, 1 skipped (1 unsubscribed)');
      expect(await show()).toMatchObject({ state: 'unsubscribed' });
    });

    test('is kept out of later imports if they were not on the list', async () => {
      expect((await subscribers('remove', ADA)).code).toBe(1);
      expect(await show()).toMatchObject({
        state: 'suppressed',
        suppressed: { kind: 'opted-out' },
      });
      const { stdout } = await importList(`email\n${ADA}\n`);
      expect(stdout).toContain('0 added, 0 updated, 1 skipped (1 suppressed)');
    });

    test('is left as they are if they are removed again', async () => {
      await subscribers('add', ADA);
      await subscribers('remove', ADA);
      const { code, stdout } = await subscribers('remove', ADA);
      expect([code, stdout]).toEqual([1, `! ${ADA} was not on the list.\n`]);
      expect(await show()).toMatchObject({ state: 'unsubscribed', suppressed: null });
    });
  });

  describe('a reader who is restored', () => {
    test('gets letters again after they left, with their topics', async () => {
      await subscribers('add', ADA, '--topics', 'weekend');
      await subscribers('remove', ADA);
      const { code, stdout } = await subscribers('restore', ADA);
      expect([code, stdout]).toEqual([0, `✓ ${ADA} gets letters again.\n`]);
      const shown = await show();
      expect(shown).toMatchObject({ state: 'active', topics: ['weekend'] });
      expect(shown['consents']).toMatchObject([{}, {}, { action: 'restored', source: 'by hand' }]);
    });

    test('is no longer suppressed by hand, and need not have been a reader', async () => {
      await subscribers('add', ADA);
      await subscribers('suppress', ADA, 'zoe@example.org');
      const { code, stdout } = await subscribers('restore', ADA, 'zoe@example.org');
      expect(code).toBe(0);
      expect(stdout).toContain(`${ADA} gets letters again.`);
      expect(stdout).toContain('subscribers add zoe@example.org');
      expect(await show()).toMatchObject({ state: 'active', suppressed: null });
    });

    test('is refused after they were erased, and nobody else is restored with them', async () => {
      await subscribers('add', ADA);
      await subscribers('add', 'zoe@example.org');
      await subscribers('remove', 'zoe@example.org');
      await subscribers('forget', ADA, '--yes');
      const { code, stderr } = await subscribers('restore', 'zoe@example.org', ADA, '--force');
      expect(code).toBe(2);
      expect(stderr).toContain('Nothing was changed');
      expect(await show('zoe@example.org')).toMatchObject({ state: 'unsubscribed' });
    });

    test('comes with a warning after a hard bounce, and only by force after a complaint', async () => {
      await subscribers('add', ADA);
      await subscribers('add', 'zoe@example.org');
      const { DATABASE_URL: url } = database();
      const file = newsletter.path('.broadsheet', 'broadsheet.sqlite');
      const store = await openStore(
        url === undefined ? { kind: 'sqlite', file } : { kind: 'postgres', url },
        () => new Date(),
      );
      await store.suppressions.add(ADA, '550 5.1.1 no such user', 'hard-bounce');
      await store.suppressions.add('zoe@example.org', 'reported as spam', 'complaint');
      await store.close();
      const bounced = await subscribers('restore', ADA);
      expect(bounced.code).toBe(0);
      expect(bounced.stdout).toContain('this address does not exist');
      const refused = await subscribers('restore', 'zoe@example.org');
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain('pass --force');
      expect(await show('zoe@example.org')).toMatchObject({ state: 'suppressed' });
      const forced = await subscribers('restore', 'zoe@example.org', '--force');
      expect(forced.code).toBe(0);
      expect(await show('zoe@example.org')).toMatchObject({ state: 'active', suppressed: null });
    });

    test('that nobody knows exits with 1 and says how to add them', async () => {
      const { code, stdout } = await subscribers('restore', ADA);
      expect(code).toBe(1);
      expect(stdout).toContain(`subscribers add ${ADA}`);
    });

    test.each([
      [[], 'No address is named'],
      [[ADA, '--since', '2h'], 'exclude each other'],
      [['--until', '2h'], 'need --since'],
      [['--since', 'yesterday'], '"yesterday" is not a date and time'],
      [['--since', '2h', '--agent', 'robot'], 'provider, browser, crawler, none'],
    ])('is refused with %j', async (args, message) => {
      const { code, stderr } = await subscribers('restore', ...args);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    });
  });

  describe('a reader who is forgotten', () => {
    test('is as unknown as anybody, and no import adds them', async () => {
      await importList(`email,name,city\n${ADA},Ada,London\n`);
      const { code, stdout } = await subscribers('forget', ADA, '--yes');
      expect(code).toBe(0);
      expect(stdout).toContain(`Erased ${ADA}.`);
      expect(stdout).toContain('backups');
      expect(await subscribers('show', ADA)).toMatchObject({
        code: 1,
        stdout: `${ADA} is not on the list.\n`,
      });
      const { stdout: imported, stderr } = await importList(`email\n${ADA}\n`);
      expect(imported).toContain('1 skipped (1 erased)');
      expect(stderr).toContain('list.csv:2: skipped: erased');
      const all = await subscribers('list', '--state', 'all', '--json');
      expect(all.stdout).not.toContain('ada@');
    });

    test('is refused without a secret, and without an answer', async () => {
      await subscribers('add', ADA);
      const unasked = await subscribers('forget', ADA);
      expect(unasked).toMatchObject({ code: 2 });
      expect(unasked.stderr).toContain('--yes');
      const args = ['subscribers', 'forget', ADA, '--yes'];
      const keyless = await newsletter.run(args, database());
      expect(keyless).toMatchObject({ code: 2 });
      expect(keyless.stderr).toContain('BROADSHEET_SECRET');
      expect(await show()).toMatchObject({ state: 'active' });
    });

    test('is not stored again by an import that says that they opted out', async () => {
      await subscribers('add', ADA);
      await subscribers('forget', ADA, '--yes');
      await importList(`email,status\n${ADA},unsubscribed\n`);
      await subscribers('remove', ADA);
      await subscribers('suppress', ADA);
      const { stdout } = await subscribers('list', '--state', 'all', '--json');
      expect(stdout).toBe('');
    });
  });

  test('the export of a reader is all that is kept about them', async () => {
    await importList(`email,name,city\n${ADA},Ada,London\n`, '--consent', 'from a fair');
    await subscribers('remove', ADA);
    const { code, stdout } = await subscribers('export', ADA);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      newsletter: 'The Politics Briefing',
      profile: { email: ADA, name: 'Ada', attributes: { city: 'London' } },
      subscription: { state: 'unsubscribed', topics: null, suppressed: null },
      consents: [
        { action: 'imported', source: 'list.csv:2', detail: 'from a fair' },
        { action: 'withdrawn' },
      ],
      departures: [{ how: 'by hand' }],
      editions: [],
    });
    expect((await subscribers('export', 'nobody@example.org')).code).toBe(2);
  });
});
