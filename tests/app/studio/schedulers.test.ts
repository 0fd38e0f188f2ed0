import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeWorkflows } from '../../../src/app/init/workflows.ts';
import { findSchedulers } from '../../../src/app/studio/schedulers.ts';
import { ROOT } from '../../support/sample.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
const WORKFLOW =
  "on:\n  schedule:\n    - cron: '7 6 * * *'\njobs: npx broadsheet send --due --yes\n";

describe('the files that send at the hour', () => {
  test.each([
    ['github', '.github/workflows/send.yml'],
    ['gitlab', '.gitlab-ci.yml'],
  ] as const)('are found as `init --ci %s` writes them', (kind, file) => {
    writeWorkflows(folder, kind, ['0 10 * * *']);
    expect(findSchedulers(folder)).toEqual([{ file, ci: true }]);
  });

  test('are found in a compose file, which keeps its records on this machine', () => {
    write('compose.yaml', 'command: broadsheet send --due --yes\n');
    expect(findSchedulers(folder)).toEqual([{ file: 'compose.yaml', ci: false }]);
    expect(findSchedulers(ROOT)).toContainEqual({ file: 'compose.yaml', ci: false });
  });

  test('are found in the repository that the newsletter is a folder of', () => {
    mkdirSync(join(folder, '.git'));
    write('.github/workflows/mail.yaml', WORKFLOW);
    mkdirSync(join(folder, 'news', 'daily'), { recursive: true });
    expect(findSchedulers(join(folder, 'news', 'daily'))).toEqual([
      { file: join('..', '..', '.github', 'workflows', 'mail.yaml'), ci: true },
    ]);
  });

  test.each([
    ['a workflow that is started by hand only', WORKFLOW.replace(/ {4}- cron.*\n/, '')],
    ['a cron line in a comment', WORKFLOW.replace('    - cron', '    # - cron')],
    ['a command in a comment', WORKFLOW.replace('jobs:', '# jobs:')],
    ['a job that only checks', WORKFLOW.replace('send --due', 'check')],
    ['a job of another program', WORKFLOW.replace('broadsheet', 'invoices')],
  ])('are not %s', (_, text) => {
    write('.github/workflows/send.yml', text);
    expect(findSchedulers(folder)).toEqual([]);
  });

  test('are none where a folder or an unreadable file has such a name', () => {
    mkdirSync(join(folder, 'compose.yaml'));
    expect(findSchedulers(folder)).toEqual([]);
    expect(findSchedulers(join(folder, 'missing'))).toEqual([]);
  });
});
