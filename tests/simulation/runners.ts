/** Processes that do jobs: some at once, and any of them may be killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job, JobWord } from './job-process.ts';

export interface Done {
  /** null where it was killed. */
  readonly code: number | null;
  readonly lines: readonly string[];
}

export interface Started {
  readonly done: Promise<Done>;
  kill(): void;
}

export interface Runners {
  start(job: Job): Started;
  close(): void;
}

/** Those that follow a killed one start quicker. */
const ENV = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'broadsheet-compile-cache') };

/** Runners that wait for work; one is started where none does. */
export function createRunners(): Runners {
  const idle: ChildProcess[] = [];
  const all = new Set<ChildProcess>();

  function hire(): ChildProcess {
    const child = fork(join(import.meta.dirname, 'job-process.ts'), { stdio: 'inherit', env: ENV });
    all.add(child);
    child.on('exit', () => all.delete(child));
    return child;
  }

  return {
    start: (job) => {
      const child = idle.pop() ?? hire();
      const lines: string[] = [];
      let over = false;
      const done = new Promise<Done>((resolve) => {
        const finish = (code: number | null) => {
          over = true;
          child.removeAllListeners('message');
          child.off('exit', died);
          if (code !== null) idle.push(child);
          resolve({ code, lines });
        };
        const died = () => {
          finish(null);
        };
        child.on('exit', died);
        child.on('message', (word: JobWord) => {
          if ('line' in word) lines.push(word.line);
          else finish(word.code);
        });
      });
      child.send(job);
      return {
        done,
        // A runner that is done may be at somebody else's job.
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
