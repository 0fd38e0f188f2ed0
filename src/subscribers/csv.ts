import { asError } from '../base/as-error.ts';
import { parse } from 'csv-parse/sync';
import type { Readable } from 'node:stream';
import { defined } from '../base/defined.ts';
import { UserError } from '../base/user-error.ts';
import { addressFault } from '../base/address.ts';
import { csvRecords } from './csv-records.ts';
import { statedTimeZone, timeZoneOf, type NewSubscriber } from './subscriber.ts';

/** A row of a CSV file: a subscriber, or why the row is invalid. */
export type CsvRow =
  | {
      readonly kind: 'subscriber';
      readonly line: number;
      readonly subscriber: NewSubscriber;
      /** What was ignored in a valid row, and why. */
      readonly note?: string;
    }
  | { readonly kind: 'invalid'; readonly line: number; readonly reason: string };

const MAX_VALUE = 500;
const NAMES: Readonly<Record<string, 'email' | 'name' | 'firstName' | 'lastName'>> = {
  email: 'email',
  e_mail: 'email',
  name: 'name',
  first_name: 'firstName',
  last_name: 'lastName',
};

/**
 * Reads subscribers from CSV (RFC 4180, UTF-8, with or without a BOM), row by row. The header row
 * has `email` and any of `first_name`, `last_name`, `name`; other columns become attributes.
 * Invalid rows are reported and skipped. Throws UserError if the header has no `email`, or if the
 * file can't be read to its end.
 */
export async function* readCsv(source: Readable, file: string): AsyncGenerator<CsvRow> {
  let header: readonly string[] | undefined;
  try {
    for await (const each of csvRecords(source)) {
      const values = each.kind === 'record' ? parseRecord(each.text) : undefined;
      if (!header) header = readHeader(values ?? [], file);
      else if (each.kind === 'invalid') yield each;
      else if (!values) yield { kind: 'invalid', line: each.line, reason: 'has a misplaced quote' };
      else yield readRow(header, values, each.line);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `Can't read ${file}: ${asError(error).message}`,
      'Check the file, then import again.',
    );
  }
  if (!header) throw noHeader(file);
}

/** Returns the values of a record; undefined if its quotes are misplaced. */
function parseRecord(text: string): readonly string[] | undefined {
  // Most rows have no quotes. To start the parser for each of them would take a minute per million.
  if (!text.includes('"')) return text.split(',').map((value) => value.trim());
  try {
    const [record] = parse(text, {
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
    });
    return record;
  } catch {
    return undefined;
  }
}

function readHeader(record: readonly string[], file: string): readonly string[] {
  const header = record.map((name) => name.toLowerCase().replace(/[\s-]+/g, '_'));
  const emails = header.filter(
    (column) => Object.hasOwn(NAMES, column) && NAMES[column] === 'email',
  );
  if (emails.length > 1) {
    throw new UserError(`${file} has several "email" columns.`, 'Keep only one of them.');
  }
  if (emails.length === 0) throw noHeader(file, /[;\t]/.exec(record[0] ?? '')?.[0]);
  return header;
}

function noHeader(file: string, separator?: string): UserError {
  const header = 'a header row like: email,first_name,last_name';
  const separators = separator === ';' ? 'semicolons' : 'tabs';
  return new UserError(
    `${file} has no "email" column.`,
    separator === undefined
      ? `Start the file with ${header}`
      : `Save the file with commas instead of ${separators}, starting with ${header}`,
  );
}

function readRow(header: readonly string[], record: readonly string[], line: number): CsvRow {
  const invalid = (reason: string): CsvRow => ({ kind: 'invalid', line, reason });
  if (record.length > header.length) {
    return invalid(`has ${record.length} values for ${header.length} columns; is a quote missing?`);
  }
  const named: Partial<Record<'email' | 'name' | 'firstName' | 'lastName', string>> = {};
  const attributes: [string, string][] = [];
  for (const [index, column] of header.entries()) {
    const value = record[index]?.normalize('NFC') ?? '';
    const fault = valueFault(value);
    if (fault) return invalid(`${column} ${fault}`);
    const field = Object.hasOwn(NAMES, column) ? NAMES[column] : undefined;
    if (value === '') continue;
    if (field) named[field] = value;
    else if (column !== '') attributes.push([column, value]);
  }
  const { email, ...names } = named;
  if (email === undefined) return invalid('email is empty');
  const fault = addressFault(email);
  if (fault) return invalid(`email ${email} ${fault}`);
  const subscriber = { email, ...defined(names), attributes: Object.fromEntries(attributes) };
  return { kind: 'subscriber', line, subscriber, ...defined({ note: zoneFault(subscriber) }) };
}

/** Returns why a time zone is ignored: an unknown zone is no reason to skip the subscriber. */
function zoneFault(subscriber: NewSubscriber): string | undefined {
  const stated = statedTimeZone(subscriber);
  return stated === timeZoneOf(subscriber)
    ? undefined
    : `unknown time zone ${stated ?? ''}; the newsletter's own applies to ${subscriber.email}`;
}

function valueFault(value: string): string | undefined {
  if (value.length > MAX_VALUE) return `is longer than ${MAX_VALUE} characters`;
  if (/\p{Cc}/u.test(value)) return 'contains a line break or a control character';
  if (value.includes('\ufffd')) return 'is not valid UTF-8';
  return undefined;
}
