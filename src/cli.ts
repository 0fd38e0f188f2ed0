/** argv → command: the only place that exits, and the only one that catches everything. */
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { Command, CommanderError, Option } from 'commander';
import { EXIT, signed, type Io } from './commands/io.ts';
import { readEnvironment } from './config/environment.ts';
import { UserError } from './user-error.ts';

const CONTENT = ['--content <dir>', 'read editions from another folder than content/'] as const;
const JSON_OPTION = ['--json', 'print the result as JSON'] as const;

type Run = (work: (io: Io) => Promise<number>) => Promise<void>;

function program(run: Run): Command {
  const cli = new Command('broadsheet')
    .description('A newsletter kept as code: build it, check it, send it once to everybody.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(say broadsheet --help for what there is)')
    .addHelpText('after', HELP);

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

  cli
    .command('send')
    .description('send an edition to every subscriber who does not have it yet')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option('-y, --yes', 'do not ask before sending through a real server')
    .option('--dry-run', 'write the letters to dist/<edition>/dry-run/ and send nothing')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/send.ts')).send(edition, options, io)),
    );

  cli
    .command('status')
    .description('show what has become of the letters of an edition')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/status.ts')).status(edition, options, io)),
    );

  addSubscribers(cli, run);
  addMailbox(cli, run);
  return cli;
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

const HELP = `
Environment (a .env file is read):
  SMTP_URL          the server to send through; without it the built-in mailbox gets the mail
  BROADSHEET_DATA   the folder of the database and the mailbox, otherwise .broadsheet/

Exit codes: 0 done, 1 problems found or letters not delivered, 2 your mistake, 3 a bug, 75 try later`;

function version(): string {
  const file = findPackageJSON(import.meta.url) ?? '';
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function surroundings(): Io {
  const cwd = process.cwd();
  return {
    cwd,
    env: readEnvironment(cwd, process.env),
    clock: () => new Date(),
    interactive: process.stdin.isTTY && process.stderr.isTTY && !process.env['CI'],
    out: (line) => process.stdout.write(`${line}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
  };
}

/** Says what went wrong; the exit code tells whose fault it was. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.userError;
  if (error instanceof UserError) {
    const message = error.message.includes('\n') ? error.message : signed('error', error.message);
    process.stderr.write(`${message}\n  ${error.remedy}\n`);
    return EXIT.userError;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`This is a bug in Broadsheet, please report it:\n${stack ?? ''}\n`);
  return EXIT.bug;
}

let exitCode: number = EXIT.done;
// A reader such as "head" may close the pipe: that is no bug.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.bug);
});
try {
  await program(async (work) => {
    exitCode = await work(surroundings());
  }).parseAsync();
} catch (error) {
  exitCode = explain(error);
}
process.exitCode = exitCode;
