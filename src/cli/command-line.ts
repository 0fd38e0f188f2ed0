/** Arguments → command, and what went wrong, in words. */
import { Command, CommanderError } from 'commander';
import { fileFault } from '../base/file-fault.ts';
import { packageVersion } from '../base/program.ts';
import { UserError } from '../base/user-error.ts';
import { readEnvironment } from '../config/environment.ts';
import { DatabaseUnavailableError } from '../base/database-unavailable.ts';
import { tellExit } from './ci/summary.ts';
import { addApprove } from './commands/approve.ts';
import { addBuild } from './commands/build.ts';
import { addCheck } from './commands/check.ts';
import { addDiff } from './commands/diff.ts';
import { addDoctor } from './commands/doctor.ts';
import { addInit } from './commands/init/init.ts';
import { addMailbox } from './commands/mailbox.ts';
import { addMigrate } from './commands/migrate.ts';
import { addNew } from './commands/new.ts';
import { addPreview } from './commands/preview.ts';
import { addSchedule } from './commands/schedule.ts';
import { addServe } from './commands/serve.ts';
import { addSend } from './commands/send/send.ts';
import { addStatus } from './commands/status.ts';
import { addSubscribers } from './commands/subscribers/subscribers.ts';
import { EXIT, type Io } from './io.ts';
import type { JobRecord, RecordOptions } from './log/job-record.ts';
import type { RunCommand } from './options.ts';
import { formatMistake } from './problems.ts';
import { marked } from './style.ts';
import { withoutSecrets } from './terminal.ts';

/** Every command, in the order in which a newsletter is made. */
const COMMANDS: readonly ((program: Command, run: RunCommand) => void)[] = [
  addInit,
  addNew,
  addBuild,
  addCheck,
  addPreview,
  addApprove,
  addDiff,
  addSend,
  addSchedule,
  addStatus,
  addSubscribers,
  addServe,
  addMailbox,
  addMigrate,
  addDoctor,
];

/**
 * Does what the arguments say, writes what went wrong, and returns the exit code. Variables of a
 * .env file are added to the environment.
 */
export async function runCommandLine(args: readonly string[], outside: Io): Promise<number> {
  const { cwd, env } = outside;
  let io = withoutSecrets(outside, env);
  let exitCode: number = EXIT.done;
  let record: JobRecord | undefined;
  try {
    const run: RunCommand = async (work, options) => {
      // What is recorded hides the secrets of .env as soon as they are known.
      if (options)
        record = await startRecord(options, { ...io, redact: (text) => io.redact(text) });
      io = withoutSecrets(outside, readEnvironment(cwd, env));
      exitCode = await work(io, record);
    };
    await createProgram(run, io).parseAsync(args, { from: 'user' });
    tellExit(io, exitCode);
    record?.end(exitCode);
  } catch (error) {
    exitCode = explain(error, io);
    tellExit(io, exitCode, error);
    record?.end(exitCode, error);
  }
  return exitCode;
}

async function startRecord(options: RecordOptions, io: Io): Promise<JobRecord | undefined> {
  if (options.logFile === undefined && options.heartbeat === undefined) return undefined;
  const { openRecord } = await import('./log/job-record.ts');
  return openRecord(options, io);
}

function createProgram(run: RunCommand, { out, note, columns }: Io): Command {
  const program = new Command('broadsheet')
    .description('A newsletter kept as code: build an edition, check it, send it once to everyone.')
    .version(packageVersion())
    .exitOverride()
    .configureHelp({ minWidthToWrap: 20 })
    .configureOutput({
      getOutHelpWidth: columns,
      getErrHelpWidth: columns,
      writeOut: (text) => {
        out(text.replace(/\n$/, ''));
      },
      writeErr: (text) => {
        note(text.replace(/\n$/, ''));
      },
    })
    .showHelpAfterError('(Run `broadsheet --help` for usage.)')
    .addHelpText('after', ENVIRONMENT);
  for (const add of COMMANDS) add(program, run);
  return program;
}

const ENVIRONMENT = `
Environment variables (also read from .env):
  SMTP_URL            SMTP server to send through (default: the built-in mailbox)
  DATABASE_URL        PostgreSQL for the list and the ledger (default: a file)
  BROADSHEET_DATA     folder for that file and the mailbox (default: .broadsheet/)
  BROADSHEET_SECRET   secret that signs unsubscribe links
  DKIM_PRIVATE_KEY    key that signs letters

Exit codes: 0 done, 1 problems found or letters not delivered, 2 your mistake,
3 a bug, 75 try again later`;

/** Writes what went wrong; the exit code tells whose fault it was. */
function explain(error: unknown, { note }: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.userError;
  if (error instanceof UserError) {
    note(formatMistake(error));
    return EXIT.userError;
  }
  if (error instanceof DatabaseUnavailableError) {
    note(marked('error', `Can't use the database: ${error.message}`));
    note(`  ${error.remedy}`);
    return EXIT.tryLater;
  }
  const fault = fileFault(error);
  if (fault) {
    note(formatMistake(fault));
    return fault.passes ? EXIT.tryLater : EXIT.userError;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  note(`This is a bug in Broadsheet. Please report it:\n${stack ?? ''}`);
  return EXIT.bug;
}
