import { resolve } from 'node:path';
import { startHeartbeat, type Heartbeat } from '../../app/heartbeat.ts';
import type { DueEvent } from '../../app/send/due.ts';
import type { SendEvent } from '../../app/send/result.ts';
import { asError } from '../../base/as-error.ts';
import { plural } from '../../base/format.ts';
import { packageVersion } from '../../base/program.ts';
import { UserError } from '../../base/user-error.ts';
import { EXIT, type Io } from '../io.ts';
import { marked } from '../style.ts';
import { openJobLog, type JobLog } from './job-log.ts';
import type { LogEntry } from './log-entry.ts';

/** What of a job is kept in files while it runs, from its first moment to its exit. */
export interface RecordOptions {
  /** The command, such as `send --due`. */
  readonly command: string;
  /** Gets what happens, one JSON object per line. */
  readonly logFile?: string | undefined;
  readonly maskAddresses?: boolean | undefined;
  /** Gets whether the job runs, and how it ended. */
  readonly heartbeat?: string | undefined;
}

export interface JobRecord {
  event(event: SendEvent | DueEvent): void;
  write(entry: LogEntry): void;
  /** Says that the job has done what it could, although it asks to be run again. */
  worked(): void;
  /** Records the exit, with the error that led to it. */
  end(exit: number, error?: unknown): void;
}

/** Begins to record a job in the files that its options name. Throws UserError if it can't. */
export function openRecord(options: RecordOptions, io: Io): JobRecord {
  const { command, logFile, maskAddresses: mask = false, heartbeat: file } = options;
  const heartbeat =
    file === undefined ? undefined : startHeartbeat(resolve(io.cwd, file), io.clock);
  const log = logFile === undefined ? undefined : openLog(logFile, mask, heartbeat, io);
  log?.write({ event: 'begin', command, version: packageVersion() });
  log?.flush();
  let hasWorked = false;
  const end = (exit: number, error?: unknown) => {
    process.off('exit', leave);
    heartbeat?.end(exit, exit === EXIT.done || hasWorked);
    log?.write({ event: 'exit', code: exit, ...(error !== undefined && errorFields(error)) });
    const written = log?.close();
    if (written?.kind !== 'broken') return;
    const lost = plural(written.lost, 'line');
    io.note(marked('warning', `Can't write the log: ${written.reason}; ${lost} lost.`));
  };
  // A second Ctrl-C leaves at once.
  const leave = (code: number) => {
    end(code);
  };
  process.on('exit', leave);
  return {
    event: (event) => log?.event(event),
    write: (entry) => log?.write(entry),
    worked: () => {
      hasWorked = true;
    },
    end,
  };
}

function openLog(file: string, mask: boolean, heartbeat: Heartbeat | undefined, io: Io): JobLog {
  try {
    return openJobLog(file, mask, io);
  } catch (error) {
    heartbeat?.end(EXIT.userError, false);
    throw error;
  }
}

function errorFields(error: unknown) {
  const { message } = asError(error);
  return error instanceof UserError
    ? { reason: message, remedy: error.remedy }
    : { reason: message };
}
