/** The image and its compose file as far as they can be tried without an engine. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { ROOT } from '../support/sample.ts';
import { sink } from '../support/test-servers.ts';
import { addList, article, makeRepository } from '../workflows/repository.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const DOCKERFILE = read('Dockerfile');
const COMPOSE = read('compose.yaml');

interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
}

const { services } = parse(COMPOSE) as { services: Readonly<Record<string, Service>> };

test('the image copies existing files that are not ignored, and what its build produces', () => {
  const { files } = JSON.parse(read('package.json')) as { files: readonly string[] };
  const kept = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'));
  const isKept = (path: string) =>
    kept.some((line) => `${path}/`.startsWith(`${line.slice(1)}/`)) && existsSync(join(ROOT, path));
  const made = ['dist/lib', 'node_modules'];
  const taken = Array.from(
    DOCKERFILE.matchAll(/^COPY --from=build \/build\/(\S+)/gm),
    ([, path]) => path ?? '',
  );
  for (const path of taken) expect(made.includes(path) || isKept(path), path).toBe(true);
  // What the package contains, except what only people read or only npm runs.
  const needed = files.filter((file) => !/^docs$|^scripts\/|\.md$/.test(file));
  expect(taken).toEqual(expect.arrayContaining(needed));
  const [, sources = ''] = /^COPY ((?:\S+ )+)\.\/$/m.exec(DOCKERFILE) ?? [];
  for (const path of sources.trim().split(' ')) expect(isKept(path), path).toBe(true);
});

test('the image runs as an unprivileged user and has a health check', () => {
  const [, last = ''] = DOCKERFILE.split(/^FROM .*$(?![^]*^FROM )/m);
  expect(last).toMatch(/^USER node$/m);
  const [, health = '[]'] = /^HEALTHCHECK .*CMD (\[.*\])$/m.exec(last) ?? [];
  const [command, ...args] = JSON.parse(health) as string[];
  expect(command).toBe('broadsheet');
  const said = execFileSync(process.execPath, [join(ROOT, 'bin', 'broadsheet.js'), ...args]);
  expect(said.toString()).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('the compose file lists each variable in its head comment and contains no secret', () => {
  const [head = ''] = COMPOSE.split('\n\n');
  const values = Array.from(COMPOSE.matchAll(/\$\{([A-Z_]+)/g), ([, name]) => name ?? '');
  expect(values.length).toBeGreaterThan(3);
  for (const value of values) expect(head).toContain(value);
  for (const name of ['SMTP_URL', 'BROADSHEET_SECRET', 'DKIM_PRIVATE_KEY']) {
    expect(services['send']?.environment[name]).toMatch(new RegExp(`^\\$\\{${name}:[^}]*\\}$`));
  }
});

describe.skipIf(!HAS_POSTGRES)('the compose file', () => {
  const postgres = usePostgres();

  test('the loop sends what is due, and stops when it gets a signal', async () => {
    const { url, letters } = await sink();
    const repository = makeRepository();
    const anHourAgo = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 16)}Z`;
    repository.commit({ 'content/2023-06-14-trees.txt': article('Trees', `send: ${anHourAgo}`) });
    const folder = repository.clone();
    addList(folder);
    const bin = join(folder, 'node_modules', '.bin');
    const env = {
      PATH: `${bin}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      SMTP_URL: url,
      DATABASE_URL: await postgres.url(),
    };
    const list = ['subscribers', 'import', 'subscribers.example.csv'];
    execFileSync(join(bin, 'broadsheet'), list, { cwd: folder, env, stdio: 'ignore' });

    const { entrypoint = [], command = [] } = services['send'] ?? {};
    const [shell = '', ...args] = [
      ...entrypoint,
      ...command.map((text) => text.replaceAll('$$', '$')),
    ];
    const loop = spawn(shell, args, { cwd: folder, env, stdio: 'ignore' });
    onTestFinished(() => void loop.kill('SIGKILL'));
    const ended = once(loop, 'exit');
    await expect.poll(() => letters.length, { timeout: 40_000 }).toBe(25);
    await pause(500);
    loop.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(letters).toHaveLength(25);
  }, 90_000);
});
