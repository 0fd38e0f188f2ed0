import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { buildProgram } from '../support/program.ts';
import { ROOT } from '../support/sample.ts';
import type { SmtpSink } from '../support/smtp-sink.ts';
import { sink } from '../support/test-servers.ts';
import { addList, article, makeRepository, type Repository } from './repository.ts';
import { runJob, type StepRun } from './run-job.ts';

vi.setConfig({ testTimeout: 120_000 });

interface GitlabJob {
  readonly script: readonly string[];
  readonly timeout: string;
  readonly interruptible: boolean;
  readonly resource_group?: string;
}

const JOBS = parse(readFileSync(join(ROOT, '.gitlab-ci.yml'), 'utf8')) as Readonly<
  Record<'check' | 'send' | 'send manually', GitlabJob>
>;

let repository: Repository;
let server: SmtpSink;
beforeAll(buildProgram, 240_000);
beforeEach(async () => {
  repository = makeRepository();
  server = await sink();
});

async function run(
  job: keyof typeof JOBS,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<StepRun> {
  const script = JOBS[job].script.join('\n');
  const ran = (await runJob({ steps: [{ name: job, run: script, env }] }, folder)).get(job);
  if (!ran) throw new Error(`${job} did not run`);
  return ran;
}

test('the check job checks what a merge request changes, and shows the letter anyway', async () => {
  const base = repository.clone();
  const strict = article('A story', `subject: ${'Very long '.repeat(20)}`);
  repository.commit({ 'content/2023-06-15-a.txt': strict, 'content/2023-06-16-b.txt': '' });
  const folder = repository.clone();
  const from = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: base, encoding: 'utf8' }).trim();
  const ran = await run('check', folder, { CI_MERGE_REQUEST_DIFF_BASE_SHA: from });
  expect(ran.code).toBe(2);
  expect(ran.stdout).toContain('Built 2023-06-15-a');
  expect(ran.stderr).toContain('content/2023-06-16-b.txt');
  expect(ran.stdout).not.toContain('trees');
  expect(existsSync(join(folder, 'dist', '2023-06-15-a', 'preview', 'index.html'))).toBe(true);
});

test('the manual job sends one edition, or one test', async () => {
  const folder = repository.clone();
  addList(folder);
  const list = { steps: [{ run: 'npx broadsheet subscribers import subscribers.example.csv' }] };
  await runJob(list, folder);
  const env = { SMTP_URL: server.url, EDITION: '2023-06-14-trees' };
  const tested = await run('send manually', folder, { ...env, TEST: 'desk@example.com' });
  expect([tested.code, server.letters.map(({ to }) => to)]).toEqual([0, ['desk@example.com']]);
  const sent = await run('send manually', folder, env);
  expect([sent.code, server.letters.length]).toEqual([0, 26]);
});

test('the scheduled job sends what is due, one job at a time, and none is cancelled', () => {
  expect(JOBS.send.script).toEqual(['npx --no-install broadsheet send --due --yes']);
  for (const job of [JOBS.send, JOBS['send manually']]) {
    expect(job).toMatchObject({ interruptible: false, resource_group: 'broadsheet-send' });
    expect(job.timeout).toBe('1 hour');
  }
});
