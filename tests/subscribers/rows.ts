/** Short ways to read a list and to look at what came of it. */
import { Readable } from 'node:stream';
import { readCsv, type CsvRow } from '../../src/subscribers/csv.ts';
import { UserError } from '../../src/base/user-error.ts';

export const FILE = 'subscribers.csv';

export async function rows(source: string | Uint8Array | Readable): Promise<readonly CsvRow[]> {
  const stream = source instanceof Readable ? source : Readable.from([Buffer.from(source)]);
  return Array.fromAsync(readCsv(stream, FILE));
}

export const csv = (...lines: readonly string[]) => rows(lines.join('\n'));

/** Rows in short: line and address, or line and why not. */
export const short = (found: readonly CsvRow[]) =>
  found.map((row) =>
    row.kind === 'bad' ? `${row.line} bad: ${row.reason}` : `${row.line} ${row.subscriber.email}`,
  );

export async function refusal(reading: Promise<unknown>): Promise<UserError> {
  const error: unknown = await reading.then(
    () => new Error('It was accepted.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError) return error;
  throw error;
}
