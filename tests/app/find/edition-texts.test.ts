import { mkdirSync, renameSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { listEditions } from '../../../src/app/editions.ts';
import { editionTexts, type EditionTexts } from '../../../src/app/find/edition-texts.ts';
import { openWorkspace, type Workspace } from '../../../src/app/workspace.ts';
import { makeNewsletter, SAMPLE_ID, type Newsletter } from '../../support/newsletter.ts';

let newsletter: Newsletter;
let workspace: Workspace;
let texts: EditionTexts;
beforeEach(() => {
  newsletter = makeNewsletter();
  workspace = openWorkspace({ cwd: newsletter.folder, env: {}, clock: () => new Date() });
  texts = editionTexts(workspace.show);
});
const read = async (id: string) =>
  (await texts.read(listEditions(workspace))).find((each) => each.id === id);
const STORY = (words: string) => `---\nsubject: A subject\n---\n\n# ${words}\n\nThe story of it.\n`;

test('an edition is known by its subject, headlines and text, without being built', async () => {
  const found = await read(SAMPLE_ID);
  expect(found?.subject).toMatch(/^Blinken reschedules/);
  expect(found?.body.folded).toContain('andrew harnik');
  expect(found?.body.folded).toContain('the kremlin');
});

test('each story of a digest is known, and the first one gives the subject', async () => {
  newsletter.write('content/2023-06-15-digest/1.md', STORY('First'));
  newsletter.write('content/2023-06-15-digest/2.md', STORY('Second'));
  const found = await read('2023-06-15-digest');
  expect(found?.subject).toBe('A subject');
  expect(found?.title.shown).toContain('Second');
});

test('a change is noticed, whether a file is written in place, replaced, renamed or deleted', async () => {
  const file = 'content/2023-06-15-a.md';
  const id = '2023-06-15-a';
  newsletter.write(file, STORY('First'));
  expect((await read(id))?.title.shown).toContain('First');
  newsletter.write(file, STORY('Other'));
  expect((await read(id))?.title.shown).toContain('Other');
  newsletter.write('content/new.tmp', STORY('Third'));
  const time = new Date('2023-06-14T10:00:00Z');
  utimesSync(newsletter.path(file), time, time);
  expect((await read(id))?.title.shown).toContain('Other');
  utimesSync(newsletter.path('content/new.tmp'), time, time);
  renameSync(newsletter.path('content/new.tmp'), newsletter.path(file));
  expect((await read(id))?.title.shown).toContain('Third');
  renameSync(newsletter.path(file), newsletter.path('content/2023-06-16-b.md'));
  expect(await read(id)).toBeUndefined();
  expect((await read('2023-06-16-b'))?.title.shown).toContain('Third');
  unlinkSync(newsletter.path('content/2023-06-16-b.md'));
  expect(await read('2023-06-16-b')).toBeUndefined();
});

test('a story that cannot be built is found by its words, and what cannot be read hides no other', async () => {
  newsletter.write('content/2023-06-15-broken.md', '---\nsubject: [\n---\n\n# Unclosed brackets\n');
  newsletter.write('content/2023-06-16-bytes.txt', Buffer.from([0xff, 0xfe, 0x41, 0x00]));
  newsletter.write('content/2023-06-17-large.txt', 'x'.repeat(1_000_001));
  mkdirSync(newsletter.path('content/2023-06-18-folder/1.md'), { recursive: true });
  symlinkSync('nowhere', newsletter.path('content/2023-06-18-folder/2.md'));
  expect((await read('2023-06-15-broken'))?.body.folded).toContain('unclosed brackets');
  expect((await read('2023-06-15-broken'))?.subject).toBeUndefined();
  for (const id of ['2023-06-16-bytes', '2023-06-17-large', '2023-06-18-folder'])
    expect((await read(id))?.subject, id).toBeUndefined();
  expect((await read(SAMPLE_ID))?.subject).toContain('Blinken');
});

test('an edition is found by its id and by a part of its date', async () => {
  expect((await read(SAMPLE_ID))?.title.folded.split('\n')[0]).toBe(SAMPLE_ID);
});

test('a line of a megabyte is cut into lines that can be shown at once, and nothing of a word is lost', async () => {
  newsletter.write('content/2023-06-15-long.md', `# Long\n\n${'some words '.repeat(15_000)}last\n`);
  newsletter.write('content/2023-06-16-longer.md', `# Longer\n\n${'x'.repeat(900_000)}\n`);
  const found = await read('2023-06-15-long');
  const lines = found?.body.shown.split('\n') ?? [];
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(2001);
  expect(
    lines
      .join(' ')
      .split(/\s+/)
      .filter((word) => word === 'words'),
  ).toHaveLength(15_000);
  expect(found?.body.folded).toContain('last');
  expect((await read('2023-06-16-longer'))?.body.shown.length).toBeLessThanOrEqual(200_000);
});
