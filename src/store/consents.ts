/** The record of consent, to which every change of a reader adds an entry. */
import type { Insertable, Kysely, Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { Consent, ConsentAction, ConsentSource } from '../subscribers/reader.ts';
import { inChunks } from './chunks.ts';
import type { ConsentsTable, Schema } from './schema.ts';
import { hashOf, keepWording } from './wordings.ts';

type Database = Kysely<Schema>;

/** An entry for a subscriber, by their row's id. */
export interface NewConsent {
  readonly subscriberId: number;
  readonly action: ConsentAction;
  readonly source: ConsentSource;
}

/** Adds entries, and the wordings that they name. */
export async function addConsents(
  db: Database,
  entries: readonly NewConsent[],
  now: string,
): Promise<void> {
  const wordings = new Set(entries.flatMap(({ source }) => source.wording ?? []));
  for (const wording of wordings) await keepWording(db, wording);
  for (const some of inChunks(entries)) {
    await db
      .insertInto('consents')
      .values(some.map((entry) => toRow(entry, now)))
      .execute();
  }
}

function toRow(
  { subscriberId, action, source: from }: NewConsent,
  now: string,
): Insertable<ConsentsTable> {
  return {
    subscriber_id: subscriberId,
    action,
    at: now,
    source: from.source,
    page: from.page ?? null,
    wording: from.wording === undefined ? null : hashOf(from.wording),
    locale: from.locale ?? null,
    message_id: from.messageId ?? null,
    ip: from.ip ?? null,
    detail: from.detail ?? null,
  };
}

/** Lists a subscriber's entries with their wordings, oldest first. */
export async function consentsOf(db: Database, subscriberId: number): Promise<readonly Consent[]> {
  const rows = await db
    .selectFrom('consents')
    .leftJoin('wordings', 'wordings.hash', 'consents.wording')
    .selectAll('consents')
    .select('wordings.text')
    .where('subscriber_id', '=', subscriberId)
    .orderBy('id')
    .execute();
  return rows.map(toConsent);
}

function toConsent(row: Selectable<ConsentsTable> & { readonly text: string | null }): Consent {
  return {
    action: row.action,
    at: new Date(row.at),
    source: row.source,
    ...defined({
      page: row.page ?? undefined,
      wording: row.text ?? undefined,
      wordingHash: row.wording ?? undefined,
      locale: row.locale ?? undefined,
      messageId: row.message_id ?? undefined,
      ip: row.ip ?? undefined,
      detail: row.detail ?? undefined,
    }),
  };
}
