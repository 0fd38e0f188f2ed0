import type { Command } from 'commander';
import type { ImportReport } from '../../app/subscribers.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { formatCount, plural } from '../../base/format.ts';
import { printable, printableJson } from '../../base/printable.ts';
import { fullName, type NewSubscriber } from '../../subscribers/subscriber.ts';
import { EXIT, type Io } from '../io.ts';
import { JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { marked } from '../style.ts';

interface SubscribersFlags {
  readonly json?: boolean;
}

export function addSubscribers(program: Command, run: RunCommand): void {
  const subscribers = program.command('subscribers').description('import and list subscribers');
  subscribers
    .command('import')
    .description('add subscribers from a CSV file, and update those already on the list')
    .argument(
      '<file>',
      'CSV with a header row: email and any of first_name, last_name, name; other columns become attributes',
    )
    .option(...JSON_OPTION)
    .action((file: string, options: SubscribersFlags) =>
      run((io) => importSubscribers(file, options, io)),
    );
  subscribers
    .command('list')
    .description('list the subscribers')
    .option('--json', 'print one JSON object per line')
    .action((options: SubscribersFlags) => run((io) => listSubscribers(options, io)));
}

/** Imports a CSV file; reports invalid rows by line and skips them. Returns the exit code. */
export async function importSubscribers(
  file: string,
  options: SubscribersFlags,
  io: Io,
): Promise<number> {
  const app = await import('../../app/subscribers.ts');
  const report = await app.importSubscribers(openWorkspace(io), file);
  for (const { line, reason } of report.notes) {
    io.note(marked('note', printable(`${file}:${line}: ${reason}`)));
  }
  for (const { line, reason } of report.bad) {
    io.note(marked('error', printable(`${file}:${line}: ${reason}`)));
  }
  return present(report, presenter(file), options, io);
}

function presenter(file: string): Presenter<ImportReport> {
  return {
    exitCode: ({ bad }) => (bad.length > 0 ? EXIT.failed : EXIT.done),
    json: (report) => report,
    text: ({ added, updated, bad }) => {
      const skipped = bad.length > 0 ? `, ${plural(bad.length, 'invalid row')} skipped` : '';
      const counts = `${formatCount(added)} added, ${formatCount(updated)} updated${skipped}`;
      return [marked('done', `Imported ${file}: ${counts}.`)];
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
