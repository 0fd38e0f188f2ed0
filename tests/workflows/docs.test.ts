import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runOutputs } from '../../src/cli/ci/summary.ts';
import { DELIVERY_STATES, type Tally } from '../../src/deliver/state.ts';
import { makeCheckout, pathWithNode } from '../support/program.ts';
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
  await makeCheckout(join(base, 'broadsheet'));
}, 240_000);
afterAll(() => {
  registry.close();
});

/** Runs a script in the checkout, as a person does who follows the documentation. */
async function run(script: string, cwd = join(base, 'broadsheet')): Promise<string> {
  const who = { GIT_AUTHOR_NAME: 'Desk', GIT_AUTHOR_EMAIL: 'desk@example.com' };
  const ran = promisify(execFile)('bash', ['-exo', 'pipefail', '-c', script], {
    cwd,
    env: {
      ...registry.env,
      PATH: pathWithNode(),
      HOME: base,
      TZ: 'America/New_York',
      ...who,
      GIT_COMMITTER_NAME: who.GIT_AUTHOR_NAME,
      GIT_COMMITTER_EMAIL: who.GIT_AUTHOR_EMAIL,
    },
  });
  ran.child.stdin?.end();
  return (await ran).stdout;
}

test('the guide to CI works from its first command to its last', async () => {
  const commands = commandsIn('docs/ci.md');
  expect(commands.length).toBeGreaterThan(5);
  const output = await run(commands.join('\n'));
  expect(output).toContain('Created a newsletter in ../briefing');
  expect(output).toMatch(/the built-in mailbox caught 5 letters of \S+\. Nobody has received it/);
  expect(output).toMatch(/\n {2}7 10,11 \* \* \*\n {2}27 /);

  const folder = join(base, 'briefing');
  const committed = await run('git ls-files', folder);
  expect(committed.split('\n')).toEqual(
    expect.arrayContaining([
      '.github/workflows/check.yml',
      '.github/workflows/send.yml',
      'broadsheet.config.ts',
      'content/2031-05-06-the-council-plants-trees.md',
      'package-lock.json',
      expect.stringMatching(/^vendor\/broadsheet-\d+\.\d+\.\d+\.tgz$/),
    ]),
  );
  expect(committed).not.toMatch(/node_modules|\.broadsheet\/|^\.env$/m);
  expect(readdirSync(join(folder, '.github', 'workflows'))).toHaveLength(2);
}, 240_000);

test('what the guide commits can be installed and built on another machine', async () => {
  const edition = '2031-05-06-the-council-plants-trees';
  const install = 'git clone --quiet briefing runner && cd runner && npm ci';
  const output = await run(`${install} && npx --no-install broadsheet build ${edition}`, base);
  expect(output).toContain(`Built ${edition}`);
}, 120_000);

test('the README shows what its first commands do', async () => {
  const [start = '', read = ''] = commandsIn('README.md');
  expect(start).toBe('npm ci && npm start\n');
  // The checkout has what `npm ci` installs.
  const output = await run(
    start.replace('npm ci && ', '') + read + start.replace('npm ci && ', ''),
  );
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
