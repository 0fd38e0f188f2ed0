/** The list as a table that `readCsv` reads: what was exported and is imported again changes nothing. */
import { attributeHeader } from './columns.ts';
import { NO_TOPICS } from './csv-row.ts';
import type { Listed } from './listed.ts';

/** Columns whose names `columnOf` knows. */
const COLUMNS = {
  email: ({ email }) => email,
  name: ({ reader }) => reader?.name,
  first_name: ({ reader }) => reader?.firstName,
  last_name: ({ reader }) => reader?.lastName,
  status: ({ state }) => state,
  paused_until: ({ reader }) =>
    reader?.state.kind === 'paused' ? reader.state.until.toISOString() : undefined,
  topics: ({ reader }) => {
    const topics = reader?.topics;
    return topics && (topics.length === 0 ? NO_TOPICS : topics.join(','));
  },
  locale: ({ reader }) => reader?.locale,
} as const satisfies Readonly<Record<string, (listed: Listed) => string | undefined>>;

/** Returns the names of the columns; those of attributes come last. */
export function listColumns(attributes: readonly string[]): readonly string[] {
  return [...Object.keys(COLUMNS), ...attributes.map(attributeHeader)];
}

/** Returns the texts of one row; an unknown value is an empty text. */
export function listRow(listed: Listed, attributes: readonly string[]): readonly string[] {
  const fields = Object.values(COLUMNS).map((read) => read(listed) ?? '');
  return [...fields, ...attributes.map((name) => listed.reader?.attributes[name] ?? '')];
}
