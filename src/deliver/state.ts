/**
 * What has become of one subscriber's letter:
 *
 *     planned ─▶ released ─▶ accepted          suppressed   left out, and why
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
 * The states from which each can be reached; the ledger moves a delivery in no other way. What
 * stands in a final state goes back to planned only when the user says so.
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

/** What a state means to an editor. */
export const MEANING: Readonly<Record<DeliveryState, string>> = {
  planned: 'waits for its turn',
  released: 'on its way, no answer yet',
  accepted: 'taken by the server',
  deferred: 'put off, will be tried again',
  rejected: 'refused for good',
  unknown: 'may or may not have arrived',
  suppressed: 'left out on purpose',
  expired: 'too late to be news',
};

/** How many deliveries of a run are in each state; they add up to its audience. */
export type Tally = Readonly<Record<DeliveryState, number>>;

/** The deliveries that a run would still send. */
export function pending(tally: Tally): number {
  return tally.planned + tally.deferred;
}
