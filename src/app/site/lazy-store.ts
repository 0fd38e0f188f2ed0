import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import { UserError } from '../../base/user-error.ts';
import type { Store } from '../../store/open.ts';

/** A database that is opened when it is first used. */
export interface LazyStore {
  /**
   * Opens the database, or returns the open one; those who ask meanwhile wait for the same attempt.
   * What failed is tried again when it is asked for again. Rejects with UserError or
   * DatabaseUnavailableError.
   */
  open(): Promise<Store>;
  close(): Promise<void>;
}

/** Makes a store that opens late, and again after it could not be opened. */
export function lazyStore(openStore: () => Promise<Store>): LazyStore {
  let opening: Promise<Store> | undefined;
  return {
    open: () => {
      opening ??= openStore().catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    close: async () => {
      const store = await opening?.catch(() => undefined);
      await store?.close();
    },
  };
}

/**
 * Returns a port, each of whose methods opens the database first and returns a promise. A database
 * that can't be opened is unavailable to all who call it, whatever is wrong with it.
 */
export function portOn<Name extends keyof Store>(store: LazyStore, name: Name): Store[Name] {
  type Method = (...args: readonly unknown[]) => unknown;
  const call =
    (method: string) =>
    async (...args: readonly unknown[]) => {
      const port = (await openOrUnavailable(store))[name] as unknown;
      return (port as Readonly<Record<string, Method>>)[method]?.(...args);
    };
  return new Proxy({}, { get: (_, method) => call(String(method)) }) as Store[Name];
}

/** Opens a store. Rejects with DatabaseUnavailableError alone. */
export async function openOrUnavailable(store: LazyStore): Promise<Store> {
  try {
    return await store.open();
  } catch (error) {
    if (error instanceof UserError) throw new DatabaseUnavailableError(error, error.remedy);
    throw error;
  }
}
