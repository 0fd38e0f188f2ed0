import { sql, type RawBuilder } from 'kysely';
import type { TextDialect } from '../dialect.ts';

const DAY = '^[0-9]{4}-[0-9]{2}-[0-9]{2}([^0-9]|$)';

export const POSTGRES_TEXTS: TextDialect = {
  attribute: (name) => sql`(subscribers.attributes::json ->> cast(${name} as text))`,
  replace: (text, replacements) => {
    let replaced: RawBuilder<string | null> = text;
    const isSingle = (from: string) => Array.from(from).length === 1;
    for (const [from, to] of replacements.filter(([each]) => !isSingle(each))) {
      replaced = sql`replace(${replaced}, ${from}, ${to})`;
    }
    const singles = replacements.filter(([each]) => isSingle(each));
    const join = (at: 0 | 1) => singles.map((each) => each[at]).join('');
    return sql`translate(${replaced}, ${join(0)}, ${join(1)})`;
  },
  isDay: (text) => sql`${text} ~ ${DAY}`,
  byCodePoint: (text) => sql`${text} collate "C"`,
};
