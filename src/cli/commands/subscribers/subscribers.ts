import type { Command } from 'commander';
import { JSON_OPTION, type RunCommand } from '../../options.ts';
import { addSubscriber, type AddFlags } from './add.ts';
import { countSubscribers, type CountFlags } from './count.ts';
import { exportSubscribers } from './export.ts';
import type { SubscribersFlags } from './flags.ts';
import { forgetSubscriber, type ForgetFlags } from './forget.ts';
import { importSubscribers, type ImportFlags } from './import.ts';
import { listSubscribers, type ListFlags } from './list.ts';
import { removeSubscribers } from './remove.ts';
import { restoreSubscribers, type RestoreFlags } from './restore.ts';
import { searchSubscribers } from './search.ts';
import { showSubscriber } from './show.ts';
import { showStats, type StatsFlags } from './stats.ts';
import { suppressAddresses, type SuppressFlags } from './suppress.ts';

const READER = 'an address, or the id in the subject of an unsubscribe email';
const JSON_LINES = ['--json', 'print one JSON object per line'] as const;
const YES = ['--yes', 'do not ask'] as const;

/** Adds `broadsheet subscribers` to the program. */
export function addSubscribers(program: Command, run: RunCommand): void {
  const subscribers = program
    .command('subscribers')
    .description('the list: import, add, find, export, remove and restore readers');
  addJoining(subscribers, run);
  addReading(subscribers, run);
  addLeaving(subscribers, run);
}

function addJoining(subscribers: Command, run: RunCommand): void {
  subscribers
    .command('import')
    .description('add subscribers from a CSV file, and update those already on the list')
    .argument(
      '<file>',
      'CSV with a header row, or - for standard input: email and any of first_name, last_name, name, topics; other columns become attributes',
    )
    .option('--replace', 'overwrite all that is known of a subscriber, not only what the file has')
    .option('--consent <text>', 'where the consent of new readers comes from (default: unknown)')
    .option('--topics <names>', 'topics of new readers, where the file names none (default: all)')
    .option(...JSON_OPTION)
    .action((file: string, options: ImportFlags) =>
      run((io) => importSubscribers(file, options, io, process.stdin)),
    );
  subscribers
    .command('add')
    .description('put one reader on the list')
    .argument('<address>', 'their address')
    .option('--name <name>', 'their name')
    .option('--topics <names>', 'what they get, separated by commas (default: every topic)')
    .option('--consent <text>', 'where their consent comes from (default: unknown)')
    .option(...JSON_OPTION)
    .action((address: string, options: AddFlags) =>
      run((io) => addSubscriber(address, options, io)),
    );
}

function addReading(subscribers: Command, run: RunCommand): void {
  subscribers
    .command('list')
    .description('list the subscribers')
    .option('--state <states>', STATES)
    .option('--topic <name>', 'only those who get this topic')
    .option('--audience <name>', 'only those in this segment of the config')
    .option('--csv', 'print CSV, which `import` reads')
    .option(...JSON_LINES)
    .action((options: ListFlags) => run((io) => listSubscribers(options, io)));
  subscribers
    .command('search')
    .description('find readers by a part of their address or name, also those who left')
    .argument('<text>', 'the part')
    .option(...JSON_LINES)
    .action((text: string, options: SubscribersFlags) =>
      run((io) => searchSubscribers(text, options, io)),
    );
  subscribers
    .command('count')
    .description('count who gets an edition, and who does not and why')
    .option('--audience <name>', 'a segment of the config (default: all, the whole list)')
    .option(...JSON_OPTION)
    .action((options: CountFlags) => run((io) => countSubscribers(options, io)));
  subscribers
    .command('show')
    .description('show one reader: their state, their consent, and the editions they received')
    .argument('<reader>', READER)
    .option(...JSON_OPTION)
    .action((reader: string, options: SubscribersFlags) =>
      run((io) => showSubscriber(reader, options, io)),
    );
  subscribers
    .command('stats')
    .description('count readers by state, show how the list grew, and who left after which edition')
    .option('--by <period>', 'growth per day, week or month (default: week)')
    .option(...JSON_OPTION)
    .action((options: StatsFlags) => run((io) => showStats(options, io)));
  subscribers
    .command('export')
    .description('write the list as CSV or, of one reader, all that is kept about them as JSON')
    .argument('[reader]', `one reader: ${READER}`)
    .option('--state <states>', STATES)
    .option('--topic <name>', 'only those who get this topic')
    .option('--audience <name>', 'only those in this segment of the config')
    .option('--csv', 'write CSV (default)')
    .option('--json', 'write one JSON object per line')
    .action((reader: string | undefined, options: ListFlags) =>
      run((io) => exportSubscribers(reader, options, io)),
    );
}

const STATES =
  'active, paused, unsubscribed, suppressed, pending, several with commas, or all (default: all who have not left)';

function addLeaving(subscribers: Command, run: RunCommand): void {
  subscribers
    .command('remove')
    .description('unsubscribe readers; a later import does not put them back')
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
  subscribers
    .command('restore')
    .description('put readers back who left, were removed or suppressed')
    .argument('[readers...]', READER)
    .option('--force', 'also readers who reported a letter as spam')
    .option('--reason <text>', 'why, for the record of consent (default: restored by hand)')
    .option('--since <time>', 'all who left by a link since then: "2026-11-02 06:00", 2h, 3d')
    .option('--until <time>', 'with --since: up to then')
    .option('--domain <domain>', 'with --since: only addresses of this domain')
    .option('--agent <kind>', 'with --since: only by a provider, browser, crawler or none')
    .option('--dry-run', 'with --since: only count them')
    .option(...YES)
    .option(...JSON_OPTION)
    .action((readers: readonly string[], options: RestoreFlags) =>
      run((io) => restoreSubscribers(readers, options, io)),
    );
  subscribers
    .command('forget')
    .description('erase everything about a reader, for good')
    .argument('<address>', 'their address')
    .option('--log-file <files...>', 'overwrite the address in these logs of jobs, too')
    .option(...YES)
    .option(...JSON_OPTION)
    .action((address: string, options: ForgetFlags) =>
      run((io) => forgetSubscriber(address, options, io)),
    );
}
