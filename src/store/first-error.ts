import type { Dialect } from 'kysely';

/**
 * Makes a dialect in which a failed rollback does not hide the error that led to it. SQLite rolls
 * back by itself where the disk is full; a broken connection to PostgreSQL has no transaction.
 */
export function showFirstError(dialect: Dialect): Dialect {
  return {
    createDriver: () => {
      const driver = dialect.createDriver();
      const rollback = driver.rollbackTransaction.bind(driver);
      driver.rollbackTransaction = (connection) => rollback(connection).catch(() => undefined);
      return driver;
    },
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}
