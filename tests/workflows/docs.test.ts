import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runOutputs } from '../../src/cli/ci/summary.ts';
import { DELIVERY_STATES, type Tally } from '../../src/deliver/state.ts';
import { ROOT } from '../support/sample.ts';
import { installInto } from './repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const GUIDE = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');
const COMMANDS = Array.from(GUIDE.matchAll(/^```sh\n([^]*?)^```$/gm), ([, block]) => block ?? '');

let base: string;
beforeAll(() => {
  base = temporaryFolder();
  // As npx finds the package in the registry; and `npm install` leaves it without one.
  installInto(base);
  mkdirSync(join(base, 'tools'));
  writeFileSync(join(base, 'tools', 'npm'), '#!/bin/sh\ntest "$*" = install\n');
  chmodSync(join(base, 'tools', 'npm'), 0o755);
});

function run(script: string): string {
  const { PATH = '' } = process.env;
  const tools = `${join(base, 'tools')}:${join(base, 'node_modules', '.bin')}:${dirname(process.execPath)}`;
  const who = { GIT_AUTHOR_NAME: 'Desk', GIT_AUTHOR_EMAIL: 'desk@example.com' };
  return execFileSync('bash', ['-exo', 'pipefail', '-c', script], {
    cwd: base,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${tools}:${PATH}`,
      HOME: base,
      TZ: 'America/New_York',
      ...who,
      GIT_COMMITTER_NAME: who.GIT_AUTHOR_NAME,
      GIT_COMMITTER_EMAIL: who.GIT_AUTHOR_EMAIL,
    },
  });
}

test('the guide to CI works from its first command to its last', () => {
  expect(COMMANDS.length).toBeGreaterThan(5);
  const output = run(COMMANDS.join('\n'));
  expect(output).toContain('Created a newsletter in this folder');
  expect(output).toMatch(/the built-in mailbox caught 5 letters of \S+\. Nobody has received it/);
  expect(output).toMatch(/0 1[01] \* \* \*/);

  const folder = join(base, 'briefing');
  const committed = execFileSync('git', ['ls-files'], { cwd: folder, encoding: 'utf8' });
  expect(committed.split('\n')).toEqual(
    expect.arrayContaining([
      '.github/workflows/check.yml',
      '.github/workflows/send.yml',
      'broadsheet.config.ts',
      'content/2031-05-06-the-council-plants-trees.txt',
    ]),
  );
  expect(committed).not.toMatch(/node_modules|\.broadsheet\/|^\.env$/m);
  expect(readdirSync(join(folder, '.github', 'workflows'))).toHaveLength(2);
}, 180_000);

test('the guide lists each output of a run', () => {
  const states = Object.fromEntries(DELIVERY_STATES.map((state) => [state, 0])) as Tally;
  const [, table = ''] = /^\| output[^]*?\n((?:\|.*\n)+)/m.exec(GUIDE) ?? [];
  for (const output of Object.keys(runOutputs(states, { kind: 'finished' }))) {
    expect(table).toContain(`\`${output}\``);
  }
});
