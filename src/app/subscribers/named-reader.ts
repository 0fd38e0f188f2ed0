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

/** Returns the address that is named: itself, or the one with an opaque id. */
export async function resolveReader(
  workspace: Workspace,
  store: Store,
  named: string,
): Promise<string> {
  const text = named.trim().replace(/^unsubscribe\s+/i, '');
  const fault = addressFault(text);
  if (fault === undefined) return text;
  if (!OPAQUE_ID.test(text)) {
    throw new UserError(
      `"${printable(text)}" is not an address: ${fault}.`,
      'Nothing was changed. Name an address, or the id in the subject of an unsubscribe email.',
    );
  }
  const email =
    (await store.readers.find(text))?.email ?? (await findByEarlierId(workspace, store, text));
  if (email !== undefined) return email;
  throw new UserError(
    `Nobody on the list has the id ${text}.`,
    'Nothing was changed. Check that the id is whole, and that it is of this newsletter.',
  );
}

/** Finds the address whose letters had an id before readers had their own. */
async function findByEarlierId(
  workspace: Workspace,
  { subscribers }: Store,
  id: string,
): Promise<string | undefined> {
  const listId = listIdOf(await loadConfig(workspace.root));
  for await (const { email } of subscribers.all()) {
    if (earlierSubscriptionId(listId, email) === id) return email;
  }
  return undefined;
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
