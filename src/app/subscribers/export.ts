import { UserError } from '../../base/user-error.ts';
import { printable } from '../../base/printable.ts';
import { loadConfig } from '../../config/load.ts';
import { readerDownload } from '../../subscribers/download.ts';
import { withStore, type Workspace } from '../workspace.ts';
import { resolveReader } from './named-reader.ts';

/** All that is kept about a reader, in the form of the site's download. */
export type ReaderDownload = ReturnType<typeof readerDownload>;

/**
 * Exports all that is kept about a reader. Throws UserError if nobody on the list, or who left it,
 * has the address.
 */
export async function exportReader(workspace: Workspace, named: string): Promise<ReaderDownload> {
  const { name } = await loadConfig(workspace.root);
  return withStore(
    workspace,
    async (store) => {
      const email = await resolveReader(workspace, store, named);
      const reader = await store.readers.findByEmail(email);
      const record = reader && (await store.readers.record(reader.readerId));
      if (record) return readerDownload(record, name, workspace.clock());
      throw new UserError(
        `${printable(email)} is not on the list, and has not left it.`,
        `Check the address. \`broadsheet subscribers show ${printable(email)}\` says whether it is suppressed.`,
      );
    },
    { toRead: true },
  );
}
