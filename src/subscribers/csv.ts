import { parse } from 'csv-parse/sync';
import type { Readable } from 'node:stream';
import { addressFault } from '../base/address.ts';
import { asError } from '../base/as-error.ts';
import { defined } from '../base/defined.ts';
import { printable } from '../base/printable.ts';
import { UserError } from '../base/user-error.ts';
import { columnOf, consentOf, type Column } from './columns.ts';
import { csvRecords } from './csv-records.ts';
import { statedTimeZone, timeZoneOf, type NewSubscriber } from './subscriber.ts';

/** A row of a CSV file: a subscriber, somebody who opted out, or why the row is invalid. */
export type CsvRow =
  | {
      readonly kind: 'subscriber';
      readonly line: number;
      readonly subscriber: NewSubscriber;
      /** What was ignored in a valid row, and why. */
      readonly note?: string;
    }
  | {
      readonly kind: 'opted-out';
      readonly line: number;
      readonly email: string;
      /** The column and its value, such as "status is unsubscribed". */
      readonly reason: string;
    }
  /** A status whose meaning is unknown: the import must not go on by a guess. */
  | {
      readonly kind: 'unclear';
      readonly line: number;
      readonly column: string;
      readonly value: string;
    }
  | { readonly kind: 'invalid'; readonly line: number; readonly reason: string };

const MAX_VALUE = 500;
const SEPARATORS = [',', ';', '\t'] as const;

interface Header {
  readonly columns: readonly Column[];
  readonly separator: string;
}

/**
 * Reads subscribers from CSV (RFC 4180, UTF-8 or UTF-16; semicolons and tabs are recognised), row by
 * row. The header row has an email column and any of the names and states that `columns.ts` knows;
 * other columns become attributes. Invalid rows are reported and skipped. Throws UserError if the
 * header has no email column, or if the file can't be read to its end.
 */
export async function* readCsv(source: Readable, file: string): AsyncGenerator<CsvRow> {
  let header: Header | undefined;
  let stated: string | undefined;
  const separator = () => header?.separator ?? stated ?? ',';
  const isRecord = (text: string) => {
    const values = parseRecord(text, separator());
    return values !== undefined && (!header || fits(values, header));
  };
  try {
    for await (const each of csvRecords(source, { separator, isRecord })) {
      if (!header) {
        const line = each.kind === 'record' ? each.text.replace(/^\ufeff/, '') : '';
        const first: string | undefined = /^"?sep=(.)"?$/i.exec(line.trim())?.[1];
        if (first !== undefined) stated = first;
        else header = readHeader(line, stated, file);
      } else if (each.kind === 'invalid') yield each;
      else {
        const values = parseRecord(each.text, header.separator);
        yield values
          ? readRow(header, values, each.line)
          : { kind: 'invalid', line: each.line, reason: 'has a misplaced quote' };
      }
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `Can't read ${file}: ${asError(error).message}`,
      'Check the file, then import again.',
    );
  }
  if (!header) throw noEmailColumn([], file);
}

/** Whether values of several lines are a row: an address never spans lines. */
function fits(values: readonly string[], { columns }: Header): boolean {
  const email = columns.findIndex(({ kind }) => kind === 'email');
  return values.length <= columns.length && !/[\r\n]/.test(values[email] ?? '');
}

/** Returns the values of a record; undefined if its quotes are misplaced. */
function parseRecord(text: string, delimiter: string): readonly string[] | undefined {
  // Most rows have no quotes. To start the parser for each of them would take a minute per million.
  if (!text.includes('"')) return text.split(delimiter).map((value) => value.trim());
  try {
    const [record] = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      trim: delimiter !== '\t',
    });
    return record;
  } catch {
    return undefined;
  }
}

/** Reads the header with the separator that finds an email column in it. */
function readHeader(text: string, stated: string | undefined, file: string): Header {
  const tried = stated === undefined ? SEPARATORS : [stated];
  for (const separator of tried) {
    const names = parseRecord(text, separator) ?? [];
    const columns = names.map(columnOf);
    const emails = columns.filter(({ kind }) => kind === 'email').length;
    if (emails > 1) {
      throw new UserError(`${file} has several email columns.`, 'Keep only one of them.');
    }
    if (emails === 1) return { columns, separator };
  }
  throw noEmailColumn(parseRecord(text, tried[0]) ?? [], file);
}

function noEmailColumn(names: readonly string[], file: string): UserError {
  const remedy = 'Start the file with a header row like: email,first_name,last_name';
  const found = names.filter((name) => name !== '').map((name) => printable(name).slice(0, 40));
  if (found.length === 0) return new UserError(`${file} has no header row.`, remedy);
  const list = `${found.slice(0, 20).join(', ')}${found.length > 20 ? ', …' : ''}`;
  return found.some((name) => addressFault(name) === undefined)
    ? new UserError(`${file} has no header row: its first line is ${list}.`, remedy)
    : new UserError(`${file} has no email column. Its columns are: ${list}.`, remedy);
}

function readRow({ columns }: Header, record: readonly string[], line: number): CsvRow {
  const invalid = (reason: string): CsvRow => ({ kind: 'invalid', line, reason });
  if (record.length > columns.length) {
    return invalid(
      `has ${record.length} values for ${columns.length} columns; is a quote missing?`,
    );
  }
  const named: Partial<Record<'email' | 'name' | 'firstName' | 'lastName', string>> = {};
  const attributes: [string, string][] = [];
  const notes: string[] = [];
  const states: { readonly column: Column; readonly value: string }[] = [];
  for (const [index, column] of columns.entries()) {
    const raw = record[index]?.normalize('NFC') ?? '';
    if (column.kind === 'email') {
      const email = cleanAddress(raw);
      if (email === '') return invalid('email is empty');
      if (email.includes('\ufffd')) return invalid(NOT_UTF8);
      const fault = addressFault(email);
      if (fault) return invalid(`email ${showHidden(email)} ${showHidden(fault)}`);
      named.email = email;
      continue;
    }
    // A long or multi-line cell of another column never costs the reader.
    const value = raw.replace(/\s*\p{Cc}+\s*/gu, ' ').trim();
    const name = 'name' in column ? column.name : column.kind;
    if (value === '' && column.kind !== 'status') continue;
    if (value.includes('\ufffd')) return invalid(NOT_UTF8);
    if (value.length > MAX_VALUE) notes.push(`${name} is longer than ${MAX_VALUE} characters`);
    else if (column.kind === 'attribute') {
      if (name !== '') attributes.push([name, value]);
    } else if ('name' in column) states.push({ column, value });
    else named[column.kind] = value;
  }
  const { email = '', ...names } = named;
  for (const { column, value } of states) {
    const name = 'name' in column ? column.name : column.kind;
    const consent = consentOf(column, value);
    if (consent === 'unclear') return { kind: 'unclear', line, column: name, value };
    if (consent === 'out') {
      return { kind: 'opted-out', line, email, reason: `${name} is ${value}` };
    }
  }
  const subscriber = { email, ...defined(names), attributes: Object.fromEntries(attributes) };
  const ignored = notes.map((note) => `${note} and was left out`);
  const note = [...ignored, zoneFault(subscriber)].filter((each) => each !== undefined).join('; ');
  return { kind: 'subscriber', line, subscriber, ...(note !== '' && { note }) };
}

const NOT_UTF8 = 'is not valid UTF-8; save the file as UTF-8 (it may be Windows-1252)';

/** Takes away what copying leaves around an address: a name, brackets, mailto:, invisible characters. */
function cleanAddress(text: string): string {
  const visible = text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '');
  const inner = /<([^<>]*)>\s*$/.exec(visible)?.[1] ?? visible;
  return inner
    .replace(/^mailto:/i, '')
    .replace(/[;,.\s\p{Cf}]+$/u, '')
    .replace(/^[\s\p{Cf}]+/u, '')
    .replace(/\p{Cf}+(?=@)|(?<=@)\p{Cf}+/gu, '');
}

/** A text in which characters that nobody can see are named. */
function showHidden(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
    return `[U+${code}]`;
  });
}

/** Returns why a time zone is ignored: an unknown zone is no reason to skip the subscriber. */
function zoneFault(subscriber: NewSubscriber): string | undefined {
  const stated = statedTimeZone(subscriber);
  return stated === timeZoneOf(subscriber)
    ? undefined
    : `unknown time zone ${stated ?? ''}; the newsletter's own applies to ${subscriber.email}`;
}
