import type { CreateTableBuilder } from 'kysely';

/** What the migrations need and SQLite and PostgreSQL write differently. */
export interface Dialect {
  /** Whether concurrent migrations wait for each other; otherwise one of them may fail. */
  readonly locksMigrations: boolean;
  /** Adds a primary key `id` that the database counts up and never uses twice. */
  addId(table: CreateTableBuilder<string>): CreateTableBuilder<string>;
  /** Adds a primary key `id` for a table that only grows, in the order of insertion. */
  addLogId(table: CreateTableBuilder<string>): CreateTableBuilder<string>;
  /** The statements that make a trigger run `insert` after each change of a delivery's state. */
  onStateChange(insert: string): readonly string[];
  /** An expression for the text in a column of JSON text under a key. */
  jsonText(column: string, key: string): string;
}
