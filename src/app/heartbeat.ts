/** A file by which a job that runs again and again shows how it is: `schedule --health` reads it. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { asError } from '../base/as-error.ts';
import { UserError } from '../base/user-error.ts';
import type { Workspace } from './workspace.ts';

/** What is in the file; times are ISO 8601. */
const beatSchema = z.object({
  /** When it was written. */
  at: z.iso.datetime(),
  /** Whether a job is running; one that runs writes the file every half minute. */
  running: z.boolean(),
  /** The exit code of the last job that ended. */
  exit: z.number().optional(),
  /** When the first of the failed jobs ended after which none has worked. */
  failingSince: z.iso.datetime().optional(),
});

type Beat = z.output<typeof beatSchema>;

/** A job's own heartbeat. */
export interface Heartbeat {
  /** Records how the job ended. `worked` may be true although letters still wait. */
  end(exit: number, worked: boolean): void;
}

const BEAT_MS = 30_000;
/** Three times the pause between the jobs of compose.yaml. */
const LOST_AFTER_MS = 15 * 60_000;

/** Starts the heartbeat of a job. Throws UserError if the file can't be written. */
export function startHeartbeat(file: string, clock: () => Date): Heartbeat {
  const { exit, failingSince } = read(file) ?? {};
  const beat = () => {
    write(file, { at: clock().toISOString(), running: true, exit, failingSince });
  };
  try {
    beat();
  } catch (error) {
    throw new UserError(
      `The heartbeat ${file} cannot be written: ${asError(error).message}.`,
      'Name a file that you may write to, in a folder that is there: --heartbeat heartbeat.json',
    );
  }
  const timer = setInterval(() => {
    quietly(beat);
  }, BEAT_MS).unref();
  return {
    end: (code, worked) => {
      clearInterval(timer);
      const at = clock().toISOString();
      const failing = worked ? undefined : (failingSince ?? at);
      quietly(() => {
        write(file, { at, running: false, exit: code, failingSince: failing });
      });
    },
  };
}

/** A heartbeat that can't be written goes stale, and that is what its reader sees. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // The job itself must go on.
  }
}

/** Whether jobs run and work, and why, as part of a sentence. */
export interface Health {
  readonly healthy: boolean;
  readonly reason: string;
}

/** Reads how the jobs are that write a heartbeat file, which is named from the newsletter's folder. */
export function readHealth({ root, clock }: Workspace, file: string): Health {
  const beat = read(resolve(root, file));
  if (!beat) return { healthy: false, reason: `no job has written ${file}` };
  const { at, running, exit, failingSince } = beat;
  if (clock().getTime() - Date.parse(at) > LOST_AFTER_MS) {
    const what = running ? 'a job stopped without an end after' : 'no job has run since';
    return { healthy: false, reason: `${what} ${at}` };
  }
  if (failingSince !== undefined) {
    const reason = `no job has worked since ${failingSince}; the last one exited with ${exit ?? 'nothing'}`;
    return { healthy: false, reason };
  }
  return { healthy: true, reason: running ? 'a job is running' : `the last job ended at ${at}` };
}

function read(file: string): Beat | undefined {
  try {
    return beatSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Without a file, or with any other content, nothing is known.
    return undefined;
  }
}

/** Replaces the file as a whole: its reader never sees half of it. */
function write(file: string, beat: Beat): void {
  const next = `${file}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(beat)}\n`, { mode: 0o600 });
  renameSync(next, file);
}
