import { asError } from '../as-error.ts';
import { parse } from 'csv-parse';
import type { Readable } from 'node:stream';
import { defined } from '../defined.ts';
import { UserError } from '../user-error.ts';
import { addressFault } from './address.ts';
import type { NewSubscriber } from './subscriber.ts';

/** A row of a CSV file: a subscriber, or why it is none. */
export type CsvRow =
  | { readonly kind: 'subscriber'; readonly line: number; readonly subscriber: NewSubscriber }
  | { readonly kind: 'bad'; readonly line: number; readonly reason: string };

interface ParsedRecord {
  readonly record: string[];
  /** The record as it stands in the file, perhaps over several lines. */
  readonly raw: string;
  /** `lines` counts to the record's last line. */
  readonly info: { readonly lines: number };
}

const MAX_VALUE = 500;
const NAMES: Readonly<Record<string, 'email' | 'name' | 'firstName' | 'lastName'>> = {
  email: 'email',
  name: 'name',
  first_name: 'firstName',
  last_name: 'lastName',
};

/**
 * Reads subscribers from CSV (RFC 4180, UTF-8, with or without a BOM), row by row. The header row
 * has `email` and any of `first_name`, `last_name`, `name`; other columns become attributes. A bad
 * row is reported and does not stop the others. Throws UserError on a file without such a header.
 */
export async function* readCsv(source: Readable, file: string): AsyncGenerator<CsvRow> {
  const parser = source.pipe(
    parse({
      bom: true,
      info: true,
      raw: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 100_000,
    }),
  );
  source.on('error', (error) => parser.destroy(error));
  let header: readonly string[] | undefined;
  let line = 1;
  try {
    for await (const { record, raw, info } of parser as AsyncIterable<ParsedRecord>) {
      line = info.lines - (raw.trim().match(/\n/g)?.length ?? 0);
      if (header) yield readRow(header, record, line);
      else header = readHeader(record, file);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = asError(error).message;
    throw new UserError(
      `${file}: cannot be read as CSV from line ${line}: ${reason}`,
      'Mend that line, then import again.',
    );
  }
  if (!header) throw noHeader(file);
}

function readHeader(record: readonly string[], file: string): readonly string[] {
  const header = record.map((name) => name.toLowerCase().replace(/[\s-]+/g, '_'));
  if (!header.includes('email')) throw noHeader(file);
  return header;
}

function noHeader(file: string): UserError {
  return new UserError(
    `${file} has no "email" column.`,
    'Begin the file with a header row such as: email,first_name,last_name',
  );
}

function readRow(header: readonly string[], record: readonly string[], line: number): CsvRow {
  const bad = (reason: string): CsvRow => ({ kind: 'bad', line, reason });
  if (record.length > header.length) {
    return bad(`has ${record.length} values for ${header.length} columns; is a quote missing?`);
  }
  const named: Partial<Record<'email' | 'name' | 'firstName' | 'lastName', string>> = {};
  const attributes: Record<string, string> = {};
  for (const [index, column] of header.entries()) {
    const value = record[index]?.normalize('NFC') ?? '';
    const fault = valueFault(value);
    if (fault) return bad(`${column} ${fault}`);
    const field = Object.hasOwn(NAMES, column) ? NAMES[column] : undefined;
    if (value === '') continue;
    if (field) named[field] = value;
    else if (column !== '') attributes[column] = value;
  }
  const { email, ...names } = named;
  if (email === undefined) return bad('email is empty');
  const fault = addressFault(email);
  if (fault) return bad(`email ${email} ${fault}`);
  return { kind: 'subscriber', line, subscriber: { email, ...defined(names), attributes } };
}

function valueFault(value: string): string | undefined {
  if (value.length > MAX_VALUE) return `is longer than ${MAX_VALUE} characters`;
  if (/\p{Cc}/u.test(value)) return 'holds a line break or a control character';
  if (value.includes('\ufffd')) return 'is not UTF-8';
  return undefined;
}
