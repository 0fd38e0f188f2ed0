import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCsv } from '../../subscribers/csv.ts';
import type { SubscriberList } from '../../subscribers/list.ts';
import { fullName, type NewSubscriber } from '../../subscribers/subscriber.ts';
import { UserError } from '../../base/user-error.ts';
import { EXIT, plural, signed, type Io } from '../io.ts';
import { openWorkspace, withStore } from '../../app/workspace.ts';

const BATCH = 500;

export interface ImportReport {
  readonly added: number;
  readonly updated: number;
  readonly bad: readonly Remark[];
  /** Of rows that were taken all the same. */
  readonly notes: readonly Remark[];
}

interface Remark {
  readonly line: number;
  readonly reason: string;
}

/** Imports a CSV file row by row; a bad row is reported with its line and stops no other. */
export async function importSubscribers(
  file: string,
  options: { readonly json?: boolean },
  io: Io,
): Promise<number> {
  const path = resolve(io.cwd, file);
  const report = await withStore(openWorkspace(io), io, ({ subscribers }) =>
    importFile(subscribers, path, file),
  );
  for (const { line, reason } of report.notes) {
    io.note(signed('note', `${file}:${line}: ${reason}`));
  }
  for (const { line, reason } of report.bad) io.note(signed('error', `${file}:${line}: ${reason}`));
  if (options.json === true) io.out(JSON.stringify(report));
  else {
    const left = report.bad.length > 0 ? `, ${plural(report.bad.length, 'bad row')} left out` : '';
    io.out(
      signed('done', `Imported ${file}: ${report.added} added, ${report.updated} updated${left}.`),
    );
  }
  return report.bad.length > 0 ? EXIT.failed : EXIT.done;
}

export async function importFile(
  list: SubscriberList,
  path: string,
  shown: string,
): Promise<ImportReport> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new UserError(
      `There is no file ${shown}.`,
      'Name a CSV file with a header row: email,first_name,last_name',
    );
  }
  const bad: Remark[] = [];
  const notes: Remark[] = [];
  let added = 0;
  let updated = 0;
  let batch: NewSubscriber[] = [];
  const save = async () => {
    const saved = await list.save(batch);
    added += saved.added;
    updated += saved.updated;
    batch = [];
  };
  for await (const row of readCsv(createReadStream(path), shown)) {
    if (row.kind === 'bad') {
      bad.push({ line: row.line, reason: row.reason });
      continue;
    }
    if (row.note !== undefined) notes.push({ line: row.line, reason: row.note });
    if (batch.push(row.subscriber) >= BATCH) await save();
  }
  await save();
  return { added, updated, bad, notes };
}

export async function showSubscribers(
  options: { readonly json?: boolean },
  io: Io,
): Promise<number> {
  await withStore(openWorkspace(io), io, async ({ subscribers }) => {
    if (options.json !== true && (await subscribers.count()) === 0) {
      io.note('The list is empty. Import one: broadsheet subscribers import FILE.csv');
    }
    for await (const subscriber of subscribers.all()) {
      io.out(options.json === true ? JSON.stringify(subscriber) : row(subscriber));
    }
  });
  return EXIT.done;
}

function row(subscriber: NewSubscriber): string {
  const name = fullName(subscriber);
  return name === undefined ? subscriber.email : `${subscriber.email}  ${name}`;
}
