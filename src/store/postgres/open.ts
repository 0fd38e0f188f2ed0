import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { asError } from '../../base/as-error.ts';
import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import { UserError } from '../../base/user-error.ts';
import type { Engine } from '../engine.ts';
import { showFirstError } from '../first-error.ts';
import type { Schema } from '../schema.ts';
import { POSTGRES } from './dialect.ts';
import { postgresRecorder } from './record.ts';
import { isUnavailable, remedyFor } from './unavailable.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const QUERY_TIMEOUT_MS = 60_000;
const CONNECTIONS = 4;
/** The parameter of the URL that switches prepared statements off, for proxies that keep none. */
const PREPARE = 'prepared_statements';

/** How many connections there are, and how they wait. */
export interface PostgresPool {
  /** Sets no limit to how long a statement takes. */
  readonly patient?: boolean;
  readonly connections?: number;
}

/**
 * Connects to a PostgreSQL database. Throws UserError, without the URL's password, if the server
 * refuses the login, and DatabaseUnavailableError if it can't be reached.
 */
export async function openPostgres(
  url: string,
  { patient = false, connections = CONNECTIONS }: PostgresPool = {},
): Promise<Engine> {
  const parsed = parseUrl(url);
  const pool = new pg.Pool({
    connectionString: withLibpqModes(url, parsed),
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...(!patient && { query_timeout: QUERY_TIMEOUT_MS }),
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
  return {
    db,
    record: postgresRecorder(pool, parsed.searchParams.get(PREPARE) !== 'false'),
    serverTime: () => readClock(db),
    dialect: POSTGRES,
    isUnavailable,
    remedyFor,
    close: () => db.destroy(),
  };
}

function parseUrl(url: string): URL {
  const parsed = URL.parse(url);
  // An @ behind the host is a part of the login: another parser could show a piece of the password.
  const isWhole =
    parsed?.hostname !== '' &&
    !`${parsed?.pathname ?? ''}${parsed?.search ?? ''}${parsed?.hash ?? ''}`.includes('@');
  if (parsed && /^postgres(ql)?:\/\//.test(url) && isWhole) return parsed;
  throw new UserError(
    'DATABASE_URL is not a PostgreSQL URL.',
    'Set it to a URL such as postgres://user:password@db.example.com:5432/broadsheet; write @ as %40, / as %2F, : as %3A, # as %23 and ? as %3F in the password.',
  );
}

/**
 * Makes pg read sslmode as libpq does: `require` encrypts and verifies no certificate, unless
 * sslrootcert names one (https://www.postgresql.org/docs/current/libpq-ssl.html). On its own, pg
 * takes it for verify-full and prints a warning.
 */
function withLibpqModes(url: string, { searchParams }: URL): string {
  const mode = searchParams.get('sslmode') ?? '';
  const differs = ['prefer', 'require', 'verify-ca'].includes(mode);
  return differs && !searchParams.has('uselibpqcompat') ? `${url}&uselibpqcompat=true` : url;
}

async function readClock(db: Kysely<Schema>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  if (!rows[0]) throw new Error('A select without from has one row.');
  return rows[0].now;
}

/** Connects once. Throws UserError if the server refuses, DatabaseUnavailableError if it is down. */
async function reach(pool: pg.Pool, name: string): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    const message = `${name}: ${describe(error)}`;
    if (isRefusal(error)) throw new UserError(`Can't use the database ${message}.`, REFUSED);
    throw new DatabaseUnavailableError(new Error(message, { cause: error }), DOWN);
  }
}

const REFUSED =
  'Check DATABASE_URL: the user, the password, the name of the database, and sslmode. docs/configuration.md describes them.';
const DOWN =
  'Check DATABASE_URL, and check that the server is running and accepts connections from this machine; then try again.';

/** SQLSTATEs of a refused login or database, and codes of TLS, such as of a certificate. */
const REFUSALS =
  /^(?:28...|3D000|42501|ERR_(?:TLS|SSL|OSSL|INVALID)_.*|.*CERT.*|UNABLE_TO_VERIFY_.*)$/;

/** Whether a connection failed for a reason that lasts until somebody changes a setting. */
function isRefusal(error: unknown): boolean {
  const { code, syscall, message } = asError(error) as NodeJS.ErrnoException;
  // A file that sslrootcert, sslcert or sslkey names.
  if (syscall === 'open') return true;
  // pg's own errors about a setting have no code, and neither have its timeouts.
  return code === undefined ? /\bSSL\b|sslrootcert/.test(message) : REFUSALS.test(code);
}

/** Describes a failed connection. If several addresses failed, Node's own message names none. */
function describe(error: unknown): string {
  const causes = error instanceof AggregateError ? error.errors : [error];
  return causes.map((cause) => asError(cause).message).join('; ');
}

function numbersForInt8(...[oid, format]: Parameters<typeof pg.types.getTypeParser>): unknown {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
}
