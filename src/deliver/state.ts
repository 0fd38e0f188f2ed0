import type { DestinationKind } from './destination.ts';

/**
 * The state of one subscriber's delivery:
 *
 *     planned ─▶ released ─▶ accepted          suppressed   left out
 *        ▲          │  ├───▶ rejected          expired      too late to be news
 *        └ deferred ◀┘ └───▶ unknown
 *
 * `released` is recorded after the server's 354 and before the first byte of the body; a delivery
 * that was released and has no outcome is `unknown`, and is never sent again by itself (RFC 1047).
 */
export const DELIVERY_STATES = [
  'planned',
  'released',
  'accepted',
  'deferred',
  'rejected',
  'unknown',
  'suppressed',
  'expired',
] as const;

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * The states from which each state can be reached; the ledger allows no other change. A final
 * state goes back to planned only on the user's request.
 */
export const REACHED_FROM: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  planned: ['rejected', 'expired', 'unknown'],
  released: ['planned', 'deferred'],
  accepted: ['released'],
  deferred: ['planned', 'deferred', 'released'],
  rejected: ['planned', 'deferred', 'released'],
  unknown: ['released'],
  suppressed: ['planned', 'deferred'],
  expired: ['planned', 'deferred'],
};

/** What each state means, for an editor. */
const MEANING: Readonly<Record<DeliveryState, string>> = {
  planned: 'waiting to be sent',
  released: 'being sent, no reply yet',
  accepted: 'accepted by the mail server',
  deferred: 'will be tried again later',
  rejected: 'permanently refused',
  unknown: 'may or may not have arrived',
  suppressed: 'left out: suppressed, paused or unsubscribed',
  expired: 'not accepted in time',
};

/** Returns what a state means for letters to a destination, for an editor. */
export function meaningOf(state: DeliveryState, destination: DestinationKind): string {
  const isCaught = destination === 'mailbox' && state === 'accepted';
  return isCaught ? 'caught by the built-in mailbox' : MEANING[state];
}

/** The number of deliveries in each state; together they are the run's audience. */
export type Tally = Readonly<Record<DeliveryState, number>>;

/** Returns how many deliveries are still to be sent. */
export function pending(tally: Tally): number {
  return tally.planned + tally.deferred;
}

/** Adds up tallies, state by state. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  const sum = (state: DeliveryState) => tallies.reduce((total, each) => total + each[state], 0);
  return Object.fromEntries(DELIVERY_STATES.map((state) => [state, sum(state)])) as Tally;
}
