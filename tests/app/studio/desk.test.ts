import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDesk } from '../../../src/app/studio/desk.ts';
import { openWorkspace } from '../../../src/app/workspace.ts';
import { openMaildir } from '../../../src/mailbox/maildir.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { makeNewsletter, SAMPLE_ID as ID } from '../../support/newsletter.ts';

let folder: string;
let store: Store;
let desk: ReturnType<typeof openDesk>;

beforeEach(async () => {
  folder = makeNewsletter().folder;
  const clock = () => new Date('2023-06-15T10:00:00Z');
  store = await openStore({ kind: 'sqlite', file: ':memory:' }, clock);
  const maildir = await openMaildir(join(folder, '.broadsheet', 'mailbox'));
  desk = openDesk({ workspace: openWorkspace({ cwd: folder, env: {}, clock }), store, maildir });
});
afterEach(() => store.close());

const article = () => join(folder, 'content', `${ID}.txt`);

async function built(id = ID) {
  const made = await desk.build(id);
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.build;
}

describe('the desk', () => {
  test('lists the editions, newest first', async () => {
    cpSync(article(), join(folder, 'content', '2023-06-16-tomorrow.txt'));
    expect(await desk.editions()).toEqual([
      { id: '2023-06-16-tomorrow', date: '2023-06-16' },
      { id: ID, date: '2023-06-14' },
    ]);
  });

  test('builds an edition once, and again after a change', async () => {
    const first = await built();
    expect(await built()).toBe(first);
    writeFileSync(article(), readFileSync(article(), 'utf8').replace('this week', 'next week'));
    desk.forget();
    const second = await built();
    expect(second.contentHash).not.toBe(first.contentHash);
    expect((await second.letter('nobody')).text).toContain('next week');
  });

  test('reads a config that changed while the studio is open', async () => {
    const file = join(folder, 'broadsheet.config.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Politics Briefing', 'Morning Paper'));
    desk.forget();
    expect(await desk.name()).toBe('The Morning Paper');
  });

  test('returns no escape codes, whatever colours the terminal shows', async () => {
    vi.stubEnv('FORCE_COLOR', '1');
    writeFileSync(article(), 'Headline\n');
    const broken = await desk.build(ID);
    vi.unstubAllEnvs();
    expect(broken).toMatchObject({
      ok: false,
      failure: { problems: [{ code: 'article/no-body' }] },
    });
    expect(JSON.stringify(broken)).not.toContain('\\u001b');
  });

  test("says why an edition can't be built, with file and line, and keeps running", async () => {
    writeFileSync(article(), '---\nsubject: [\n---\nHeadline\n\nText.\n');
    const broken = await desk.build(ID);
    expect(broken).toMatchObject({
      ok: false,
      failure: {
        kind: 'problems',
        problems: [{ code: 'article/front-matter', place: { file: `content/${ID}.txt`, line: 2 } }],
      },
    });
    expect(await desk.build('no-such-edition')).toMatchObject({ ok: false });
    writeFileSync(join(folder, 'broadsheet.config.ts'), 'export default {');
    desk.forget();
    expect(await desk.build(ID)).toMatchObject({ ok: false });
    expect(await desk.name()).toMatch(/^broadsheet-/);
  });

  test.each([
    ['is missing', undefined, "can't be read"],
    ['is damaged', 'GIF89a', ''],
    ['is not a picture', '<svg onload="alert(1)"/>', 'is an SVG'],
  ])(
    'shows a letter whose photo %s with a placeholder, and the photo as an error',
    async (_, bytes, why) => {
      const name = 'photo & <b>.jpg';
      if (bytes !== undefined) writeFileSync(join(folder, 'content', name), bytes);
      const text = readFileSync(article(), 'utf8');
      writeFileSync(article(), `---\nimage: "${name}"\nalt: A ship\n---\n${text}`);
      desk.forget();
      const edition = await built();
      const { html } = await edition.letter('nobody');
      const [source = ''] = edition.pictures.keys();
      expect(html).toContain(`src="${source}"`);
      expect(html).toContain('alt="A ship"');
      const placeholder = edition.pictures.get(source);
      expect(placeholder?.type).toBe('image/svg+xml');
      expect(String(placeholder?.bytes)).toContain('photo &amp; &lt;b&gt;.jpg');
      const found = (await edition.problems()).filter(({ code }) => code === 'article/picture');
      expect(found).toMatchObject([{ severity: 'error', place: { file: `content/${ID}.txt` } }]);
      expect(found[0]?.detail).toContain(why);
      expect(await desk.sendTest(ID, 'nobody', 'a@example.com')).toMatchObject({ ok: false });
    },
  );

  test('shows a letter whose photo has no alternative text, and that as an error', async () => {
    const text = readFileSync(article(), 'utf8');
    writeFileSync(article(), `---\nimage: https://example.com/a.jpg\n---\n${text}`);
    desk.forget();
    const edition = await built();
    expect((await edition.letter('nobody')).html).toContain('src="https://example.com/a.jpg"');
    const codes = (await edition.problems()).map(({ code }) => code);
    expect(codes).toContain('article/picture-alt');
  });

  test('shows the letter of a subscriber, of the one with the longest name, and of a sample reader', async () => {
    await store.subscribers.save([
      { email: 'ada@example.com', firstName: 'Ada', attributes: {} },
      { email: 'long@example.com', name: 'Nobody '.repeat(20).trim(), attributes: {} },
    ]);
    const edition = await built();
    const [ada] = await desk.findSubscribers('ADA');
    const letters = await Promise.all(
      (['nobody', 'longest', ada?.id ?? 0, 999_999_999_999] as const).map((who) =>
        edition.letter(who),
      ),
    );
    expect(letters.map(({ recipient }) => recipient.slice(0, 20))).toEqual([
      'reader@example.com',
      'Nobody Nobody Nobody',
      'Ada <ada@example.com',
      'reader@example.com',
    ]);
    expect(letters[2]?.html).toContain('Ada');
    expect(letters[2]?.raw.toString()).toContain('To: Ada <ada@example.com>');
  });

  test.each([
    ['', 2],
    ['example.com', 2],
    ['100%', 1],
    ['_', 0],
    ["'; drop table subscribers; --", 0],
  ])('finds readers by "%s": %i', async (text, count) => {
    await store.subscribers.save([
      { email: 'ada@example.com', firstName: 'Ada', attributes: {} },
      { email: 'ben@example.com', name: '100% Ben', attributes: {} },
    ]);
    expect(await desk.findSubscribers(text)).toHaveLength(count);
  });

  test('sends a test to the mailbox, and finds it there', async () => {
    expect(await desk.server()).toEqual({ kind: 'mailbox', name: 'the built-in mailbox' });
    expect(await desk.sendTest(ID, 'nobody', 'editor@example.com')).toMatchObject({ ok: true });
    const { messages } = await desk.caught('');
    expect(messages.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^\[Test\] /)]);
    expect(await desk.sendTest(ID, 'nobody', 'no address')).toMatchObject({ ok: false });
  });

  test('with a wrong SMTP_URL shows and checks editions, and says why no test can be sent', async () => {
    const env = { SMTP_URL: 'mail.example.com' };
    const workspace = openWorkspace({ cwd: folder, env, clock: () => new Date('2023-06-15') });
    const maildir = await openMaildir(join(folder, '.broadsheet', 'mailbox'));
    desk = openDesk({ workspace, store, maildir });
    const edition = await built();
    expect((await edition.problems()).length).toBeGreaterThan(0);
    expect(await desk.server()).toMatchObject({
      kind: 'unusable',
      message: 'SMTP_URL does not begin with smtp:// or smtps://.',
    });
    expect(await desk.sendTest(ID, 'nobody', 'a@example.com')).toMatchObject({ ok: false });
  });
});
