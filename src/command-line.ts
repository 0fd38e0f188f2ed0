/** Arguments → command: what there is to say on a command line, and what comes of it. */
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { Command, CommanderError, Option } from 'commander';
import { CONTENT, JSON_OPTION, type Run } from './cli-options.ts';
import { addSend } from './cli-send.ts';
import { EXIT, formatMistake, signed, type Io } from './commands/io.ts';
import { tellExit } from './commands/tell-exit.ts';
import { readEnvironment } from './config/environment.ts';
import { LedgerError } from './deliver/ledger.ts';
import { UserError } from './user-error.ts';

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

  addBeginnings(cli, run);

  cli
    .command('build')
    .description('write the letter of an edition to dist/<edition>/')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option('--screenshots', 'also show it in a browser: light, dark and without pictures')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/build.ts')).build(edition, options, io)),
    );

  cli
    .command('check')
    .description('look for everything that is wrong with the letter; the exit code is the answer')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .addOption(
      new Option('--format <format>', 'how problems are told').choices(['text', 'json', 'github']),
    )
    .option('--online', 'ask for every page and picture that the letter links to')
    .option('--browser', 'look at it in a real browser, at three widths and in dark modes')
    .option('--spam', 'ask SpamAssassin, where it is installed')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/check.ts')).check(edition, options, io)),
    );

  addPreview(cli, run);
  addApproval(cli, run);
  addSend(cli, run);

  cli
    .command('status')
    .description('show what has become of the letters of an edition')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option('--failed', 'list who did not get it, and why')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/status.ts')).status(edition, options, io)),
    );

  addSubscribers(cli, run);
  addMailbox(cli, run);
  addDoctor(cli, run);
  return cli;
}

function addBeginnings(cli: Command, run: Run): void {
  cli
    .command('init')
    .description('make a working newsletter in a folder')
    .argument('[dir]', 'otherwise in this folder')
    .option('-y, --yes', 'take example values instead of asking')
    .option('--name <name>', 'what the newsletter is called')
    .option('--from <address>', 'the address it comes from')
    .option('--postal-address <address>', 'the postal address of its sender')
    .option('--templates', 'copy the themes too, to change them')
    .addOption(new Option('--ci <kind>', 'write workflows too').choices(['github', 'gitlab']))
    .option(...JSON_OPTION)
    .action((dir: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/init.ts')).init(dir, options, io, version())),
    );
  cli
    .command('new')
    .description('make an edition of an article: a file of content/, named by date and headline')
    .argument('[file]', 'a text file; otherwise what is pasted, or comes on standard input (-)')
    .option('--date <date>', "the edition's date, such as 2023-06-14; otherwise today")
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((file: string | undefined, options: object) =>
      run(async (io) =>
        (await import('./commands/new.ts')).newEdition(file, options, io, process.stdin),
      ),
    );
}

function addApproval(cli: Command, run: Run): void {
  cli
    .command('approve')
    .description('record that the letter may go out as it is now, in a file to commit')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/approve.ts')).approve(edition, options, io)),
    );
  cli
    .command('diff')
    .description('compare the letter with the approved one; the exit code says if it is the same')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option('--against <revision>', 'compare it with the letter of a git revision instead')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/diff.ts')).diff(edition, options, io)),
    );
}

function addPreview(cli: Command, run: Run): void {
  cli
    .command('preview')
    .description('open the studio: the letter as every reader sees it, live while you write')
    .argument('[edition]', 'the one to open first; otherwise the list of them')
    .option('--port <port>', 'listen there; otherwise on 4600, or a free one')
    .option('--host <host>', 'let other devices in, such as a phone: 0.0.0.0')
    .option('--online', 'fetch the remote pictures of a letter')
    .option('--export <dir>', 'write the pages of an edition as files instead')
    .option(...CONTENT)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/preview.ts')).preview(edition, options, io)),
    );
}

function addSubscribers(cli: Command, run: Run): void {
  const subscribers = cli.command('subscribers').description('the list: import it, look at it');
  subscribers
    .command('import')
    .description('add the rows of a CSV file, or update those that are on the list')
    .argument(
      '<file>',
      'a header row with email and any of first_name, last_name, name; other columns become attributes',
    )
    .option(...JSON_OPTION)
    .action((file: string, options: object) =>
      run(async (io) =>
        (await import('./commands/subscribers.ts')).importSubscribers(file, options, io),
      ),
    );
  subscribers
    .command('list')
    .description('print the list')
    .option('--json', 'print one JSON object a line')
    .action((options: object) =>
      run(async (io) => (await import('./commands/subscribers.ts')).showSubscribers(options, io)),
    );
}

function addMailbox(cli: Command, run: Run): void {
  const mailbox = cli.command('mailbox').description('what the built-in mailbox has caught');
  mailbox
    .command('list', { isDefault: true })
    .description('list the messages, oldest first')
    .option('--json', 'print one JSON object a line')
    .action((options: object) =>
      run(async (io) => (await import('./commands/mailbox.ts')).listMailbox(options, io)),
    );
  mailbox
    .command('show')
    .description('show a message')
    .argument('<message>', 'its number in the list, or an address: the newest message to it')
    .option('--raw', 'print the source')
    .option(...JSON_OPTION)
    .action((message: string, options: object) =>
      run(async (io) => (await import('./commands/mailbox.ts')).showMailbox(message, options, io)),
    );
}

function addDoctor(cli: Command, run: Run): void {
  cli
    .command('doctor')
    .description('say what stands in the way of sending, before the first letter; sends nothing')
    .option('--online', 'ask the page behind the unsubscribe link too')
    .option('--dns <server>', 'ask this DNS server, an IP address, in place of the machine’s')
    .option(...JSON_OPTION)
    .action((options: object) =>
      run(async (io) => (await import('./commands/doctor.ts')).doctor(options, io)),
    );
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
