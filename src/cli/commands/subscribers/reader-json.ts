import { standingOf, type Reader } from '../../../subscribers/reader.ts';
import type { Suppression } from '../../../subscribers/suppression.ts';

/** Returns a reader as JSON shows them in lists. */
export function readerJson(reader: Reader) {
  const { id, email, name, firstName, lastName, attributes, topics, locale, timeZone } = reader;
  const { since, state, suppression } = reader;
  return {
    id,
    email,
    name,
    firstName,
    lastName,
    state: standingOf(reader),
    ...(state.kind === 'paused' && { pausedUntil: state.until }),
    ...(state.kind === 'unsubscribed' && { unsubscribedAt: state.since }),
    topics: topics ?? null,
    suppressed: suppressionJson(suppression),
    locale,
    timeZone,
    since,
    attributes,
  };
}

/** Returns a suppression as JSON shows it. */
export function suppressionJson(suppression: Suppression | undefined) {
  if (!suppression) return null;
  const { kind, reason, since } = suppression;
  return { kind, reason, since };
}
