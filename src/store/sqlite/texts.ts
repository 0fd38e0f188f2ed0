import { sql, type RawBuilder } from 'kysely';
import type { TextDialect } from '../dialect.ts';

const DAY = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]';

export const SQLITE_TEXTS: TextDialect = {
  // The operator ->> reads some names as paths.
  attribute: (name) =>
    /^[a-z][a-z0-9_]*$/.test(name)
      ? sql`subscribers.attributes ->> ${name}`
      : sql`(select each.value from json_each(subscribers.attributes) each where each.key = ${name})`,
  replace: (text, replacements) => {
    let replaced: RawBuilder<string | null> = sql`lower(${text})`;
    // Capitals of ASCII are small letters already, also in front of a combining mark.
    const rest = replacements.filter(([from]) => !/[A-Z]/.test(from));
    for (const [from, to] of rest) replaced = sql`replace(${replaced}, ${from}, ${to})`;
    return replaced;
  },
  isDay: (text) => sql`(${text} || ' ') glob ${`${DAY}[^0-9]*`}`,
  byCodePoint: (text) => text,
};
