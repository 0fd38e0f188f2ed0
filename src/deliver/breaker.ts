import type { DeliverySettings } from './providers.ts';

/** What a breaker counts of one letter, in the terms of the reply table. */
export type BreakerEvent = 'accepted' | 'refused' | 'policy' | 'deferred' | 'unknown';

/** How many of the last letters may have the same outcome before the run pauses. */
export type BreakerLimits = DeliverySettings['pause'] & { readonly unknown: number };

const DESCRIPTIONS = {
  refused: 'recipients were refused',
  policy: 'letters were refused for their sender or content',
  deferred: 'letters were deferred',
  unknown: 'letters are unknown, because the server did not reply to them',
} as const;

/**
 * Returns how many letters may be unknown for a number of connections: when they are lost together,
 * each leaves one. That may happen twice in a while; a server that never replies is another matter.
 */
export function unknownLimit(connections: number): number {
  return 2 * connections + 1;
}

export interface Breaker {
  /** Counts a letter; returns why the run must pause, or undefined. */
  add(event: BreakerEvent): string | undefined;
}

/** Watches the last letters of a run: if too many fail alike, the cause is not the recipients. */
export function createBreaker(settings: BreakerLimits): Breaker {
  const last: BreakerEvent[] = [];
  const counts = { accepted: 0, refused: 0, policy: 0, deferred: 0, unknown: 0 };
  let oldest = 0;
  return {
    add(event) {
      const dropped = last[oldest];
      if (dropped) counts[dropped]--;
      last[oldest] = event;
      oldest = (oldest + 1) % settings.window;
      counts[event]++;
      if (event === 'accepted' || counts[event] < settings[event]) return undefined;
      return `${counts[event]} of the last ${last.length} ${DESCRIPTIONS[event]}`;
    },
  };
}
