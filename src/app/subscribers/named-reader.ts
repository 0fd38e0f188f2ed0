/** Readers as commands name them: by an address, by an opaque id, or in a file. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { addressFault } from '../../base/address.ts';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import { loadConfig } from '../../config/load.ts';
import { listIdOf } from '../../config/schema.ts';
import { earlierSubscriptionId } from '../../letter/recipient.ts';
import type { Store } from '../../store/open.ts';
import type { Workspace } from '../workspace.ts';

const OPAQUE_ID = /^[\w-]{22}$/;
const UNCHANGED = 'Nothing was changed.';

/** Returns the address that is named: itself, or the one with an opaque id. Throws UserError. */
export async function resolveReader(
  workspace: Workspace,
  store: Pick<Store, 'readers' | 'subscribers'>,
  named: string,
): Promise<string> {
  const text = named.trim().replace(/^unsubscribe\s+/i, '');
  if (addressFault(text) === undefined || !OPAQUE_ID.test(text)) return validAddress(text);
  const reader = await store.readers.find(text);
  if (reader) return reader.email;
  const earlier = await findEarlier(workspace, store, text);
  if (earlier !== undefined) return earlier;
  throw new UserError(
    `Nobody on the list has the id ${text}.`,
    `${UNCHANGED} Check that the id is whole, and that it is of this newsletter.`,
  );
}

/** Finds who has an id of a letter from before reader ids: a hash of the list and the address. */
async function findEarlier(
  workspace: Workspace,
  { subscribers }: Pick<Store, 'subscribers'>,
  id: string,
): Promise<string | undefined> {
  const listId = listIdOf(await loadConfig(workspace.root));
  for await (const subscriber of subscribers.all()) {
    if (earlierSubscriptionId(listId, subscriber.email) === id) return subscriber.email;
  }
  return undefined;
}

/** Returns an address without the space around it. Throws UserError if it is none. */
export function validAddress(text: string): string {
  const address = text.trim().normalize('NFC');
  const fault = addressFault(address);
  if (fault === undefined) return address;
  throw new UserError(
    `"${printable(address)}" is not an address: ${printable(fault)}.`,
    `${UNCHANGED} Name an address, or the id in the subject of an unsubscribe email.`,
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
