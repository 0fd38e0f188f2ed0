import type { DeliverySettings } from './providers.ts';

/** What a breaker counts of one letter, in the terms of the reply table. */
export type BreakerEvent = 'accepted' | 'refused' | 'policy' | 'deferred';

const DESCRIPTIONS = {
  refused: 'recipients were refused',
  policy: 'letters were refused for their sender or content',
  deferred: 'letters were deferred',
} as const;

export interface Breaker {
  /** Counts a letter; returns why the run must pause, or undefined. */
  add(event: BreakerEvent): string | undefined;
}

/** Watches the last letters of a run: if too many fail alike, the cause is not the recipients. */
export function createBreaker(settings: DeliverySettings['pause']): Breaker {
  const last: BreakerEvent[] = [];
  const counts = { accepted: 0, refused: 0, policy: 0, deferred: 0 };
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
