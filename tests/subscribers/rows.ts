/** Short ways to read a list and to look at the result. */
import { Readable } from 'node:stream';
import { readCsv } from '../../src/subscribers/csv.ts';
import type { CsvRow } from '../../src/subscribers/csv-row.ts';
import { UserError } from '../../src/base/user-error.ts';

export const FILE = 'subscribers.csv';

export async function rows(
  source: string | Uint8Array | Readable,
  topics: readonly string[] = [],
): Promise<readonly CsvRow[]> {
  const stream = source instanceof Readable ? source : Readable.from([Buffer.from(source)]);
  return Array.fromAsync(readCsv(stream, FILE, () => Promise.resolve(topics)));
}

export const csv = (...lines: readonly string[]) => rows(lines.join('\n'));

/** Each row in short: its line and address, or its line and why it is none. */
export const short = (found: readonly CsvRow[]) =>
  found.map((row) => {
    switch (row.kind) {
      case 'subscriber':
        return `${row.line} ${row.subscriber.email}`;
      case 'unclear':
        return `${row.line} unclear: ${row.column} is ${row.value}`;
      default:
        return `${row.line} ${row.kind}: ${row.reason}`;
    }
  });

export async function refusal(reading: Promise<unknown>): Promise<UserError> {
  const error: unknown = await reading.then(
    () => new Error('The file was accepted.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError) return error;
  throw error;
}
