import type { Command } from 'commander';
import { CONTENT, JSON_OPTION, type Run } from './options.ts';

/** The commands that say how things stand: a run, the list, the mailbox, what is missing. */
export function addLooking(cli: Command, run: Run): void {
  cli
    .command('status')
    .description('show what has become of the letters of an edition')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option('--failed', 'list who did not get it, and why')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/status/status.ts')).status(edition, options, io)),
    );
  addSubscribers(cli, run);
  addMailbox(cli, run);
  addDoctor(cli, run);
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
