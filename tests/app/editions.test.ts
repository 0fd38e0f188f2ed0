import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findEdition, newestEdition, readContent } from '../../src/app/editions.ts';
import { ProblemsError } from '../../src/app/problems-error.ts';
import { openWorkspace, type Workspace } from '../../src/app/workspace.ts';

const TODAY = '2026-11-26';

let folder: string;
let workspace: Workspace;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  mkdirSync(join(folder, 'content'));
  workspace = openWorkspace({ cwd: folder, env: {}, clock: () => new Date(TODAY) });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const path = (name: string) => join(folder, 'content', name);
function write(...names: readonly string[]): void {
  for (const name of names) writeFileSync(path(name), 'Headline\n\nStory.\n');
}
const found = () =>
  readContent(workspace).problems.map(({ code, place }) => [code, place?.file ?? '']);

describe('the content folder', () => {
  test('may contain pictures, lists, approvals and notes next to its editions', () => {
    write('2026-11-25-news.txt', '2026-11-25-news.approved.json', '2026-11-25-photo.jpg');
    write('subscribers.csv', 'README.md', '.hidden.txt', '_later.txt');
    mkdirSync(path('pictures'));
    expect(found()).toEqual([]);
    expect(readContent(workspace).editions.map(({ id }) => id)).toEqual(['2026-11-25-news']);
  });

  test.each(['2026-11-25-big_news.txt', '2026-11-25-news.html', 'news.md', '2026-11-31-x.txt'])(
    'has a problem with %s, which would be skipped',
    (name) => {
      write('2026-11-20-last-week.txt', name);
      expect(found()).toEqual([['edition/name', `content/${name}`]]);
    },
  );

  test('reports a dangling link as a problem, and lists every other edition', () => {
    write('2026-11-24-one.txt', '2026-11-26-three.txt');
    symlinkSync('nowhere.txt', path('2026-11-25-two.txt'));
    expect(found()).toEqual([['edition/unreadable', 'content/2026-11-25-two.txt']]);
    expect(readContent(workspace).editions).toHaveLength(2);
  });

  test("has a problem with an edition's folder without a story", () => {
    mkdirSync(path('2026-11-25-digest'));
    expect(found()).toEqual([['edition/no-story', 'content/2026-11-25-digest/']]);
  });

  test('has a problem with a story of a digest whose name would leave it out', () => {
    mkdirSync(path('2026-11-25-digest'));
    write('2026-11-25-digest/1-lead.md', '2026-11-25-digest/2-second.html');
    write('2026-11-25-digest/photo.jpg');
    expect(found()).toEqual([['edition/name', 'content/2026-11-25-digest/2-second.html']]);
  });

  test('has a problem with two editions of one id', () => {
    write('2026-11-25-news.md', '2026-11-25-news.txt');
    mkdirSync(path('2026-11-25-news'));
    write('2026-11-25-news/1.txt');
    expect(found().map(([code]) => code)).toEqual(['edition/twice', 'edition/twice']);
  });

  test('sorts the tenth story of a digest after the ninth', () => {
    mkdirSync(path('2026-11-25-digest'));
    const names = ['1.txt', '2.txt', '3-x.txt', '9.txt', '10.txt', '11.txt'];
    write(...names.map((name) => `2026-11-25-digest/${name}`));
    const [digest] = readContent(workspace).editions;
    expect(digest?.files.map((file) => file.split('/').at(-1))).toEqual(names);
  });
});

describe('finding an edition', () => {
  test('does not return an older edition in place of one that would be skipped', () => {
    write('2026-11-20-last-week.txt', '2026-11-25-big_news.txt');
    expect(() => findEdition(workspace, undefined, TODAY)).toThrow(ProblemsError);
    expect(() => findEdition(workspace, undefined, TODAY)).toThrow(
      'rename "2026-11-25-big_news.txt" to "2026-11-25-big-news.txt"',
    );
  });

  test('finds a named edition next to one that would be skipped', () => {
    write('2026-11-20-last-week.txt', '2026-11-25-big_news.txt');
    expect(findEdition(workspace, '2026-11-20-last-week', TODAY).date).toBe('2026-11-20');
    expect(newestEdition(workspace, TODAY).date).toBe('2026-11-20');
  });

  test('finds a name in NFC whose file is in NFD, and the other way round', () => {
    write('2026-11-24-cafe\u0301-news.txt');
    for (const name of ['2026-11-24-caf\u00e9-news', '2026-11-24-cafe\u0301-news']) {
      expect(findEdition(workspace, name, TODAY).id).toBe('2026-11-24-caf\u00e9-news');
    }
  });
});
