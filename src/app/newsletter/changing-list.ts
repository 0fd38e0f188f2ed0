import type { Added, AddOptions } from '../subscribers/add.ts';
import type { ForgetOptions, Forgotten } from '../subscribers/forget.ts';
import type { ImportReport } from '../subscribers/import-report.ts';
import type { ImportOptions } from '../subscribers/import-rows.ts';
import type { Departure } from '../subscribers/leave.ts';
import type {
  Restored,
  RestoredSince,
  RestoreOptions,
  RestoreSinceOptions,
} from '../subscribers/restore.ts';
import type { Workspace } from '../workspace.ts';

/** What a newsletter changes in its list. */
export interface ChangingMethods {
  /**
   * Adds the subscribers of a CSV file to the list, or updates them, and suppresses those who opted
   * out. Invalid rows are skipped, and so are people who left; both are part of the result.
   */
  importSubscribers(file: string, options?: ImportOptions): Promise<ImportReport>;

  /**
   * Puts somebody on the list. Rejects with UserError if they left, were erased, or are suppressed.
   */
  addReader(address: string, options?: AddOptions): Promise<Added>;

  /**
   * Unsubscribes readers; no import puts them back. Nobody is removed unless every reader is
   * understood, as by findReader.
   */
  removeReaders(readers: readonly string[]): Promise<readonly Departure[]>;

  /** Suppresses addresses, on the list or not: no letter is sent to them. */
  suppress(readers: readonly string[], reason?: string): Promise<readonly Departure[]>;

  /**
   * Lets readers get letters again who left, were removed, or are suppressed. Rejects with UserError,
   * and changes nothing, if one was erased or, unless `force` is set, reported a letter as spam.
   */
  restoreReaders(
    readers: readonly string[],
    options?: RestoreOptions,
  ): Promise<readonly Restored[]>;

  /** Undoes the departures by links in a time, such as those that a link scanner made. */
  restoreSince(options: RestoreSinceOptions): Promise<RestoredSince>;

  /**
   * Erases everything about a reader, and keeps a keyed hash of the address. Rejects with UserError
   * without BROADSHEET_SECRET.
   */
  forgetReader(address: string, options?: ForgetOptions): Promise<Forgotten>;
}

/** Returns the methods that change the list of a workspace. */
export function changingMethods(workspace: Workspace): ChangingMethods {
  return {
    importSubscribers: async (file, options) => {
      const { importSubscribers } = await import('../subscribers/import.ts');
      return importSubscribers(workspace, file, options);
    },
    addReader: async (address, options) => {
      const { addReader } = await import('../subscribers/add.ts');
      return addReader(workspace, address, options);
    },
    removeReaders: async (readers) => {
      const { removeReaders } = await import('../subscribers/leave.ts');
      return removeReaders(workspace, readers);
    },
    suppress: async (readers, reason) => {
      const { suppressAddresses } = await import('../subscribers/leave.ts');
      return suppressAddresses(workspace, readers, reason);
    },
    restoreReaders: async (readers, options) => {
      const { restoreReaders } = await import('../subscribers/restore.ts');
      return restoreReaders(workspace, readers, options);
    },
    restoreSince: async (options) => {
      const { restoreSince } = await import('../subscribers/restore.ts');
      return restoreSince(workspace, options);
    },
    forgetReader: async (address, options) => {
      const { forgetReader } = await import('../subscribers/forget.ts');
      return forgetReader(workspace, address, options);
    },
  };
}
