import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openInEditor } from '../../../src/app/studio/open-in-editor.ts';
import { openWorkspace } from '../../../src/app/workspace.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let editor: string;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'content'));
  writeFileSync(join(folder, 'content', 'a story.txt'), 'x');
  editor = join(folder, 'editor.sh');
  writeFileSync(editor, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/opened"\n`);
  chmodSync(editor, 0o755);
});

const open = (file: string, line = 1, env: Readonly<Record<string, string>> = { EDITOR: editor }) =>
  openInEditor(openWorkspace({ cwd: folder, env, clock: () => new Date() }), file, line);
const opened = () => readFileSync(join(folder, 'opened'), 'utf8');
const script = (text: string) => {
  writeFileSync(editor, `#!/bin/sh\n${text}\n`);
};

describe('opening a file in the editor', () => {
  test('works with the name in a problem', async () => {
    expect(await open('content/a story.txt', 7)).toEqual({ ok: true });
    expect(opened()).toContain(join(folder, 'content', 'a story.txt'));
  });

  test('works for a built-in template', async () => {
    expect(await open('templates/morning/layout.hbs')).toEqual({ ok: true });
    expect(opened()).toMatch(/templates[/\\]morning[/\\]layout\.hbs/);
  });

  test('prefers VISUAL, with its options, to EDITOR', async () => {
    const env = { VISUAL: `"${editor}" --wait`, EDITOR: '/nowhere/vi' };
    expect(await open('content/a story.txt', 1, env)).toEqual({ ok: true });
    expect(opened()).toMatch(/^--wait\n/);
  });

  test('has worked when the editor keeps running', async () => {
    script('sleep 5');
    expect(await open('content/a story.txt')).toEqual({ ok: true });
  });

  test.each([
    [
      'is missing',
      { EDITOR: '/nowhere/nothing' },
      'nothing did not open it: there is no such program.',
    ],
    ['needs a terminal', { EDITOR: 'vim -p' }, 'vim needs a terminal. Set VISUAL'],
    ['may not be run', { EDITOR: '/etc/passwd' }, 'passwd did not open it: '],
  ])('has failed if the editor %s', async (_, env, message) => {
    const result = await open('content/a story.txt', 1, env);
    expect(result).toMatchObject({ ok: false });
    expect(result?.ok === false && result.message).toContain(message);
  });

  test('has failed if the editor ends with an error or is killed', async () => {
    script('exit 3');
    expect(await open('content/a story.txt')).toEqual({
      ok: false,
      message: 'editor.sh did not open it: it ended with exit code 3.',
    });
    script('kill -9 $$');
    expect(await open('content/a story.txt')).toMatchObject({
      ok: false,
      message: expect.stringContaining('SIGKILL') as string,
    });
  });

  test.each([
    '/etc/passwd',
    '../../../../etc/passwd',
    'content/../../secret',
    'content',
    '.',
    '',
    'content/none.txt',
    'package.json\0',
  ])('is refused outside the newsletter: "%s"', async (file) => {
    writeFileSync(join(folder, '..', 'secret'), 'x');
    expect(await open(file)).toBeUndefined();
    expect(existsSync(join(folder, 'opened'))).toBe(false);
    rmSync(join(folder, '..', 'secret'), { force: true });
  });
});
