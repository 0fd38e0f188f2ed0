import type { CreateTableBuilder, Kysely, RawBuilder } from 'kysely';
import type { Replacement } from './case-folding.ts';
import type { Schema } from './schema.ts';

/** What SQLite and PostgreSQL write differently. */
export interface Dialect {
  /** Whether concurrent migrations wait for each other; otherwise one of them may fail. */
  readonly locksMigrations: boolean;
  /** Tells whether a table is there, without an error if it is not. */
  hasTable(db: Kysely<Schema>, name: string): Promise<boolean>;
  /** Adds a primary key `id` that the database counts up and never uses twice. */
  addId(table: CreateTableBuilder<string>): CreateTableBuilder<string>;
  /** Adds a primary key `id` for a table that only grows, in the order of insertion. */
  addLogId(table: CreateTableBuilder<string>): CreateTableBuilder<string>;
  /** The statements that make a trigger run `insert` after each change of a delivery's state. */
  onStateChange(insert: string): readonly string[];
  /** The statements that make that trigger write the state before, too. */
  readonly logStates: readonly string[];
  /** The statements that prepare the table of deliveries for a million in a run. */
  readonly forLargeRuns: readonly string[];
  /** A condition for deliveries that are not planned, released or accepted; they have an index. */
  readonly exceptional: string;
  /** Tells the planner about tables that have grown all at once, where it does not see to it. */
  analyze(db: Kysely<Schema>, tables: readonly (keyof Schema)[]): Promise<void>;
  /** Makes changes to a table that others refer to, either all of them or none. */
  changeTable(
    db: Kysely<unknown>,
    change: (changing: Kysely<unknown>) => Promise<void>,
  ): Promise<void>;
  /** Gives a unique constraint of a table other columns, within `changeTable`. */
  replaceUnique(
    changing: Kysely<unknown>,
    table: string,
    constraint: string,
    columns: readonly string[],
  ): Promise<void>;
  /**
   * The statements after which nobody changes or deletes an entry of the record of consent; only
   * its personal fields can be cleared.
   */
  readonly protectConsents: readonly string[];
  /** Ends a query of rows of a table that nobody else may change until the transaction ends. */
  lockRows(table: 'subscribers' | 'deliveries'): string;
  /** Waits until no run is being created, and lets none be until the transaction ends. */
  holdRuns(db: Kysely<Schema>): Promise<void>;
  /** Waits until no transition is under way, and lets none be until the transaction ends. */
  holdTransitions(db: Kysely<Schema>): Promise<void>;
  /** An expression for 22 random characters, different for each row. */
  readonly randomId: string;
  /** What makes a query lock its rows, and leave out those that another transaction has locked. */
  readonly skipLocked: string;
  /** An expression for two columns of JSON objects as one, in which the second wins. */
  mergeJson(first: string, second: string): string;
  /** An expression for the text in a column of JSON text under a key. */
  jsonText(column: string, key: string): string;
  readonly texts: TextDialect;
  /** Lets one of several transactions that name the same thing go on, until it ends. */
  lockName(db: Kysely<Schema>, name: string): Promise<void>;
}

type Text = RawBuilder<string | null>;

/** How texts of `subscribers` are compared. */
export interface TextDialect {
  /** The text of an attribute, whatever characters its name has. */
  attribute(name: string): Text;
  /** A text in which all that is listed is replaced, longer ones first, and ASCII is in small letters. */
  replace(text: Text, replacements: readonly Replacement[]): Text;
  /** Whether a text is a day, or begins with one: 2026-11-02. */
  isDay(text: Text): RawBuilder<boolean>;
  /** A text that is compared by its code points. */
  byCodePoint(text: Text): Text;
}

/** A condition, of a trigger, for a change of an entry of consent that does not only clear fields. */
export const CONSENT_CHANGES = [
  ...['id', 'subscriber_id', 'action', 'at', 'source', 'wording'].map(
    (column) => `new.${column} is distinct from old.${column}`,
  ),
  ...['page', 'locale', 'message_id', 'ip', 'detail'].map(
    (column) => `(new.${column} is not null and new.${column} is distinct from old.${column})`,
  ),
].join(' or ');

export const CONSENTS_STAND = 'the record of consent is only added to';
