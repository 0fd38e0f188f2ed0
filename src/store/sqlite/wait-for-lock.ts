import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import type { Dialect } from 'kysely';

/** A sender at work frees the lock for about as long between two commits. */
const PAUSE_MS = 1;
const BUSY = 5;

/**
 * Makes a dialect whose transactions wait for the lock of another process without holding up this
 * one, for as long as `busy_timeout` says. SQLite itself would sleep, and for longer each time: beside
 * a sender at work, now and then for almost a second.
 */
export function waitForLock(dialect: Dialect, database: DatabaseSync): Dialect {
  const readTimeout = () => Number(database.prepare('pragma busy_timeout').get()?.['timeout']);
  const setTimeout = (milliseconds: number) => {
    database.exec(`pragma busy_timeout = ${milliseconds}`);
  };
  return {
    createDriver: () => {
      const driver = dialect.createDriver();
      const begin = driver.beginTransaction.bind(driver);
      driver.beginTransaction = async (connection, settings) => {
        const timeout = readTimeout();
        const end = performance.now() + timeout;
        for (;;) {
          setTimeout(0);
          try {
            await begin(connection, settings);
            return;
          } catch (error) {
            if (!isBusy(error) || performance.now() >= end) throw error;
          } finally {
            setTimeout(timeout);
          }
          await delay(PAUSE_MS);
        }
      };
      return driver;
    },
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

function isBusy(error: unknown): boolean {
  const { errcode } = error as { readonly errcode?: unknown };
  return typeof errcode === 'number' && (errcode & 0xff) === BUSY;
}
