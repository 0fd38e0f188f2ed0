import { parse } from 'csv-parse/sync';
import type { Readable } from 'node:stream';
import { addressFault } from '../base/address.ts';
import { asError } from '../base/as-error.ts';
import { printable } from '../base/printable.ts';
import { UserError } from '../base/user-error.ts';
import { columnOf } from './columns.ts';
import { csvRecords } from './csv-records.ts';
import { readRow, type CsvRow, type Header } from './csv-row.ts';

const SEPARATORS = [',', ';', '\t'] as const;

/**
 * Reads subscribers from CSV (RFC 4180, UTF-8 or UTF-16; semicolons and tabs are recognised), row by
 * row. The header row has an email column and any of the names and states that `columns.ts` knows;
 * other columns become attributes. `topicsOf` returns the newsletter's topics, and is called if the
 * file has such a column; without topics it is an attribute. Invalid rows are reported and skipped. Throws UserError if the
 * header has no email column, or if the file can't be read to its end.
 */
export async function* readCsv(
  source: Readable,
  file: string,
  topicsOf: () => Promise<readonly string[]> = () => Promise.resolve([]),
): AsyncGenerator<CsvRow> {
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
        else header = await withTopics(readHeader(line, stated, file), topicsOf);
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
    if (emails === 1) return { columns, separator, topics: [] };
  }
  throw noEmailColumn(parseRecord(text, tried[0]) ?? [], file);
}

async function withTopics(
  header: Header,
  topicsOf: () => Promise<readonly string[]>,
): Promise<Header> {
  if (!header.columns.some(({ kind }) => kind === 'topics')) return header;
  const topics = await topicsOf();
  if (topics.length > 0) return { ...header, topics };
  const columns = header.columns.map((column) =>
    column.kind === 'topics' ? { kind: 'attribute' as const, name: column.name } : column,
  );
  return { ...header, columns };
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
