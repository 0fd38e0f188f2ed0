import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { ROOT } from '../support/sample.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'scripts'));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  cpSync(join(ROOT, 'scripts', 'prepare.js'), join(folder, 'scripts', 'prepare.js'));
});

/** Runs the script as npm does; whether it builds. */
function prepare(env: Readonly<Record<string, string>>, sources = true): boolean {
  const built = join(folder, 'built');
  const build = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(built)}, '');\n`;
  if (sources) writeFileSync(join(folder, 'scripts', 'build.ts'), build);
  const { PATH = '' } = process.env;
  const script = join(folder, 'scripts', 'prepare.js');
  expect(execFileSync(process.execPath, [script], { env: { PATH, ...env } }).toString()).toBe('');
  return existsSync(built);
}

test.each(['install', 'ci'])('npm %s in a clone builds nothing', (npm_command) => {
  expect(prepare({ npm_command })).toBe(false);
});

test('npm install of a folder, which is only linked, builds nothing', () => {
  expect(prepare({ npm_command: 'install', npm_package_resolved: 'null' })).toBe(false);
});

test.each(['pack', 'publish', 'install', 'ci', 'exec'])(
  'npm %s that packs a clone builds',
  (npm_command) => {
    expect(prepare({ npm_command, npm_package_resolved: '/a/clone' })).toBe(true);
  },
);

test('another package manager builds, which says nothing of what it does', () => {
  expect(prepare({})).toBe(true);
});

test('a packed program, which has no sources, builds nothing', () => {
  expect(prepare({ npm_command: 'pack', npm_package_resolved: '/a/folder' }, false)).toBe(false);
});
