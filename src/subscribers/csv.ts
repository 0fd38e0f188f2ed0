import { asError } from '../base/as-error.ts';
import { parse } from 'csv-parse/sync';
import type { Readable } from 'node:stream';
import { defined } from '../base/defined.ts';
import { UserError } from '../base/user-error.ts';
import { addressFault } from '../base/address.ts';
import { csvRecords } from './csv-records.ts';
import { statedTimeZone, timeZoneOf, type NewSubscriber } from './subscriber.ts';

/** A row of a CSV file: a subscriber, or why it is none. */
export type CsvRow =
  | {
      readonly kind: 'subscriber';
      readonly line: number;
      readonly subscriber: NewSubscriber;
      /** What of the row is of no use, though the subscriber is. */
      readonly note?: string;
    }
  | { readonly kind: 'bad'; readonly line: number; readonly reason: string };

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
 * has `email` and any of `first_name`, `last_name`, `name`; other columns become attributes. A bad
 * row is reported and does not stop the others. Throws UserError on a file without such a header,
 * and on one that cannot be read to its end.
 */
export async function* readCsv(source: Readable, file: string): AsyncGenerator<CsvRow> {
  let header: readonly string[] | undefined;
  try {
    for await (const each of csvRecords(source)) {
      const values = each.kind === 'record' ? parseRecord(each.text) : undefined;
      if (!header) header = readHeader(values ?? [], file);
      else if (each.kind === 'bad') yield each;
      else if (!values)
        yield { kind: 'bad', line: each.line, reason: 'has a quote in the wrong place' };
      else yield readRow(header, values, each.line);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${file} cannot be read: ${asError(error).message}`,
      'Check the file, then import again.',
    );
  }
  if (!header) throw noHeader(file);
}

/** The values of a record; undefined where its quotes make no sense. */
function parseRecord(text: string): readonly string[] | undefined {
  // Most rows have no quotes, and a parser of its own for each would take a minute for a million.
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
    throw new UserError(`${file} has several columns of addresses.`, 'Keep one column "email".');
  }
  if (emails.length === 0) throw noHeader(file, /[;\t]/.exec(record[0] ?? '')?.[0]);
  return header;
}

function noHeader(file: string, separator?: string): UserError {
  const remedy = 'Begin the file with a header row such as: email,first_name,last_name';
  const sign = separator === ';' ? 'semicolons' : 'tabs';
  return new UserError(
    `${file} has no "email" column.`,
    separator === undefined
      ? remedy
      : `${remedy}; it is separated by ${sign}, save it with commas.`,
  );
}

function readRow(header: readonly string[], record: readonly string[], line: number): CsvRow {
  const bad = (reason: string): CsvRow => ({ kind: 'bad', line, reason });
  if (record.length > header.length) {
    return bad(`has ${record.length} values for ${header.length} columns; is a quote missing?`);
  }
  const named: Partial<Record<'email' | 'name' | 'firstName' | 'lastName', string>> = {};
  const attributes: [string, string][] = [];
  for (const [index, column] of header.entries()) {
    const value = record[index]?.normalize('NFC') ?? '';
    const fault = valueFault(value);
    if (fault) return bad(`${column} ${fault}`);
    const field = Object.hasOwn(NAMES, column) ? NAMES[column] : undefined;
    if (value === '') continue;
    if (field) named[field] = value;
    else if (column !== '') attributes.push([column, value]);
  }
  const { email, ...names } = named;
  if (email === undefined) return bad('email is empty');
  const fault = addressFault(email);
  if (fault) return bad(`email ${email} ${fault}`);
  const subscriber = { email, ...defined(names), attributes: Object.fromEntries(attributes) };
  return { kind: 'subscriber', line, subscriber, ...defined({ note: zoneFault(subscriber) }) };
}

/** A zone that does not exist is no reason to leave a reader out. */
function zoneFault(subscriber: NewSubscriber): string | undefined {
  const stated = statedTimeZone(subscriber);
  return stated === timeZoneOf(subscriber)
    ? undefined
    : `there is no time zone ${stated ?? ''}; the newsletter's own holds for ${subscriber.email}`;
}

function valueFault(value: string): string | undefined {
  if (value.length > MAX_VALUE) return `is longer than ${MAX_VALUE} characters`;
  if (/\p{Cc}/u.test(value)) return 'holds a line break or a control character';
  if (value.includes('\ufffd')) return 'is not UTF-8';
  return undefined;
}
