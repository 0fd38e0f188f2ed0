/** SQLite takes 32,766 parameters in a statement, and PostgreSQL 65,535. */
const MOST_ROWS = 2000;

/** Splits rows into as many as one statement takes, for up to 16 columns. */
export function* inChunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += MOST_ROWS) yield rows.slice(at, at + MOST_ROWS);
}
