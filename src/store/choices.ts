/** What readers set by themselves: topics, language, time zone, a pause. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { ConsentSource } from '../subscribers/reader.ts';
import type { Choices } from '../subscribers/readers.ts';
import { addConsents } from './consents.ts';
import type { Dialect } from './dialect.ts';
import type { Schema, SubscribersTable } from './schema.ts';
import { toTopics } from './topics.ts';

type Database = Kysely<Schema>;
type Chosen = Pick<
  Selectable<SubscribersTable>,
  'topics' | 'locale' | 'time_zone' | 'zone_chosen_at' | 'paused_until'
>;

/** Sets what a reader chose, and records what changed; false if they are unknown. */
export async function choose(
  db: Database,
  dialect: Dialect,
  readerId: string,
  choices: Choices,
  source: ConsentSource,
  now: string,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('subscribers')
      .select(['id', 'topics', 'locale', 'time_zone', 'zone_chosen_at', 'paused_until'])
      .where('reader_id', '=', readerId)
      .modifyEnd(sql.raw(dialect.lockRows('subscribers')))
      .executeTakeFirst();
    if (!before) return false;
    const chosen = columnsOf(choices, now);
    const changed = describe(before, chosen);
    if (changed.length === 0) return true;
    await transaction.updateTable('subscribers').set(chosen).where('id', '=', before.id).execute();
    const detail = changed.join('; ');
    const entry = { ...source, detail: source.detail ? `${source.detail}; ${detail}` : detail };
    await addConsents(
      transaction,
      [{ subscriberId: before.id, action: 'changed', source: entry }],
      now,
    );
    return true;
  });
}

function columnsOf({ topics, locale, timeZone, pausedUntil }: Choices, now: string) {
  return {
    ...(topics !== undefined && { topics: toTopics(topics) }),
    ...(locale !== undefined && { locale }),
    // An import does not change what a reader has chosen.
    ...(timeZone !== undefined && { time_zone: timeZone, zone_chosen_at: now }),
    ...(pausedUntil !== undefined && { paused_until: pausedUntil?.toISOString() ?? null }),
  };
}

/** Says what is different, such as "topics: daily, weekend". */
function describe(before: Chosen, after: Partial<Chosen>): readonly string[] {
  const changed: string[] = [];
  const note = (column: keyof Chosen, say: (value: string | null) => string) => {
    const value = after[column];
    if (value !== undefined && value !== before[column]) changed.push(say(value));
  };
  note('topics', (topics) => {
    if (topics === null) return 'topics: all';
    return `topics: ${topics.slice(1, -1).replaceAll(',', ', ') || 'none'}`;
  });
  note('locale', (locale) => `language: ${locale ?? ''}`);
  note('time_zone', (zone) => `time zone: ${zone ?? ''}`);
  note('paused_until', (until) =>
    until === null ? 'pause ended' : `paused until ${until.slice(0, 10)}`,
  );
  return changed;
}
