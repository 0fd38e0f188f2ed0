import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { asError } from '../../base/as-error.ts';
import { UserError } from '../../base/user-error.ts';
import type { Engine } from '../engine.ts';
import { showFirstError } from '../first-error.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { POSTGRES } from './dialect.ts';
import { postgresRecorder } from './record.ts';
import { isUnavailable } from './unavailable.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const QUERY_TIMEOUT_MS = 60_000;
const CONNECTIONS = 4;

/**
 * Opens a PostgreSQL database and migrates it. Throws UserError, without the URL's password, if
 * the database is unreachable or the login is wrong.
 */
export async function openPostgres(url: string): Promise<Engine> {
  const parsed = URL.parse(url);
  // An @ behind the host is a part of the login: another parser could show a piece of the password.
  const isWhole =
    parsed?.hostname !== '' &&
    !`${parsed?.pathname ?? ''}${parsed?.search ?? ''}${parsed?.hash ?? ''}`.includes('@');
  if (!parsed || !/^postgres(ql)?:\/\//.test(url) || !isWhole) {
    throw new UserError(
      'DATABASE_URL is not a PostgreSQL URL.',
      'Set it to a URL such as postgres://user:password@db.example.com:5432/broadsheet; write @ as %40, / as %2F, : as %3A, # as %23 and ? as %3F in the password.',
    );
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    // Counts and ids are below 2^53, so they can be numbers, as in SQLite.
    types: { getTypeParser: numbersForInt8 },
  });
  // A connection that breaks while idle must not crash the process; the next query reports it.
  // The pool handles connections that wait in it, the other handler those taken from it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  await reach(pool, `${parsed.host}${parsed.pathname}`);
  const db = new Kysely<Schema>({ dialect: showFirstError(new PostgresDialect({ pool })) });
  await migrate(db, POSTGRES);
  return {
    db,
    record: postgresRecorder(db),
    serverTime: () => readClock(db),
    dialect: POSTGRES,
    isUnavailable,
    close: () => db.destroy(),
  };
}

async function readClock(db: Kysely<Schema>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  if (!rows[0]) throw new Error('A select without from has one row.');
  return rows[0].now;
}

async function reach(pool: pg.Pool, name: string): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw new UserError(
      `Can't connect to the database ${name}: ${describe(error)}.`,
      'Check DATABASE_URL, and check that the server is running and accepts connections from this machine.',
    );
  }
}

/** Describes a failed connection. If several addresses failed, Node's own message names none. */
function describe(error: unknown): string {
  const causes = error instanceof AggregateError ? error.errors : [error];
  return causes.map((cause) => asError(cause).message).join('; ');
}

function numbersForInt8(...[oid, format]: Parameters<typeof pg.types.getTypeParser>): unknown {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
}
