import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import { readCsv, type CsvRow } from '../../subscribers/csv.ts';
import type { NewSubscriber } from '../../subscribers/subscriber.ts';
import type { Store } from '../../store/open.ts';
import { withStore, type Workspace } from '../workspace.ts';

const BATCH = 2000;

export interface ImportReport {
  readonly added: number;
  readonly updated: number;
  /** Rows of people who opted out: their addresses are suppressed. */
  readonly suppressed: readonly RowRemark[];
  /** Rows that were left out. */
  readonly bad: readonly RowRemark[];
  /** Of rows that were imported. */
  readonly notes: readonly RowRemark[];
}

export interface RowRemark {
  readonly line: number;
  readonly reason: string;
}

export interface ImportOptions {
  /** Overwrites all that is known of a subscriber, not only what the file has. */
  readonly replace?: boolean | undefined;
  /** Called with how many rows are saved so far. */
  readonly onSaved?: ((rows: number) => void) | undefined;
}

/**
 * Imports a CSV file, named from the newsletter's folder, row by row; an invalid row stops no
 * other. Throws UserError if the file is none, has no header row with an address, or has a status
 * that is not understood; then nothing is imported.
 */
export async function importSubscribers(
  workspace: Workspace,
  file: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const path = resolve(workspace.root, file);
  return withStore(workspace, (store) => importFile(store, path, file, options));
}

/** Imports CSV from a stream, such as standard input. Throws like importSubscribers. */
export async function importStream(
  workspace: Workspace,
  input: Readable,
  options: ImportOptions = {},
): Promise<ImportReport> {
  // A list is read twice: before anything is saved, every status must be understood.
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-import-'));
  try {
    const path = join(folder, 'list.csv');
    await writeFile(path, input, { mode: 0o600 });
    return await withStore(workspace, (store) =>
      importFile(store, path, 'standard input', options),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Imports a CSV file into a list; `shown` is its name in messages. Throws like importSubscribers. */
export async function importFile(
  { subscribers, suppressions }: Pick<Store, 'subscribers' | 'suppressions'>,
  path: string,
  shown: string,
  { replace = false, onSaved }: ImportOptions = {},
): Promise<ImportReport> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new UserError(
      `There is no file ${shown}.`,
      'Name a CSV file with a header row: email,first_name,last_name',
    );
  }
  const rows = () => readCsv(createReadStream(path), shown);
  await refuseUnclear(rows(), shown);
  const suppressed: RowRemark[] = [];
  const bad: RowRemark[] = [];
  const notes: RowRemark[] = [];
  let added = 0;
  let updated = 0;
  let batch: NewSubscriber[] = [];
  const save = async () => {
    const saved = await subscribers.save(batch, { replace });
    added += saved.added;
    updated += saved.updated;
    batch = [];
    onSaved?.(added + updated);
  };
  for await (const row of rows()) {
    const { line } = row;
    if (row.kind === 'invalid') bad.push({ line, reason: row.reason });
    else if (row.kind === 'opted-out') {
      await suppressions.add(row.email, `opted out before the import: ${row.reason}`);
      suppressed.push({ line, reason: row.reason });
    } else if (row.kind === 'subscriber') {
      if (row.note !== undefined) notes.push({ line, reason: row.note });
      if (batch.push(row.subscriber) >= BATCH) await save();
    }
  }
  await save();
  return { added, updated, suppressed, bad, notes };
}

/** Throws UserError with the statuses that are not understood: nobody's wish is guessed. */
async function refuseUnclear(rows: AsyncIterable<CsvRow>, shown: string): Promise<void> {
  const values = new Map<string, Map<string, number>>();
  for await (const row of rows) {
    if (row.kind !== 'unclear') continue;
    const seen = values.get(row.column) ?? new Map<string, number>();
    seen.set(row.value, (seen.get(row.value) ?? 0) + 1);
    values.set(row.column, seen);
  }
  const [first] = values;
  if (!first) return;
  const [column, seen] = first;
  const listed = Array.from(seen, ([value, count]) => `"${printable(value)}" (${count})`);
  throw new UserError(
    `Nothing was imported: ${shown} has a column "${column}" with values that may mean that somebody opted out: ${listed.slice(0, 10).join(', ')}.`,
    `Change them to "subscribed" or "unsubscribed", or rename the column if it is about something else, such as "${column}_level".`,
  );
}
