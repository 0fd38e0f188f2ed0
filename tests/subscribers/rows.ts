/** Short ways to read a list and to look at the result. */
import { Readable } from 'node:stream';
import { readCsv, type CsvRow } from '../../src/subscribers/csv.ts';
import { UserError } from '../../src/base/user-error.ts';

export const FILE = 'subscribers.csv';

export async function rows(source: string | Uint8Array | Readable): Promise<readonly CsvRow[]> {
  const stream = source instanceof Readable ? source : Readable.from([Buffer.from(source)]);
  return Array.fromAsync(readCsv(stream, FILE));
}

export const csv = (...lines: readonly string[]) => rows(lines.join('\n'));

/** Each row in short: its line and address, or its line and why it is invalid. */
export const short = (found: readonly CsvRow[]) =>
  found.map((row) =>
    row.kind === 'invalid'
      ? `${row.line} invalid: ${row.reason}`
      : `${row.line} ${row.subscriber.email}`,
  );

export async function refusal(reading: Promise<unknown>): Promise<UserError> {
  const error: unknown = await reading.then(
    () => new Error('The file was accepted.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError) return error;
  throw error;
}
