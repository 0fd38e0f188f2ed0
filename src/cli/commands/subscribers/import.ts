import type { Readable } from 'node:stream';
import type { ImportReport, RowRemark } from '../../../app/subscribers/import.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import { formatCount, plural } from '../../../base/format.ts';
import { printable } from '../../../base/printable.ts';
import { EXIT, type Io } from '../../io.ts';
import { present, type Presenter } from '../../present.ts';
import { marked, type Mark } from '../../style.ts';
import type { SubscribersFlags } from './flags.ts';

export interface ImportFlags extends SubscribersFlags {
  readonly replace?: boolean;
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
