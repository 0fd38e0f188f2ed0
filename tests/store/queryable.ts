/** A store whose tables a test can read and change directly, where no port does. */
import { CompiledQuery } from 'kysely';
import type { Engine } from '../../src/store/engine.ts';
import {
  openEngine,
  type OpenOptions,
  type Store,
  type StoreLocation,
} from '../../src/store/open.ts';
import { storeOn } from '../../src/store/store.ts';

export interface QueryableStore extends Store {
  /** Runs one SQL statement and returns its rows. */
  readonly query: (text: string) => Promise<readonly Record<string, unknown>[]>;
  readonly db: Engine['db'];
}

export async function openQueryable(
  where: StoreLocation,
  clock = () => new Date(),
  options?: OpenOptions,
): Promise<QueryableStore> {
  const engine = await openEngine(where, options);
  return {
    ...storeOn(engine, clock, options?.readerKeys),
    db: engine.db,
    query: async (text) => {
      const { rows } = await engine.db.executeQuery<Record<string, unknown>>(
        CompiledQuery.raw(text),
      );
      return rows;
    },
  };
}
