import { Option, type Command } from 'commander';
import { CONTENT, JSON_OPTION, type Run } from './options.ts';
import type { SendOptions } from './commands/send/sending.ts';

/** The commands that send, now or when it is time, and that say when. */
export function addSend(cli: Command, run: Run): void {
  cli
    .command('send')
    .description('send an edition to every subscriber who does not have it yet')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option('-y, --yes', 'do not ask before sending through a real server')
    .addOption(
      new Option(
        '--due',
        'send each edition whose time has come; for jobs: nobody is asked',
      ).conflicts(['test', 'onlyFailed', 'resendUnknown']),
    )
    .option('--ephemeral', 'send from a CI runner whose memory of it is lost with the job')
    .option('--test <address>', 'send one letter, marked as a test, to this address only')
    .option('--dry-run', 'write the letters to dist/<edition>/dry-run/ and send nothing')
    .option('--amend', 'go on with an edition that was changed in the middle of its run')
    .option('--only-failed', 'try those again that were rejected or expired, and nobody else')
    .option('--resend-unknown', 'send those again that may or may not have arrived')
    .option('--log-file <file>', 'append what happens to a file, one JSON object a line')
    .option('--mask-addresses', 'hide the addresses in that file')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: SendOptions) =>
      run(async (io) =>
        options.due === true
          ? (await import('./commands/send/due.ts')).sendDue(edition, options, io)
          : (await import('./commands/send/send.ts')).send(edition, options, io),
      ),
    );

  cli
    .command('schedule')
    .description('show what goes out when, and the cron lines that meet it')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((options: object) =>
      run(async (io) => (await import('./commands/schedule/schedule.ts')).schedule(options, io)),
    );
}
