/** Arguments → command: what there is to say on a command line, and what comes of it. */
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { Command, CommanderError } from 'commander';
import { addLooking } from './looking.ts';
import type { Run } from './options.ts';
import { addSend } from './sending-commands.ts';
import { addWriting } from './writing.ts';
import { EXIT, formatMistake, signed, type Io } from './io.ts';
import { tellExit } from './ci/tell-exit.ts';
import { readEnvironment } from '../config/environment.ts';
import { LedgerError } from '../deliver/ledger.ts';
import { UserError } from '../base/user-error.ts';

/**
 * Does what the arguments say, and tells what went wrong; the exit code says whose fault it was.
 * The environment is the process's: that of a .env file is added to it.
 */
export async function runCommandLine(args: readonly string[], outside: Io): Promise<number> {
  const { cwd, env, note } = outside;
  let exitCode: number = EXIT.done;
  try {
    const run: Run = async (work) => {
      exitCode = await work({ ...outside, env: readEnvironment(cwd, env) });
    };
    await program(run, outside).parseAsync(args, { from: 'user' });
    await tellExit(outside, exitCode);
  } catch (error) {
    exitCode = explain(error, note);
    await tellExit(outside, exitCode, error);
  }
  return exitCode;
}

function program(run: Run, { out, note }: Pick<Io, 'out' | 'note'>): Command {
  const cli = new Command('broadsheet')
    .description('A newsletter kept as code: build it, check it, send it once to everybody.')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        out(text.replace(/\n$/, ''));
      },
      writeErr: (text) => {
        note(text.replace(/\n$/, ''));
      },
    })
    .showHelpAfterError('(say broadsheet --help for what there is)')
    .addHelpText('after', HELP);

  addWriting(cli, run);
  addSend(cli, run);
  addLooking(cli, run);
  return cli;
}

const HELP = `
Environment (a .env file is read):
  SMTP_URL            the server to send through; without it the built-in mailbox gets the mail
  DATABASE_URL        the PostgreSQL that keeps the list and the ledger, otherwise a file
  BROADSHEET_DATA     the folder of that file and the mailbox, otherwise .broadsheet/
  BROADSHEET_SECRET   what links to unsubscribe are signed with
  DKIM_PRIVATE_KEY    what letters are signed with

Exit codes: 0 done, 1 problems found or letters not delivered, 2 your mistake, 3 a bug, 75 try later`;

function version(): string {
  const file = findPackageJSON(import.meta.url) ?? '';
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Says what went wrong; the exit code tells whose fault it was. */
function explain(error: unknown, note: Io['note']): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.userError;
  if (error instanceof UserError) {
    note(formatMistake(error));
    return EXIT.userError;
  }
  if (error instanceof LedgerError) {
    note(signed('error', `The database cannot be used: ${error.message}`));
    note('  See that it has room and can be reached, then try again.');
    return EXIT.tryLater;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  note(`This is a bug in Broadsheet, please report it:\n${stack ?? ''}`);
  return EXIT.bug;
}
