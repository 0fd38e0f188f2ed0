import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
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

const open = (file: string, line = 1) => {
  const env = { EDITOR: editor };
  return openInEditor(openWorkspace({ cwd: folder, env, clock: () => new Date() }), file, line);
};
const opened = () => readFileSync(join(folder, 'opened'), 'utf8');

describe('opening a file in the editor', () => {
  test('works with the name in a problem', async () => {
    expect(open('content/a story.txt', 7)).toBe(true);
    await vi.waitFor(() => {
      expect(opened()).toContain(join(folder, 'content', 'a story.txt'));
    });
  });

  test('works for a built-in template', async () => {
    expect(open('templates/morning/layout.hbs')).toBe(true);
    await vi.waitFor(() => {
      expect(opened()).toMatch(/templates[/\\]morning[/\\]layout\.hbs/);
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
  ])('is refused outside the newsletter: "%s"', (file) => {
    writeFileSync(join(folder, '..', 'secret'), 'x');
    expect(open(file)).toBe(false);
    expect(existsSync(join(folder, 'opened'))).toBe(false);
    rmSync(join(folder, '..', 'secret'), { force: true });
  });
});
