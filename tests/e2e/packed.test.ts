import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { ROOT } from '../support/sample.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const { PATH = '', HOME = '' } = process.env;

let folder: string;
let site: string;

/** The package as it is published, unpacked beside an empty folder that uses it. */
beforeAll(async () => {
  folder = temporaryFolder();
  site = join(folder, 'site');
  const packed = await run('npm', ['pack', '--pack-destination', folder], { cwd: ROOT });
  const tarball = packed.stdout.trim().split('\n').at(-1) ?? '';
  await run('tar', ['-xzf', join(folder, tarball), '-C', folder]);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'package', 'node_modules'));
  mkdirSync(join(site, 'node_modules'), { recursive: true });
  symlinkSync(join(folder, 'package'), join(site, 'node_modules', 'broadsheet'));
}, 240_000);

async function broadsheet(...args: readonly string[]): Promise<string> {
  const bin = join(site, 'node_modules', 'broadsheet', 'bin', 'broadsheet.js');
  const env = { PATH, HOME, CI: 'true' };
  return (await run(process.execPath, [bin, ...args], { cwd: site, env })).stdout;
}

test('the package alone makes a newsletter, builds it, checks it and sends it once', async () => {
  await broadsheet('init', '--yes');
  expect(existsSync(join(site, 'broadsheet.config.ts'))).toBe(true);
  expect(JSON.parse(await broadsheet('build', '--json'))).toMatchObject({ notes: [] });
  expect(JSON.parse(await broadsheet('check', '--json'))).toMatchObject({ errors: 0 });
  expect(JSON.parse(await broadsheet('send', '--json'))).toMatchObject({ states: { accepted: 5 } });
  expect(await broadsheet('send')).toContain('Nothing to send');
}, 240_000);
