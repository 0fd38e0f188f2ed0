/** Faults of the machine: they have an exit code of 75 or 2 and a remedy, and are no bugs. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { article, makeNewsletter, SAMPLE_LIST, type Newsletter } from '../support/newsletter.ts';
import { ROOT } from '../support/sample.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

const PROGRAM = join(ROOT, 'bin', 'broadsheet.js');
const database = () => newsletter.path('.broadsheet', 'broadsheet.sqlite');

/** Runs a command line in a process of its own, which may write files of at most so many bytes. */
function runWithin(kilobytes: number, args: readonly string[]) {
  const script = `ulimit -f ${kilobytes} && exec "$@"`;
  const command = ['-c', script, 'bash', process.execPath, PROGRAM, ...args];
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, CI: 'true', NODE_DISABLE_COMPILE_CACHE: '1' };
  const ran = spawnSync('bash', command, { cwd: newsletter.folder, env, encoding: 'utf8' });
  return { code: ran.status, output: ran.stdout + ran.stderr };
}

describe('a disk without room', () => {
  test('leaves no part of an edition behind', () => {
    newsletter.write('long.txt', article('A long story') + 'More words of it. '.repeat(5000));
    const before = readdirSync(newsletter.path('content'));
    const { code, output } = runWithin(16, ['new', 'long.txt']);
    expect(code, output).toBe(2);
    expect(output).toMatch(/larger than the limit[^]*Raise the limit/);
    expect(readdirSync(newsletter.path('content'))).toEqual(before);
  });

  test('leaves an approval as it was', async () => {
    await newsletter.run(['approve']);
    const approval = readdirSync(newsletter.path('content')).find((name) =>
      name.includes('approved'),
    );
    const file = newsletter.path('content', approval ?? '');
    const before = readFileSync(file, 'utf8');
    const { code, output } = runWithin(0, ['approve']);
    expect(code, output).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(existsSync(`${file}.new`)).toBe(false);
    expect(output).toContain(`Can't use ${file}: `);
  });

  test('stops an import, which says how many rows are saved', () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `r${index}@example.net`);
    newsletter.write('big.csv', ['email', ...rows].join('\n'));
    const { code, output } = runWithin(12_000, ['subscribers', 'import', 'big.csv']);
    expect(code, output).toBe(75);
    expect(output).toMatch(/[\d,]+ rows of big\.csv were saved[^]*Can't use the database/);
    expect(output).not.toMatch(/cannot rollback|bug/);
  });

  test.each([['build'], ['send --yes'], ['send --dry-run'], ['subscribers list']])(
    'stops `%s` with a remedy',
    (command) => {
      const { code, output } = runWithin(0, command.split(' '));
      expect([2, 75], output).toContain(code);
      expect(output).not.toContain('bug');
    },
  );
});

describe('a stream that takes no more', () => {
  const run = (args: readonly string[], stdout: string, stderr: string) =>
    spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: newsletter.folder,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', openSync(stdout, 'w'), openSync(stderr, 'w')],
    }).status;

  test('ends a list with 75 and says why', async () => {
    await newsletter.run(['subscribers', 'import', SAMPLE_LIST]);
    const notes = join(temporaryFolder(), 'notes');
    expect(run(['subscribers', 'list'], '/dev/full', notes)).toBe(75);
    expect(readFileSync(notes, 'utf8')).toContain("Can't write the output");
  });

  test('does not stop letters that are sent', async () => {
    expect(run(['send', '--yes'], '/dev/full', '/dev/full')).toBe(0);
    const { stdout } = await newsletter.run(['status']);
    expect(stdout).toMatch(/25 +accepted/);
  });

  test('because its reader has left does not stop letters that are sent', async () => {
    const script = '"$@" 2>&1 | head -n 1';
    const command = ['-c', script, 'sh', process.execPath, PROGRAM, 'send', '--yes'];
    const env = { PATH: process.env['PATH'] };
    spawnSync('sh', command, { cwd: newsletter.folder, env, stdio: 'ignore' });
    const { stdout } = await newsletter.run(['status']);
    expect(stdout).toMatch(/25 +accepted/);
  });
});

describe('check', () => {
  test('makes no database', async () => {
    expect((await newsletter.run(['check'])).code).toBe(0);
    expect(existsSync(newsletter.path('.broadsheet'))).toBe(false);
  });

  test('passes where the list can’t be read, with a note', async () => {
    mkdirSync(database(), { recursive: true });
    const { code, stdout } = await newsletter.run(['check']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/The list can't be read.*\(list\/unreadable\)/);
  });

  test('passes where PostgreSQL is down, with a note', async () => {
    const env = { DATABASE_URL: 'postgres://desk@127.0.0.1:1/x' };
    const { code, stdout } = await newsletter.run(['check'], env);
    expect(code).toBe(0);
    expect(stdout).toContain('list/unreadable');
  });
});

describe('a data folder that can’t be used', () => {
  test.each([
    'send --yes',
    'send --dry-run',
    'subscribers list',
    `subscribers import ${SAMPLE_LIST}`,
    'status',
    'mailbox',
    'preview --export out',
  ])('because it is a file stops `%s` with a remedy', async (command) => {
    newsletter.write('.broadsheet', 'x');
    const { code, stderr } = await newsletter.run(command.split(' '));
    expect(code, stderr).toBe(2);
    expect(stderr).toContain('a file is in the place of a folder');
  });

  test.skipIf(process.getuid?.() === 0)('because it is read-only is a mistake', async () => {
    chmodSync(newsletter.folder, 0o555);
    const { code, stderr } = await newsletter.run(['send', '--yes']);
    chmodSync(newsletter.folder, 0o755);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain('you have no permission');
  });
});

describe('a damaged database', () => {
  test.each([
    ['from its second page on', (bytes: Buffer) => bytes.fill('A', 4096)],
    ['from its first page on', (bytes: Buffer) => bytes.fill('A')],
  ])('%s is called damaged, and no newer Broadsheet is suggested', async (_, damage) => {
    await newsletter.run(['subscribers', 'import', SAMPLE_LIST]);
    writeFileSync(database(), damage(readFileSync(database())));
    for (const args of [['send', '--yes'], ['status'], ['subscribers', 'list']]) {
      const { code, stderr } = await newsletter.run(args);
      expect([2, 75], stderr).toContain(code);
      expect(stderr).toMatch(/Restore it from a backup/);
      expect(stderr).not.toMatch(/newer|version|bug/);
    }
  });
});

test('a dist/ that is a file stops a build with a remedy', async () => {
  newsletter.write('dist', 'x');
  const { code, stderr } = await newsletter.run(['build']);
  expect(code, stderr).toBe(2);
  expect(stderr).toContain('a file is in the place of a folder');
});

test('a current folder that was removed is a mistake with a remedy', () => {
  const folder = temporaryFolder();
  const script = `rmdir "${folder}" && exec "$@"`;
  const ran = spawnSync('sh', ['-c', script, 'sh', process.execPath, PROGRAM, 'status'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true, force: true });
  expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining('no longer exists')]);
});
