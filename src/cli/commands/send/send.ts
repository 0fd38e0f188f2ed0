import { Option, type Command } from 'commander';
import { CONTENT, EDITION, JSON_OPTION, type RunCommand } from '../../options.ts';
import type { SendOptions } from './text.ts';

/** Adds `broadsheet send` to the program. */
export function addSend(program: Command, run: RunCommand): void {
  program
    .command('send')
    .description('send an edition to every subscriber who does not have it yet')
    .argument(...EDITION)
    .option('-y, --yes', 'do not ask before sending through a real server or taking over a run')
    .addOption(
      new Option(
        '--due',
        'send every edition that is due; implies --yes in non-interactive runs',
      ).conflicts(['test', 'onlyFailed', 'resendUnknown', 'takeOver', 'acceptLoss']),
    )
    .option('--ephemeral', 'send from a CI runner that loses its record of the run with the job')
    .option('--test <address>', 'send one letter, marked as a test, to this address only')
    .option('--dry-run', 'write the letters to dist/<edition>/dry-run/ and send nothing')
    .option('--amend', 'send the new version of an edition that changed in the middle of its run')
    .option('--again', 'send a story that readers already have under another name')
    .option('--only-failed', 'retry rejected and expired letters only')
    .option('--resend-unknown', 'resend letters that may or may not have arrived')
    .option('--take-over', 'take over a run from a sender that hangs; asks first')
    .option('--accept-loss', 'continue without records that a damaged database has lost')
    .option('--log-file <file>', 'append what happens to a file, one JSON object per line')
    .option('--mask-addresses', 'hide the addresses in that file')
    .option('--heartbeat <file>', 'write to a file how the job is, for `schedule --health`')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: SendOptions) =>
      run(
        async (io, record) =>
          options.due === true
            ? (await import('./due.ts')).sendDue(edition, options, io, record)
            : (await import('./run.ts')).send(edition, options, io, record),
        { ...options, command: commandOf(options) },
      ),
    );
}

function commandOf({ due, dryRun, test }: SendOptions): string {
  if (due === true) return 'send --due';
  if (dryRun === true) return 'send --dry-run';
  return test === undefined ? 'send' : 'send --test';
}
