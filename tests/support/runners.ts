/** Processes that run command lines: several at the same time, and each can be killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job, Report } from './runner-process.ts';

export interface Done {
  /** The exit code; null where the process was killed. */
  readonly code: number | null;
  /** Both streams. */
  readonly output: string;
}

export interface Started {
  readonly done: Promise<Done>;
  kill(): void;
}

export interface Runners {
  start(job: Job): Started;
  close(): void;
}

/** Those that replace a killed one start faster. */
const ENV = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'broadsheet-compile-cache') };
const FROM_SOURCE = join(import.meta.dirname, 'runner-process.ts');

/**
 * Runners wait for the next job, so that few of them load the program; a busy one is not shared.
 * Their script is runner-process.ts, or what `buildRunners` in program.ts made of it.
 */
export function createRunners(script = FROM_SOURCE): Runners {
  const idle: ChildProcess[] = [];
  const all = new Set<ChildProcess>();

  function hire(): ChildProcess {
    const child = fork(script, { stdio: 'inherit', env: ENV });
    all.add(child);
    child.on('exit', () => all.delete(child));
    return child;
  }

  return {
    start: (job) => {
      const child = idle.pop() ?? hire();
      let output = '';
      let over = false;
      const done = new Promise<Done>((resolve) => {
        const finish = (code: number | null) => {
          over = true;
          child.removeAllListeners('message');
          child.off('exit', died);
          if (code !== null) idle.push(child);
          resolve({ code, output });
        };
        const died = () => {
          finish(null);
        };
        child.on('exit', died);
        child.on('message', (report: Report) => {
          if ('text' in report) output += report.text;
          else finish(report.code);
        });
      });
      child.send(job);
      return {
        done,
        // By now the runner can have another job.
        kill: () => {
          if (!over) child.kill('SIGKILL');
        },
      };
    },
    close: () => {
      for (const child of all) child.kill('SIGKILL');
    },
  };
}
