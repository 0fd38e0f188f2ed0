import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import { readCsv } from '../../subscribers/csv.ts';
import type { CsvRow } from '../../subscribers/csv-row.ts';
import type { Store } from '../../store/open.ts';
import { withStore, type Workspace } from '../workspace.ts';
import { startReport, type ImportReport } from './import-report.ts';
import { importRows, type ImportOptions } from './import-rows.ts';
import { checkTopics, topicNames } from './topics.ts';

/**
 * Imports a CSV file, named from the newsletter's folder, row by row; an invalid row stops no
 * other. Throws UserError if the file is none, has no header row with an address, or has a status
 * that is not understood, or if there is no such topic; then nothing is imported.
 */
export async function importSubscribers(
  workspace: Workspace,
  file: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return importAt(workspace, resolve(workspace.root, file), file, options);
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
    return await importAt(workspace, path, 'standard input', options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importAt(
  workspace: Workspace,
  path: string,
  shown: string,
  options: ImportOptions,
): Promise<ImportReport> {
  const topics = options.topics && (await checkTopics(workspace, options.topics));
  return withStore(workspace, (store) =>
    importFile(store, path, shown, { ...options, topics }, () => topicNames(workspace)),
  );
}

/**
 * Imports a CSV file into a list; `shown` is its name in messages. `topicsOf` returns the
 * newsletter's topics. Throws like importSubscribers.
 */
export async function importFile(
  store: Pick<Store, 'subscribers' | 'suppressions' | 'readers'>,
  path: string,
  shown: string,
  options: ImportOptions = {},
  topicsOf?: () => Promise<readonly string[]>,
): Promise<ImportReport> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new UserError(
      `There is no file ${shown}.`,
      'Name a CSV file with a header row: email,first_name,last_name',
    );
  }
  const rows = () => readCsv(createReadStream(path), shown, topicsOf);
  await refuseUnclear(rows(), shown);
  const report = startReport();
  await importRows(store, rows(), { ...options, file: shown }, report);
  return report.end();
}

/** Throws UserError with the statuses that are not understood: nobody's wish is guessed. */
async function refuseUnclear(rows: AsyncIterable<CsvRow>, shown: string): Promise<void> {
  const values = new Map<string, Map<string, number>>();
  for await (const row of rows) {
    if (row.kind !== 'unclear') continue;
    const seen = values.get(row.column) ?? new Map<string, number>();
    if (seen.size < MOST_VALUES || seen.has(row.value)) {
      seen.set(row.value, (seen.get(row.value) ?? 0) + 1);
    }
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

const MOST_VALUES = 1000;
