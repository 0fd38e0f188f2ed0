import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
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

/** The programs of docs/api.md that import the package; snippets of types are left out. */
function programsOfTheDocs(): readonly string[] {
  const page = readFileSync(join(ROOT, 'docs', 'api.md'), 'utf8');
  const blocks = Array.from(page.matchAll(/^```ts\n([^]*?)^```$/gm), ([, code = '']) => code);
  return blocks.filter((code) => code.includes("from 'broadsheet'"));
}

test('the programs of docs/api.md compile with the types of the package, and run', async () => {
  const own = join(folder, 'from-code');
  mkdirSync(join(own, 'node_modules'), { recursive: true });
  symlinkSync(join(folder, 'package'), join(own, 'node_modules', 'broadsheet'));
  const bin = join(folder, 'package', 'bin', 'broadsheet.js');
  const options = { cwd: own, env: { PATH, HOME, CI: 'true' } };
  await run(process.execPath, [bin, 'init', '--yes'], options);
  const [short = '', sending = '', listing = ''] = programsOfTheDocs();
  writeFileSync(join(own, 'short.ts'), short);
  writeFileSync(join(own, 'send.ts'), sending);
  writeFileSync(join(own, 'problems.ts'), listing);
  const compilerOptions = {
    ...{ strict: true, noEmit: true, target: 'es2024', module: 'nodenext' },
    ...{ types: ['node'], typeRoots: [join(ROOT, 'node_modules', '@types')] },
  };
  writeFileSync(join(own, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const compiled = await run(process.execPath, [tsc, '-p', own], options).catch(
    (error: unknown) => error,
  );
  expect(compiled).toEqual({ stdout: '', stderr: '' });

  const first = await run(process.execPath, ['send.ts'], options);
  expect(first.stderr).toBe('');
  expect(first.stdout).toMatch(/^5 of 5: \S+@example\.com accepted\nfinished\n/m);
  expect(first.stdout).toMatch(/accepted\W+5\b/);
  expect((await run(process.execPath, ['send.ts'], options)).stdout).toMatch(/^nothing\n/m);

  writeFileSync(join(own, 'content', '2023-06-14-talks.txt'), 'Talks\n\nimage: no.jpg\n');
  const listed = await run(process.execPath, ['problems.ts'], options);
  expect(listed.stdout).toMatch(/edition.*severity.*where.*finding/);
  expect(listed.stdout).toContain('content/2023-06-14-talks.txt:');
}, 240_000);
