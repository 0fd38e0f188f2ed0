/** The image and its compose file as far as they can be tried without an engine. */
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { beforeAll, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { makeNewsletter, SAMPLE_LIST, type Newsletter } from '../support/newsletter.ts';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { buildProgram, pathWithNode } from '../support/program.ts';
import { ROOT } from '../support/sample.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sink } from '../support/test-servers.ts';
import { addList, article, makeRepository } from '../workflows/repository.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const DOCKERFILE = read('Dockerfile');
const COMPOSE = read('compose.yaml');

interface Service {
  readonly environment: Readonly<Record<string, string | null>>;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}

const { services } = parse(COMPOSE) as { services: Readonly<Record<string, Service>> };

/** The shell script of each RUN instruction. */
const RUNS = Array.from(
  DOCKERFILE.replaceAll('\\\n', '').matchAll(/^RUN (.*)$/gm),
  ([, script]) => script ?? '',
);

/** The folders in which a path is, and the path itself. */
function foldersTo(path: string): readonly string[] {
  return path === dirname(path) ? [path] : [...foldersTo(dirname(path)), path];
}

/** The user of the image, who owns nothing here; whoever runs the tests, if it can't be that one. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  const isOpen = foldersTo(ROOT).every((folder) => (statSync(folder).mode & 0o005) === 0o005);
  return process.getuid?.() === 0 && isOpen ? { uid: 1000, gid: 1000 } : {};
}

/** Lets everybody into a temporary folder, and gives it a mode. */
function open(folder: string, mode: number): void {
  const above = foldersTo(folder).slice(foldersTo(inject('temporaryFolder')).length - 1);
  for (const each of above) chmodSync(each, 0o755);
  chmodSync(folder, mode);
}

describe('the layout of the image', () => {
  let base: string;
  let program: string;
  let newsletter: Newsletter;

  beforeAll(async () => {
    base = temporaryFolder();
    open(base, 0o755);
    const build = join(base, 'build');
    program = join(base, 'broadsheet');
    for (const line of read('.dockerignore').split('\n')) {
      if (!line.startsWith('!')) continue;
      cpSync(join(ROOT, line.slice(1)), join(build, line.slice(1)), { recursive: true });
    }
    // What `npm ci` installs. Of what `npm prune` leaves, tests/e2e/packed.test.ts makes sure.
    symlinkSync(join(ROOT, 'node_modules'), join(build, 'node_modules'));
    const steps = RUNS.find((script) => script.includes('scripts/build.ts')) ?? '';
    expect(steps).toContain('npm prune --omit=dev');
    const script = steps
      .replaceAll('/opt/broadsheet', program)
      .replace('npm prune --omit=dev --ignore-scripts', 'true')
      .replace('mv node_modules', `ln -s ${join(ROOT, 'node_modules')}`);
    const env = { ...process.env, PATH: pathWithNode() };
    await promisify(execFile)('sh', ['-ec', script], { cwd: build, env });
  }, 120_000);

  beforeEach(() => {
    newsletter = makeNewsletter();
  });

  /** Runs the program of the image on the newsletter. */
  async function run(...args: readonly string[]) {
    const [command, ...before] = [process.execPath, join(program, 'bin', 'broadsheet.js')];
    const options = { cwd: newsletter.folder, env: ENVIRONMENT, ...unprivileged() };
    return promisify(execFile)(command, [...before, ...args], options);
  }
  const ENVIRONMENT = { PATH: pathWithNode(), NODE_ENV: 'production' };

  test('is all that a command needs, on a newsletter that has installed nothing', async () => {
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    open(newsletter.folder, 0o777);
    expect((await run('check')).stderr).toContain('0 errors');
    expect((await run('send')).stdout).toContain('caught 25 letters');
    expect(existsSync(newsletter.path('.broadsheet', 'broadsheet.sqlite'))).toBe(true);
  });

  test('reads a newsletter that is mounted read-only, with its list, and writes nothing there', async () => {
    await newsletter.run(['subscribers', 'import', SAMPLE_LIST]);
    const data = newsletter.path('.broadsheet');
    chmodSync(join(data, 'broadsheet.sqlite'), 0o444);
    for (const folder of [data, newsletter.folder]) open(folder, 0o555);
    onTestFinished(() => {
      for (const folder of [newsletter.folder, data]) chmodSync(folder, 0o755);
    });
    const before = readdirSync(newsletter.folder, { recursive: true });
    expect((await run('check')).stderr).toContain('0 errors');
    expect((await run('subscribers', 'list')).stdout.trim().split('\n')).toHaveLength(25);
    expect((await run('status')).stdout).toContain('has not been sent');
    const { stdout } = await run('send', '--dry-run');
    const [, folder = ''] = /Wrote 25 letters .* to (\S+)\/$/m.exec(stdout) ?? [];
    expect(readdirSync(folder)).toHaveLength(25);
    rmSync(folder, { recursive: true });
    expect(readdirSync(newsletter.folder, { recursive: true })).toEqual(before);
  });

  test('has what `init` writes into a newsletter', async () => {
    open(newsletter.folder, 0o777);
    const { stdout } = await run('init', 'new', '--yes', '--ci', 'github', '--templates');
    expect(stdout).toMatch(/vendor\/broadsheet-\d+\.\d+\.\d+\.tgz/);
    expect(stdout).toContain('.github/workflows/send.yml');
  });

  test('ends as a user without privileges, in the folder of the newsletter', () => {
    const [, last = ''] = DOCKERFILE.split(/^FROM .*$(?![^]*^FROM )/m);
    expect(last).toMatch(/^USER node\nWORKDIR \/newsletter$/m);
    expect(last).toMatch(/^RUN ln -s \/opt\/broadsheet\/bin\/broadsheet\.js \/usr\/local\/bin\//m);
    expect(services['send']).toMatchObject({
      volumes: [expect.stringMatching(/:\/newsletter:ro$/)],
      tmpfs: '/tmp',
    });
  });
});

test('the compose file lists each variable in its head comment and contains no secret', () => {
  const [head = ''] = COMPOSE.split('\n\n');
  const values = Array.from(COMPOSE.matchAll(/\$\{([A-Z_]+)/g), ([, name]) => name ?? '');
  expect(values.length).toBeGreaterThan(2);
  for (const value of values) expect(head).toContain(value);
  expect(services['send']?.environment['SMTP_URL']).toMatch(/^\$\{SMTP_URL:[^}]*\}$/);
  // Passed on if they are set: an empty value would hide that of the newsletter's own .env.
  for (const name of ['BROADSHEET_SECRET', 'DKIM_PRIVATE_KEY']) {
    expect(services['send']?.environment[name]).toBeNull();
    expect(head).toContain(name);
  }
});

describe.skipIf(!HAS_POSTGRES)('the compose file', () => {
  const postgres = usePostgres();
  beforeAll(buildProgram, 240_000);

  /** A newsletter with one edition that is due, in a folder that nobody writes to. */
  async function prepare(frontMatter?: string) {
    const { url, letters } = await sink();
    const repository = makeRepository();
    const anHourAgo = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 16)}Z`;
    repository.commit({
      'content/2023-06-14-trees.txt': article('Trees', frontMatter ?? `send: ${anHourAgo}`),
    });
    const folder = repository.clone();
    addList(folder);
    const scratch = temporaryFolder();
    const bin = join(folder, 'node_modules', '.bin');
    const env = {
      PATH: `${bin}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      SMTP_URL: url,
      DATABASE_URL: await postgres.url(),
      TMPDIR: scratch,
    };
    const list = ['subscribers', 'import', 'subscribers.example.csv'];
    execFileSync(join(bin, 'broadsheet'), list, { cwd: folder, env, stdio: 'ignore' });
    open(folder, 0o555);
    open(scratch, 0o777);
    onTestFinished(() => {
      chmodSync(folder, 0o755);
    });
    return { letters, scratch, options: { cwd: folder, env, ...unprivileged() } };
  }

  /** A text of the compose file, with a folder of the test's own in place of /tmp. */
  const inScratch = (text: string, scratch: string) =>
    text.replaceAll('$$', '$').replaceAll('/tmp/', `${scratch}/`);

  type Prepared = Awaited<ReturnType<typeof prepare>>;

  function startLoop({ scratch, options }: Prepared) {
    const { entrypoint = [], command = [] } = services['send'] ?? {};
    const [shell = '', ...args] = [...entrypoint, ...command];
    const scripts = args.map((text) => inScratch(text, scratch));
    const loop = spawn(shell, scripts, { ...options, stdio: 'ignore' });
    onTestFinished(() => void loop.kill('SIGKILL'));
    return loop;
  }

  /** The exit code of the health check. */
  function checkHealth({ scratch, options }: Prepared): number | null {
    const [kind, command = '', ...args] = services['send']?.healthcheck?.test ?? [];
    expect(kind).toBe('CMD');
    const words = args.map((text) => inScratch(text, scratch));
    return spawnSync(command, words, { ...options, stdio: 'ignore' }).status;
  }

  test('the loop sends what is due from a read-only folder, is healthy, and stops when it gets a signal', async () => {
    const prepared = await prepare();
    const { letters } = prepared;
    expect(checkHealth(prepared), 'before the first job').toBe(1);
    const loop = startLoop(prepared);
    const ended = once(loop, 'exit');
    await expect.poll(() => letters.length, { timeout: 40_000 }).toBe(25);
    await expect.poll(() => checkHealth(prepared)).toBe(0);
    await pause(500);
    loop.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(letters).toHaveLength(25);
  }, 90_000);

  test.each([
    ['an edition that cannot be read', 'send: soon', {}],
    ['a database that is down', undefined, { DATABASE_URL: 'postgres://desk:x@127.0.0.1:1/x' }],
    ['no server', undefined, { SMTP_URL: '' }],
  ])(
    'the health check fails after a job with %s',
    async (_, frontMatter, env) => {
      const prepared = await prepare(frontMatter);
      const options = { ...prepared.options, env: { ...prepared.options.env, ...env } };
      startLoop({ ...prepared, options });
      const file = join(prepared.scratch, 'heartbeat');
      const isOver = () =>
        existsSync(file) && readFileSync(file, 'utf8').includes('"running":false');
      await expect.poll(isOver, { timeout: 40_000 }).toBe(true);
      expect(checkHealth(prepared)).toBe(1);
      expect(prepared.letters).toHaveLength(0);
    },
    90_000,
  );

  test('the site answers, is healthy as long as it has its database, and stops when it gets a signal', async () => {
    const { serve } = services;
    const port = String(await freePort());
    const onPort = (words: readonly string[] = []) =>
      words.map((word) => word.replaceAll('4700', port));
    const newsletter = makeNewsletter();
    newsletter.configure(`site: { url: 'https://letters.example.com' }`);
    const [kind, command = '', ...words] = onPort(serve?.healthcheck?.test);
    expect(kind).toBe('CMD');
    const health = () => spawnSync(command, words, { stdio: 'ignore' }).status;
    const env = {
      DATABASE_URL: await postgres.url(),
      BROADSHEET_SECRET: 'x'.repeat(32),
      SMTP_URL: 'smtp://127.0.0.1:1',
    };
    const run = (own: Readonly<Record<string, string>>) =>
      newsletter.start(onPort(serve?.command), { ...env, ...own });
    expect(health()).toBe(1);
    const site = run({});
    await site.printed(/The site is open/);
    expect(health()).toBe(0);
    site.child.kill('SIGTERM');
    expect((await site.ended).code).toBe(0);
    const down = run({ DATABASE_URL: 'postgres://desk:x@127.0.0.1:1/x' });
    await down.printed(/The site is open/);
    expect(health()).toBe(1);
    down.child.kill('SIGTERM');
    expect((await down.ended).code).toBe(0);
  }, 90_000);

  test('a dry run in the read-only folder writes its letters to a temporary folder', async () => {
    const { scratch, options, letters } = await prepare();
    const ran = spawnSync('broadsheet', ['send', '--dry-run'], { ...options, encoding: 'utf8' });
    expect(ran.status, ran.stderr).toBe(0);
    const [, folder = ''] = /25 letters that would be sent to (\S+)\/$/m.exec(ran.stdout) ?? [];
    expect(dirname(folder)).toBe(scratch);
    expect(readdirSync(folder)).toHaveLength(25);
    expect(letters).toHaveLength(0);
  }, 60_000);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
