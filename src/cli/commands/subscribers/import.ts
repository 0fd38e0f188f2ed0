import type { Readable } from 'node:stream';
import type { ImportReport, RemarkKind } from '../../../app/subscribers/import-report.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import { formatCount, plural } from '../../../base/format.ts';
import { printable } from '../../../base/printable.ts';
import { EXIT, type Io } from '../../io.ts';
import { present, type Presenter } from '../../present.ts';
import { marked, type Mark } from '../../style.ts';
import { listed, type SubscribersFlags } from './flags.ts';

export interface ImportFlags extends SubscribersFlags {
  readonly replace?: boolean;
  readonly consent?: string;
  readonly topics?: string;
}

/** Imports a CSV file; reports invalid rows by line and skips them. Returns the exit code. */
export async function importSubscribers(
  file: string,
  options: ImportFlags,
  io: Io,
  stdin?: Readable,
): Promise<number> {
  const app = await import('../../../app/subscribers/import.ts');
  const workspace = openWorkspace(io);
  let saved = 0;
  const { replace, consent, topics } = options;
  const how = {
    replace,
    consent,
    topics: topics === undefined ? undefined : listed(topics),
    onSaved: (rows: number) => {
      saved = rows;
    },
  };
  const shown = file === '-' ? 'standard input' : file;
  try {
    const report =
      file === '-' && stdin
        ? await app.importStream(workspace, stdin, how)
        : await app.importSubscribers(workspace, file, how);
    writeRemarks(shown, report, io);
    if (consent === undefined && report.added > 0 && options.json !== true) {
      io.note(marked('note', UNKNOWN_CONSENT));
    }
    return present(report, importPresenter(shown), options, io);
  } catch (error) {
    if (saved > 0) {
      const rows = plural(saved, 'row');
      io.note(marked('note', `${rows} of ${shown} were saved; import it again to go on.`));
    }
    throw error;
  }
}

const UNKNOWN_CONSENT =
  'The consent of new readers is recorded as unknown. With --consent "…", say where it comes from.';

/** How remarks are marked and introduced, in order. */
const REMARKS: readonly (readonly [RemarkKind, Mark, string])[] = [
  ['notes', 'note', ''],
  ['suppressed', 'warning', 'suppressed: '],
  ['skipped', 'warning', 'skipped: '],
  ['bad', 'error', ''],
];

function writeRemarks(file: string, report: ImportReport, io: Io): void {
  for (const [kind, mark, intro] of REMARKS) {
    for (const { line, reason } of report[kind]) {
      io.note(marked(mark, printable(`${file}:${line}: ${intro}${reason}`)));
    }
    const more = report.counts[kind] - report[kind].length;
    if (more > 0) io.note(marked(mark, `${file}: and ${plural(more, 'more row')} like these`));
  }
}

function importPresenter(file: string): Presenter<ImportReport> {
  return {
    exitCode: ({ counts }) => (counts.bad > 0 ? EXIT.failed : EXIT.done),
    json: (report) => report,
    text: ({ added, updated, counts }) => {
      const parts = [
        `${formatCount(added)} added`,
        `${formatCount(updated)} updated`,
        ...(counts.suppressed > 0
          ? [`${formatCount(counts.suppressed)} suppressed because they opted out`]
          : []),
        ...(counts.skipped > 0
          ? [`${formatCount(counts.skipped)} skipped (${reasons(counts)})`]
          : []),
        ...(counts.bad > 0 ? [`${plural(counts.bad, 'invalid row')} skipped`] : []),
      ];
      return [marked('done', `Imported ${printable(file)}: ${parts.join(', ')}.`)];
    },
  };
}

function reasons({ skippedBecause }: ImportReport['counts']): string {
  return Object.entries(skippedBecause)
    .filter(([, count]) => count > 0)
    .map(([why, count]) => `${formatCount(count)} ${why}`)
    .join(', ');
}
