import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runOutputs } from '../../src/cli/ci/summary.ts';
import { DELIVERY_STATES, type Tally } from '../../src/deliver/state.ts';
import { makeCheckout } from '../support/program.ts';
import { startRegistry, type Registry } from '../support/registry.ts';
import { ROOT } from '../support/sample.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const commandsIn = (file: string) =>
  Array.from(
    readFileSync(join(ROOT, file), 'utf8').matchAll(/^```sh\n([^]*?)^```$/gm),
    ([, block]) => block ?? '',
  );

const GUIDE = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');

let registry: Registry;
let base: string;
beforeAll(async () => {
  registry = await startRegistry();
  base = temporaryFolder();
  // The machine's own Node.
  mkdirSync(join(base, 'bin'));
  symlinkSync(process.execPath, join(base, 'bin', 'node'));
  await makeCheckout(join(base, 'broadsheet'));
}, 240_000);
afterAll(() => {
  registry.close();
});

/** Runs a script in the checkout, as a person does who follows the documentation. */
function run(script: string, cwd = join(base, 'broadsheet')): string {
  const who = { GIT_AUTHOR_NAME: 'Desk', GIT_AUTHOR_EMAIL: 'desk@example.com' };
  return execFileSync('bash', ['-exo', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...registry.env,
      PATH: `${join(base, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: base,
      TZ: 'America/New_York',
      ...who,
      GIT_COMMITTER_NAME: who.GIT_AUTHOR_NAME,
      GIT_COMMITTER_EMAIL: who.GIT_AUTHOR_EMAIL,
    },
  });
}

test('the guide to CI works from its first command to its last', () => {
  const commands = commandsIn('docs/ci.md');
  expect(commands.length).toBeGreaterThan(5);
  const output = run(commands.join('\n'));
  expect(output).toContain('Created a newsletter in ../briefing');
  expect(output).toMatch(/caught 5 letters of \S+\. Nobody has received it/);
  expect(output).toMatch(/0 1[01] \* \* \*/);

  const folder = join(base, 'briefing');
  const committed = run('git ls-files', folder);
  expect(committed.split('\n')).toEqual(
    expect.arrayContaining([
      '.github/workflows/check.yml',
      '.github/workflows/send.yml',
      'broadsheet.config.ts',
      'content/2031-05-06-the-council-plants-trees.txt',
      'package-lock.json',
      expect.stringMatching(/^vendor\/broadsheet-\d+\.\d+\.\d+\.tgz$/),
    ]),
  );
  expect(committed).not.toMatch(/node_modules|\.broadsheet\/|^\.env$/m);
  expect(readdirSync(join(folder, '.github', 'workflows'))).toHaveLength(2);
}, 240_000);

test('what the guide commits can be installed and built on another machine', () => {
  const install = 'git clone --quiet briefing runner && cd runner && npm ci';
  const output = run(`${install} && npx --no-install broadsheet build`, base);
  expect(output).toContain('Built 2031-05-06-the-council-plants-trees');
}, 120_000);

test('the README shows what its first commands do', () => {
  const [start = '', read = ''] = commandsIn('README.md');
  expect(start).toBe('npm ci && npm start\n');
  // The checkout has what `npm ci` installs.
  const output = run(start.replace('npm ci && ', '') + read + start.replace('npm ci && ', ''));
  expect(output).toContain('caught 25 letters');
  expect(output).toContain('Nothing to send');
}, 120_000);

test('the guide lists each output of a run', () => {
  const states = Object.fromEntries(DELIVERY_STATES.map((state) => [state, 0])) as Tally;
  const [, table = ''] = /^\| output[^]*?\n((?:\|.*\n)+)/m.exec(GUIDE) ?? [];
  for (const output of Object.keys(runOutputs(states, { kind: 'finished' }))) {
    expect(table).toContain(`\`${output}\``);
  }
});
