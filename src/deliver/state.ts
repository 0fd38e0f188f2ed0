/**
 * What has become of one subscriber's letter:
 *
 *     planned ─▶ released ─▶ accepted
 *        ▲          │  ├───▶ rejected
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
] as const;

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How many deliveries of a run are in each state; they add up to its audience. */
export type Tally = Readonly<Record<DeliveryState, number>>;

/** The deliveries that a run would still send. */
export function pending(tally: Tally): number {
  return tally.planned + tally.deferred;
}
