import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../base/user-error.ts';
import { readCsv } from '../subscribers/csv.ts';
import type { SubscriberList } from '../subscribers/list.ts';
import type { NewSubscriber, Subscriber } from '../subscribers/subscriber.ts';
import { openStoreOf, withStore, type Workspace } from './workspace.ts';

const BATCH = 500;

export interface ImportReport {
  readonly added: number;
  readonly updated: number;
  /** Rows that were left out. */
  readonly bad: readonly RowRemark[];
  /** Of rows that were imported. */
  readonly notes: readonly RowRemark[];
}

export interface RowRemark {
  readonly line: number;
  readonly reason: string;
}

/**
 * Imports a CSV file, named from the newsletter's folder, row by row; an invalid row stops no
 * other. Throws UserError where the file is none, or has no header row with an address.
 */
export async function importSubscribers(workspace: Workspace, file: string): Promise<ImportReport> {
  const path = resolve(workspace.root, file);
  return withStore(workspace, ({ subscribers }) => importFile(subscribers, path, file));
}

/** Imports a CSV file into a list; `shown` is its name in messages. Throws like importSubscribers. */
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
  const bad: RowRemark[] = [];
  const notes: RowRemark[] = [];
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
    if (row.kind === 'invalid') {
      bad.push({ line: row.line, reason: row.reason });
      continue;
    }
    if (row.note !== undefined) notes.push({ line: row.line, reason: row.note });
    if (batch.push(row.subscriber) >= BATCH) await save();
  }
  await save();
  return { added, updated, bad, notes };
}

/** Lists the subscribers, in list order. The database stays open while the list is read. */
export async function* listSubscribers(workspace: Workspace): AsyncGenerator<Subscriber, void> {
  const store = await openStoreOf(workspace);
  try {
    yield* store.subscribers.all();
  } finally {
    await store.close();
  }
}
