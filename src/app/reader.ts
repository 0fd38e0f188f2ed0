/** One reader: what is known of them, and how they leave the list. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { addressFault } from '../base/address.ts';
import { printable } from '../base/printable.ts';
import { UserError } from '../base/user-error.ts';
import { loadConfig } from '../config/load.ts';
import { listIdOf } from '../config/schema.ts';
import { opaqueId } from '../letter/recipient.ts';
import type { Store } from '../store/open.ts';
import type { ReceivedEdition, Suppression } from '../subscribers/list.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { withStore, type Workspace } from './workspace.ts';

/** What is known of a reader. */
export interface ReaderRecord {
  readonly email: string;
  /** Absent if they are not on the list. */
  readonly subscriber: Subscriber | undefined;
  readonly suppression: Suppression | undefined;
  /** Newest first. */
  readonly editions: readonly ReceivedEdition[];
}

/**
 * Reads what is known of a reader: by an address, or by the opaque id in the subject of an
 * unsubscribe email. Throws UserError if it is neither, or no subscriber has the id.
 */
export async function readReader(workspace: Workspace, named: string): Promise<ReaderRecord> {
  const read = async (store: Store): Promise<ReaderRecord> => {
    const email = await resolveReader(workspace, store, named);
    const subscriber = await store.subscribers.findByEmail(email);
    return {
      email: subscriber?.email ?? email,
      subscriber,
      suppression: await store.suppressions.find(email),
      editions: await store.subscribers.received(email),
    };
  };
  return withStore(workspace, read, { toRead: true });
}

/** What came of taking an address off the list, or of suppressing it. */
export interface Departure {
  readonly email: string;
  readonly wasOnList: boolean;
  /** Why it was suppressed before; undefined if it was not. */
  readonly before: string | undefined;
}

/**
 * Takes readers off the list and suppresses their addresses, so that no later import puts them back.
 * Nobody is removed unless every one of them is understood. Throws like readReader.
 */
export async function removeReaders(
  workspace: Workspace,
  named: readonly string[],
): Promise<readonly Departure[]> {
  return depart(workspace, named, 'removed by hand', async ({ subscribers }, email) =>
    subscribers.remove(email),
  );
}

/** Suppresses addresses, which need not be on the list. Throws like readReader. */
export async function suppressAddresses(
  workspace: Workspace,
  named: readonly string[],
  reason = 'suppressed by hand',
): Promise<readonly Departure[]> {
  return depart(workspace, named, reason, async ({ subscribers }, email) =>
    Boolean(await subscribers.findByEmail(email)),
  );
}

async function depart(
  workspace: Workspace,
  named: readonly string[],
  reason: string,
  leave: (store: Store, email: string) => Promise<boolean>,
): Promise<readonly Departure[]> {
  return withStore(workspace, async (store) => {
    const emails: string[] = [];
    for (const each of named) emails.push(await resolveReader(workspace, store, each));
    const departures: Departure[] = [];
    for (const email of emails) {
      const before = (await store.suppressions.find(email))?.reason;
      await store.suppressions.add(email, reason);
      departures.push({ email, wasOnList: await leave(store, email), before });
    }
    return departures;
  });
}

const OPAQUE_ID = /^[\w-]{22}$/;

/** Returns the address that is named: itself, or the one with an opaque id. */
async function resolveReader(workspace: Workspace, store: Store, named: string): Promise<string> {
  const text = named.trim().replace(/^unsubscribe\s+/i, '');
  const fault = addressFault(text);
  if (fault === undefined) return text;
  if (!OPAQUE_ID.test(text)) {
    throw new UserError(
      `"${printable(text)}" is not an address: ${fault}.`,
      'Nothing was changed. Name an address, or the id in the subject of an unsubscribe email.',
    );
  }
  const listId = listIdOf(await loadConfig(workspace.root));
  for await (const subscriber of store.subscribers.all()) {
    if (opaqueId(listId, subscriber) === text) return subscriber.email;
  }
  throw new UserError(
    `Nobody on the list has the id ${text}.`,
    'Nothing was changed. Check that the id is whole, and that it is of this newsletter.',
  );
}

/** Reads addresses from a file, one per line; the first column of CSV counts, and a header is skipped. */
export function readAddressFile(workspace: Workspace, file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(resolve(workspace.root, file), 'utf8');
  } catch {
    throw new UserError(`Can't read ${file}.`, 'Name a file with one address per line.');
  }
  const values = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\n\r]/)
    .map((line) => /^\s*"?([^",;\t]*)/.exec(line)?.[1]?.trim() ?? '')
    .filter((value) => value !== '');
  const [first, ...others] = values;
  const isHeader = first !== undefined && !first.includes('@') && !OPAQUE_ID.test(first);
  return isHeader ? others : values;
}
