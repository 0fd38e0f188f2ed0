import type { Command } from 'commander';
import { JSON_OPTION, type RunCommand } from '../../options.ts';
import { countSubscribers, type CountFlags } from './count.ts';
import type { SubscribersFlags } from './flags.ts';
import { importSubscribers, type ImportFlags } from './import.ts';
import { listSubscribers } from './list.ts';
import { removeSubscribers } from './remove.ts';
import { showSubscriber } from './show.ts';
import { suppressAddresses, type SuppressFlags } from './suppress.ts';

const READER = 'an address, or the id in the subject of an unsubscribe email';

export function addSubscribers(program: Command, run: RunCommand): void {
  const subscribers = program
    .command('subscribers')
    .description('import subscribers, list them, and take them off the list');
  subscribers
    .command('import')
    .description('add subscribers from a CSV file, and update those already on the list')
    .argument(
      '<file>',
      'CSV with a header row, or - for standard input: email and any of first_name, last_name, name; other columns become attributes',
    )
    .option('--replace', 'overwrite all that is known of a subscriber, not only what the file has')
    .option(...JSON_OPTION)
    .action((file: string, options: ImportFlags) =>
      run((io) => importSubscribers(file, options, io, process.stdin)),
    );
  subscribers
    .command('list')
    .description('list the subscribers')
    .option('--json', 'print one JSON object per line')
    .action((options: SubscribersFlags) => run((io) => listSubscribers(options, io)));
  subscribers
    .command('count')
    .description('count who gets an edition, and who does not and why')
    .option('--audience <name>', 'a segment of the config (default: all, the whole list)')
    .option(...JSON_OPTION)
    .action((options: CountFlags) => run((io) => countSubscribers(options, io)));
  subscribers
    .command('show')
    .description('show one subscriber: their state, why, and the editions they received')
    .argument('<reader>', READER)
    .option(...JSON_OPTION)
    .action((reader: string, options: SubscribersFlags) =>
      run((io) => showSubscriber(reader, options, io)),
    );
  subscribers
    .command('remove')
    .description('take subscribers off the list; a later import does not put them back')
    .argument('<readers...>', READER)
    .option(...JSON_OPTION)
    .action((readers: readonly string[], options: SubscribersFlags) =>
      run((io) => removeSubscribers(readers, options, io)),
    );
  subscribers
    .command('suppress')
    .description('never write to addresses again, whether or not they are on the list')
    .argument('[readers...]', READER)
    .option('--file <file>', 'read addresses from a file, one per line')
    .option('--reason <text>', 'why (default: suppressed by hand)')
    .option(...JSON_OPTION)
    .action((readers: readonly string[], options: SuppressFlags) =>
      run((io) => suppressAddresses(readers, options, io)),
    );
}
