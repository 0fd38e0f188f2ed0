/** All that is kept about a reader, as they can have it (GDPR Art. 15 and 20). */
import type { ReaderRecordOf } from './readers.ts';
import { standingOf } from './reader.ts';

/** Returns what a reader downloads: plain data, to be written as JSON. */
export function readerDownload(
  { reader, consents, departures, requests, editions }: ReaderRecordOf,
  newsletter: string,
  now: Date,
) {
  const { email, name, firstName, lastName, attributes, locale, timeZone, topics, since } = reader;
  const { state, suppression } = reader;
  return {
    newsletter,
    exportedAt: now,
    profile: {
      email,
      name: name ?? null,
      firstName: firstName ?? null,
      lastName: lastName ?? null,
      locale: locale ?? null,
      timeZone: timeZone ?? null,
      attributes,
    },
    subscription: {
      since,
      state: standingOf(reader),
      ...(state.kind === 'paused' && { pausedUntil: state.until }),
      ...(state.kind === 'unsubscribed' && { unsubscribedAt: state.since }),
      /** Null: they have not chosen, and get every topic. */
      topics: topics ?? null,
      suppressed: suppression
        ? { kind: suppression.kind, reason: suppression.reason, since: suppression.since }
        : null,
    },
    consents,
    departures,
    requests: requests.map(({ purpose, email: newEmail, createdAt, usedAt }) => ({
      purpose,
      ...(newEmail !== undefined && { email: newEmail }),
      createdAt,
      ...(usedAt && { usedAt }),
    })),
    editions,
  };
}
