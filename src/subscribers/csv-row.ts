import { addressFault } from '../base/address.ts';
import { defined } from '../base/defined.ts';
import { consentOf, type Column } from './columns.ts';
import { withoutApostrophes } from './csv-cells.ts';
import { statedTimeZone, timeZoneOf, type NewSubscriber } from './subscriber.ts';

/** A row of a CSV file: a subscriber, somebody who opted out, or why the row is invalid. */
export type CsvRow =
  | {
      readonly kind: 'subscriber';
      readonly line: number;
      readonly subscriber: NewSubscriber;
      /** Until when they want no letters. */
      readonly pausedUntil?: Date;
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

/** What stands for no topic, which is not the same as an empty value. */
export const NO_TOPICS = '(none)';

const MAX_VALUE = 500;
export interface Header {
  readonly columns: readonly Column[];
  /** The topics that there are. */
  readonly topics: readonly string[];
  readonly separator: string;
}

/** What the cells of a row say, by what their columns mean. */
interface Cells {
  readonly named: Partial<Record<'email' | 'name' | 'firstName' | 'lastName', string>>;
  readonly attributes: [string, string][];
  readonly states: {
    readonly column: Column & { readonly name: string };
    readonly value: string;
  }[];
  readonly choices: { topics?: readonly string[]; locale?: string; pausedUntil?: Date };
  readonly notes: string[];
}

/** Reads the values of a row. */
export function readRow(header: Header, record: readonly string[], line: number): CsvRow {
  const { columns } = header;
  const invalid = (reason: string): CsvRow => ({ kind: 'invalid', line, reason });
  if (record.length > columns.length) {
    return invalid(
      `has ${record.length} values for ${columns.length} columns; is a quote missing?`,
    );
  }
  const cells: Cells = { named: {}, attributes: [], states: [], choices: {}, notes: [] };
  for (const [index, column] of columns.entries()) {
    const text = withoutApostrophes(record[index] ?? '').normalize('NFC');
    const fault =
      column.kind === 'email' ? takeEmail(cells, text) : take(cells, column, text, header);
    if (fault !== undefined) return invalid(fault);
  }
  return stateOf(cells, line) ?? subscriberOf(cells, line);
}

/** Keeps the address; returns why it is invalid. */
function takeEmail({ named }: Cells, text: string): string | undefined {
  const email = cleanAddress(text);
  if (email === '') return 'email is empty';
  if (email.includes('\ufffd')) return NOT_UTF8;
  const fault = addressFault(email);
  if (fault) return `email ${showHidden(email)} ${showHidden(fault)}`;
  named.email = email;
  return undefined;
}

/** Keeps another value; returns why the row is invalid. */
function take(
  { named, attributes, states, choices, notes }: Cells,
  column: Exclude<Column, { readonly kind: 'email' }>,
  text: string,
  { topics }: Header,
): string | undefined {
  // A long or multi-line cell of another column never costs the reader.
  const value = text.replace(/\s*\p{Cc}+\s*/gu, ' ').trim();
  if (value === '' && column.kind !== 'status') return undefined;
  if (value.includes('\ufffd')) return NOT_UTF8;
  const name = 'name' in column ? column.name : column.kind;
  if (value.length > MAX_VALUE) {
    notes.push(`${name} is longer than ${MAX_VALUE} characters and was left out`);
    return undefined;
  }
  switch (column.kind) {
    case 'attribute':
      if (name !== '') attributes.push([name, value]);
      return undefined;
    case 'topics':
      takeTopics(choices, value, topics, notes);
      return undefined;
    case 'locale':
      takeLocale(choices, value, notes);
      return undefined;
    case 'paused-until':
      takePause(choices, value, notes);
      return undefined;
    case 'opted-in':
    case 'opted-out':
    case 'status':
      states.push({ column, value });
      return undefined;
    default:
      named[column.kind] = value;
      return undefined;
  }
}

/** Keeps the topics that a value names, and notes those that there are not. */
function takeTopics(
  choices: Cells['choices'],
  value: string,
  topics: readonly string[],
  notes: string[],
): void {
  const named = value.toLowerCase().split(/[\s,;|]+/);
  const known = topics.filter((topic) => named.includes(topic));
  const unknown = named.filter((each) => each !== '' && !topics.includes(each));
  if (value === NO_TOPICS) choices.topics = [];
  else if (unknown.length > 0) {
    notes.push(`unknown topic ${unknown.join(', ')}; the topics are ${topics.join(', ')}`);
  }
  // A reader whose topics are all unknown has not chosen to get none.
  if (known.length > 0) choices.topics = known;
}

function takeLocale(choices: Cells['choices'], value: string, notes: string[]): void {
  try {
    const [locale] = Intl.getCanonicalLocales(value.replaceAll('_', '-'));
    if (locale !== undefined) choices.locale = locale;
  } catch {
    notes.push(`locale "${value}" is not a language tag such as en-GB and was left out`);
  }
}

function takePause(choices: Cells['choices'], value: string, notes: string[]): void {
  const until = new Date(value);
  if (/^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(until.getTime())) choices.pausedUntil = until;
  else notes.push(`paused_until "${value}" is not a date such as 2026-11-02 and was left out`);
}

/** Returns what the row is if it says that somebody opted out, or may say so. */
function stateOf({ named, states, choices }: Cells, line: number): CsvRow | undefined {
  const { email = '' } = named;
  for (const { column, value } of states) {
    const { name } = column;
    if (value.toLowerCase() === 'paused' && choices.pausedUntil) continue;
    const consent = consentOf(column, value);
    if (consent === 'unclear') return { kind: 'unclear', line, column: name, value };
    if (consent === 'out') {
      return { kind: 'opted-out', line, email, reason: `${name} is ${value}` };
    }
  }
  return undefined;
}

function subscriberOf({ named, attributes, choices, notes }: Cells, line: number): CsvRow {
  const { email = '', ...names } = named;
  const { pausedUntil, ...chosen } = choices;
  const subscriber = {
    email,
    ...defined(names),
    ...chosen,
    attributes: Object.fromEntries(attributes),
  };
  const note = [...notes, zoneFault(subscriber)].filter((each) => each !== undefined).join('; ');
  return {
    kind: 'subscriber',
    line,
    subscriber,
    ...(pausedUntil && { pausedUntil }),
    ...(note !== '' && { note }),
  };
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
