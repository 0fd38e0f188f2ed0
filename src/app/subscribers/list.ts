import { setImmediate } from 'node:timers/promises';
import type { Store } from '../../store/open.ts';
import { listColumns, listRow } from '../../subscribers/csv-list.ts';
import type { Listed, ListState } from '../../subscribers/listed.ts';
import { standingOf, type Reader, type Standing } from '../../subscribers/reader.ts';
import type { ReaderFilter } from '../../subscribers/readers.ts';
import type { Segment } from '../../subscribers/segment.ts';
import { openStoreOf, type Workspace } from '../workspace.ts';
import { findAudience } from './audience.ts';
import { checkTopics } from './topics.ts';

const TURN = 1000;

export interface ListOptions {
  /** Where they stand. Default: readers who have not left. */
  readonly states?: readonly ListState[] | undefined;
  /** Only readers who get this topic. */
  readonly topic?: string | undefined;
  /** Only readers in this segment. */
  readonly audience?: string | undefined;
  /** A part of the address or the name. */
  readonly text?: string | undefined;
  /** The most that are listed. */
  readonly limit?: number | undefined;
}

/** The same for readers only. */
export interface ReaderListOptions extends Omit<ListOptions, 'states'> {
  readonly states?: readonly Standing[] | undefined;
}

/**
 * Lists readers, in list order. The database stays open while the list is read. Throws UserError if
 * there is no such topic or segment.
 */
export async function* listReaders(
  workspace: Workspace,
  options: ReaderListOptions = {},
): AsyncGenerator<Reader, void> {
  for await (const { reader } of listEverybody(workspace, options)) if (reader) yield reader;
}

/** Lists readers and, if they are asked for, addresses without a reader. Throws like listReaders. */
export async function* listEverybody(
  workspace: Workspace,
  options: ListOptions = {},
): AsyncGenerator<Listed, void> {
  const filter = await filterOf(workspace, options);
  yield* withList(workspace, (store) => everybody(store, options, filter));
}

/**
 * Lists the same as a table of texts: the names of the columns, then a row for each. The list is read
 * twice, since every attribute has a column.
 */
export async function* listTable(
  workspace: Workspace,
  options: ListOptions = {},
): AsyncGenerator<readonly string[], void> {
  const filter = await filterOf(workspace, options);
  const names = new Set<string>();
  const all = () => withList(workspace, (store) => everybody(store, options, filter));
  for await (const { reader } of all()) {
    for (const name in reader?.attributes) names.add(name);
  }
  const attributes = [...names].sort();
  yield listColumns(attributes);
  for await (const listed of all()) yield listRow(listed, attributes);
}

async function filterOf(
  workspace: Workspace,
  { states, topic, audience, text, limit }: ListOptions,
): Promise<ReaderFilter> {
  const conditions: Segment[] = [];
  if (topic !== undefined) {
    await checkTopics(workspace, [topic]);
    conditions.push({ topic });
  }
  if (audience !== undefined) {
    const { segment } = await findAudience(workspace, audience);
    if (segment) conditions.push(segment);
  }
  return {
    ...(states && { standings: states.filter((state) => state !== 'pending') }),
    ...(conditions.length > 0 && { segment: { all: conditions } }),
    ...(text !== undefined && { text }),
    ...(limit !== undefined && { limit }),
  };
}

async function* everybody(
  store: Store,
  { states, topic, audience, text }: ListOptions,
  filter: ReaderFilter,
): AsyncGenerator<Listed, void> {
  for await (const reader of store.readers.list(filter)) {
    if (states || reader.state.kind !== 'unsubscribed') {
      yield { email: reader.email, state: standingOf(reader), reader };
    }
  }
  // Nothing is known of them by which they could be chosen.
  if (topic !== undefined || audience !== undefined || text !== undefined) return;
  if (states?.includes('suppressed') === true) yield* suppressedOnly(store);
  if (states?.includes('pending') === true) yield* pending(store);
}

/** Suppressed addresses that no reader has; erased ones are known to nobody. */
async function* suppressedOnly({ readers, suppressions }: Store): AsyncGenerator<Listed, void> {
  for await (const { addressKey: email, ...suppression } of suppressions.all()) {
    if (suppression.kind === 'erased' || (await readers.findByEmail(email))) continue;
    yield { email, state: 'suppressed', suppression };
  }
}

async function* pending({ signUps }: Store): AsyncGenerator<Listed, void> {
  for await (const { email, askedAt } of signUps.pending()) {
    yield { email, state: 'pending', since: askedAt };
  }
}

/** Reads a list from a database that is open as long as it takes. */
async function* withList<Item>(
  workspace: Workspace,
  read: (store: Store) => AsyncIterable<Item>,
): AsyncGenerator<Item, void> {
  const store = await openStoreOf(workspace, { toRead: true });
  try {
    let count = 0;
    for await (const item of read(store)) {
      yield item;
      // A reader such as `head` that has left is only noticed between turns of the event loop.
      if (++count % TURN === 0) await setImmediate();
    }
  } finally {
    await store.close();
  }
}
