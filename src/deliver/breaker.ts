import type { DeliverySettings } from './providers.ts';

/** What a breaker counts: what became of one letter, in the terms of the reply table. */
export type Fate = 'accepted' | 'refused' | 'policy' | 'deferred';

const WORDS = {
  refused: 'recipients were refused',
  policy: 'letters were refused for their sender or content',
  deferred: 'letters were put off',
} as const;

export interface Breaker {
  /** Counts a letter; why the run must pause, where it must. */
  add(fate: Fate): string | undefined;
}

/** Watches the last letters of a run: too many with one fate, and the fault is not theirs. */
export function createBreaker(settings: DeliverySettings['pause']): Breaker {
  const last: Fate[] = [];
  const counts = { accepted: 0, refused: 0, policy: 0, deferred: 0 };
  let oldest = 0;
  return {
    add(fate) {
      const dropped = last[oldest];
      if (dropped) counts[dropped]--;
      last[oldest] = fate;
      oldest = (oldest + 1) % settings.window;
      counts[fate]++;
      if (fate === 'accepted' || counts[fate] < settings[fate]) return undefined;
      return `${counts[fate]} of the last ${last.length} ${WORDS[fate]}`;
    },
  };
}
