/** Readers in words, for people. */
import type { AddressStanding } from '../../../app/subscribers/known.ts';
import { printable } from '../../../base/printable.ts';
import type { Reader } from '../../../subscribers/reader.ts';
import type { Suppression } from '../../../subscribers/suppression.ts';
import { fullName } from '../../../subscribers/subscriber.ts';

/** Returns the day of a time in UTC, as YYYY-MM-DD. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

interface StandingFacts {
  readonly reader?: Reader;
  readonly suppression?: Suppression;
  /** When somebody signed up who has not confirmed. */
  readonly since?: Date;
}

/** Says where a reader stands, and why: "paused until 2026-12-01". */
export function standingWords(
  state: AddressStanding,
  { reader, suppression, since }: StandingFacts,
): string {
  if (suppression && state === 'suppressed') {
    return printable(`suppressed: ${suppression.reason} (${dayOf(suppression.since)})`);
  }
  if (reader?.state.kind === 'paused') return `paused until ${dayOf(reader.state.until)}`;
  if (reader?.state.kind === 'unsubscribed') return `unsubscribed on ${dayOf(reader.state.since)}`;
  return state === 'pending' && since ? `pending since ${dayOf(since)}` : state;
}

/** Returns an address, with the name if there is one. */
export function addressed(email: string, reader?: Reader): string {
  const name = reader && fullName(reader);
  return printable(name === undefined ? email : `${email}  ${name}`);
}
