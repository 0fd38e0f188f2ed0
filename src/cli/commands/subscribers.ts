import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import type { Departure, ReaderRecord } from '../../app/reader.ts';
import type { ImportReport, RowRemark } from '../../app/subscribers.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { formatCount, plural } from '../../base/format.ts';
import { printable, printableJson } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import { fullName, type NewSubscriber } from '../../subscribers/subscriber.ts';
import { EXIT, type Io } from '../io.ts';
import { JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { marked, type Mark } from '../style.ts';
import { aligned } from '../table.ts';

interface SubscribersFlags {
  readonly json?: boolean;
}

interface ImportFlags extends SubscribersFlags {
  readonly replace?: boolean;
}

interface SuppressFlags extends SubscribersFlags {
  readonly file?: string;
  readonly reason?: string;
}

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

/** Imports a CSV file; reports invalid rows by line and skips them. Returns the exit code. */
export async function importSubscribers(
  file: string,
  options: ImportFlags,
  io: Io,
  stdin?: Readable,
): Promise<number> {
  const app = await import('../../app/subscribers.ts');
  const workspace = openWorkspace(io);
  let saved = 0;
  const onSaved = (rows: number) => {
    saved = rows;
  };
  const shown = file === '-' ? 'standard input' : file;
  try {
    const own = { ...options, onSaved };
    const report =
      file === '-' && stdin
        ? await app.importStream(workspace, stdin, own)
        : await app.importSubscribers(workspace, file, own);
    writeRemarks(shown, 'note', report.notes, io);
    writeRemarks(shown, 'warning', report.suppressed, io);
    writeRemarks(shown, 'error', report.bad, io);
    return present(report, importPresenter(shown), options, io);
  } catch (error) {
    if (saved > 0) {
      const rows = plural(saved, 'row');
      io.note(marked('note', `${rows} of ${shown} were saved; import it again to go on.`));
    }
    throw error;
  }
}

/** Remarks of a kind that are shown one by one; of more than that there is a count. */
const MOST_REMARKS = 1000;

function writeRemarks(file: string, mark: Mark, remarks: readonly RowRemark[], io: Io): void {
  for (const { line, reason } of remarks.slice(0, MOST_REMARKS)) {
    const suppressed = mark === 'warning' ? 'suppressed: ' : '';
    io.note(marked(mark, printable(`${file}:${line}: ${suppressed}${reason}`)));
  }
  const more = remarks.length - MOST_REMARKS;
  if (more > 0) io.note(marked(mark, `${file}: and ${plural(more, 'more row')} like these`));
}

function importPresenter(file: string): Presenter<ImportReport> {
  return {
    exitCode: ({ bad }) => (bad.length > 0 ? EXIT.failed : EXIT.done),
    json: (report) => report,
    text: ({ added, updated, suppressed, bad }) => {
      const counts = [
        `${formatCount(added)} added`,
        `${formatCount(updated)} updated`,
        ...(suppressed.length > 0
          ? [`${formatCount(suppressed.length)} suppressed because they opted out`]
          : []),
        ...(bad.length > 0 ? [`${plural(bad.length, 'invalid row')} skipped`] : []),
      ];
      return [marked('done', `Imported ${file}: ${counts.join(', ')}.`)];
    },
  };
}

/** Lists the subscribers. Returns the exit code. */
export async function listSubscribers(options: SubscribersFlags, io: Io): Promise<number> {
  const app = await import('../../app/subscribers.ts');
  let any = false;
  for await (const subscriber of app.listSubscribers(openWorkspace(io))) {
    any = true;
    io.out(options.json === true ? printableJson(subscriber) : row(subscriber));
  }
  if (!any && options.json !== true) {
    io.note('The list is empty. Import one: run `broadsheet subscribers import FILE.csv`.');
  }
  return EXIT.done;
}

function row(subscriber: NewSubscriber): string {
  const name = fullName(subscriber);
  return printable(name === undefined ? subscriber.email : `${subscriber.email}  ${name}`);
}

/** Shows what is known of one reader. Returns the exit code: 1 if nothing is. */
export async function showSubscriber(
  reader: string,
  options: SubscribersFlags,
  io: Io,
): Promise<number> {
  const { readReader } = await import('../../app/reader.ts');
  return present(await readReader(openWorkspace(io), reader), READER_PRESENTER, options, io);
}

const READER_PRESENTER: Presenter<ReaderRecord> = {
  exitCode: (reader) => (isKnown(reader) ? EXIT.done : EXIT.failed),
  json: ({ email, subscriber, suppression, editions }) => ({
    email,
    state: stateOf({ subscriber, suppression }),
    suppressed: suppression ? { reason: suppression.reason, since: suppression.since } : null,
    name: (subscriber && fullName(subscriber)) ?? null,
    attributes: subscriber?.attributes ?? {},
    editions,
  }),
  text: (reader) => {
    const { email, subscriber, suppression, editions } = reader;
    if (!isKnown(reader)) return [`${printable(email)} is not on the list.`];
    const name = subscriber && fullName(subscriber);
    const why = suppression
      ? `: ${suppression.reason} (${suppression.since.toISOString().slice(0, 10)})`
      : '';
    const attributes = Object.entries(subscriber?.attributes ?? {});
    const rows = editions.map(({ edition, state, at, reason }) => [
      at.toISOString().slice(0, 10),
      edition,
      state,
      printable(reason ?? ''),
    ]);
    return [
      printable(name === undefined ? email : `${email}  ${name}`),
      printable(`  State:  ${stateOf(reader)}${why}`),
      ...attributes.map(([key, value]) => printable(`  ${key}:  ${value}`)),
      ...(rows.length > 0 ? ['\nEditions:', aligned(rows, ['left', 'left', 'left', 'left'])] : []),
    ];
  },
};

function isKnown({ subscriber, suppression, editions }: ReaderRecord): boolean {
  return subscriber !== undefined || suppression !== undefined || editions.length > 0;
}

function stateOf({ subscriber, suppression }: Pick<ReaderRecord, 'subscriber' | 'suppression'>) {
  if (suppression) return 'suppressed';
  return subscriber ? 'active' : 'not on the list';
}

/** Takes readers off the list. Returns the exit code: 1 if one of them was not on it. */
export async function removeSubscribers(
  readers: readonly string[],
  options: SubscribersFlags,
  io: Io,
): Promise<number> {
  const { removeReaders } = await import('../../app/reader.ts');
  const departures = await removeReaders(openWorkspace(io), readers);
  return present(departures, departurePresenter('removed'), options, io);
}

/** Suppresses addresses. Returns the exit code. */
export async function suppressAddresses(
  readers: readonly string[],
  options: SuppressFlags,
  io: Io,
): Promise<number> {
  const app = await import('../../app/reader.ts');
  const workspace = openWorkspace(io);
  const { file, reason } = options;
  const listed = file === undefined ? [] : app.readAddressFile(workspace, file);
  const all = [...readers, ...listed];
  if (all.length === 0) {
    throw new UserError('No address is named.', 'Name addresses, or a file of them with --file.');
  }
  const departures = await app.suppressAddresses(workspace, all, reason);
  return present(departures, departurePresenter('suppressed'), options, io);
}

function departurePresenter(done: 'removed' | 'suppressed'): Presenter<readonly Departure[]> {
  return {
    exitCode: (departures) =>
      done === 'removed' && departures.some(({ wasOnList }) => !wasOnList)
        ? EXIT.failed
        : EXIT.done,
    json: (departures) => ({
      [done]: departures.map(({ email, wasOnList, before }) => ({
        email,
        wasOnList,
        suppressedBefore: before ?? null,
      })),
    }),
    text: (departures) =>
      departures.map(({ email, wasOnList, before }) => {
        const earlier = before === undefined ? '' : ` It was suppressed before: ${before}.`;
        return done === 'removed' && !wasOnList
          ? marked(
              'warning',
              printable(`${email} was not on the list; it is suppressed now.${earlier}`),
            )
          : marked('done', printable(`${email} is ${done}.${earlier}`));
      }),
  };
}
