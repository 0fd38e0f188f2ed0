/** Runs the steps of a job as they stand in its YAML, as a runner does, without the actions. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from '../support/temporary-folder.ts';

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

/** What came of one `run:` step. */
export interface StepRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Values of contexts by their path, such as `inputs.edition`; what is not there is empty. */
export type Contexts = Readonly<Record<string, string>>;

export function readWorkflow(file: string): Workflow {
  return parse(readFileSync(file, 'utf8')) as Workflow;
}

/**
 * Runs each `run:` step of a job in a clone, but the one that installs and those to leave out; by
 * the step's name. After a step that failed only those run that say so.
 */
export async function runJob(
  { steps }: Job,
  folder: string,
  given: Contexts = {},
  without: readonly string[] = [],
): Promise<ReadonlyMap<string, StepRun>> {
  const runs = new Map<string, StepRun>();
  const contexts: Record<string, string> = { ...given };
  let failed = false;
  for (const step of steps) {
    if (step.run === undefined || step.run === 'npm ci') continue;
    if (without.includes(step.name ?? '')) continue;
    if (failed && step.if?.includes('!cancelled()') !== true) continue;
    const run = await runStep(step, folder, contexts);
    runs.set(step.name ?? step.run, run);
    failed ||= run.code !== 0;
    if (step.id === undefined) continue;
    for (const [name, value] of Object.entries(run.outputs)) {
      contexts[`steps.${step.id}.outputs.${name}`] = value;
    }
  }
  return runs;
}

async function runStep({ run = '', env = {} }: Step, cwd: string, contexts: Contexts) {
  const files = temporaryFolder();
  const [script, output, summary] = ['script', 'output', 'summary'].map((name) =>
    join(files, name),
  );
  if (script === undefined || output === undefined || summary === undefined) throw new Error();
  writeFileSync(script, run);
  for (const file of [output, summary]) writeFileSync(file, '');
  const values = Object.entries(env).map(
    ([name, text]) => [name, evaluated(text, contexts)] as const,
  );
  const ran = await bash(script, cwd, {
    ...Object.fromEntries(values),
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
  });
  const result = {
    ...ran,
    outputs: outputsOf(readFileSync(output, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
  };
  return result;
}

/** As GitHub runs `shell: bash`. */
function bash(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '' } = process.env;
  const path = `${dirname(process.execPath)}:${PATH}`;
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd,
    env: { PATH: path, HOME, CI: 'true', LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return new Promise<Pick<StepRun, 'code' | 'stdout' | 'stderr'>>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, ...output });
    });
  });
}

function evaluated(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{ *(.*?) *\}\}/g, (_, path: string) => contexts[path] ?? '');
}

/** As the runner reads the file: the last value of a name counts. */
function outputsOf(text: string): Readonly<Record<string, string>> {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`not an output: ${line}`);
      return [line.slice(0, at), line.slice(at + 1).trimEnd()];
    }),
  );
}
