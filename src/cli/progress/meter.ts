import type { DeliveryState } from '../../deliver/state.ts';

/** How far a run is. */
export interface Reading {
  readonly total: number;
  /** Letters that have come to an end, whichever it was. */
  readonly done: number;
  /** Letters that are not simply accepted, by state; none is 0. */
  readonly others: readonly (readonly [state: DeliveryState, count: number])[];
  /** Letters per second over the last ten seconds; 0 if that is not known yet. */
  readonly perSecond: number;
  /** Until everything has been tried once, at this rate. */
  readonly leftMs?: number;
}

export interface Meter {
  outcome(subscriberId: number, state: DeliveryState): void;
  /** Records the current count, for the rate. Call it a few times per second. */
  sample(): void;
  /** Nothing may be sent: that time counts for no rate, until the next outcome. */
  pause(): void;
  read(): Reading;
  /** Letters a second over the whole time in which letters could be sent, and that time. */
  average(): { readonly perSecond: number; readonly activeMs: number };
}

const WINDOW_MS = 10_000;
const OTHERS = ['deferred', 'rejected', 'unknown', 'suppressed', 'expired'] as const;

/** Counts the outcomes of `total` letters; `now` is in milliseconds and monotonic. */
export function createMeter(total: number, now: () => number): Meter {
  // A letter is counted as deferred once, however often it is deferred.
  const deferred = new Set<number>();
  const ended = { accepted: 0, rejected: 0, unknown: 0, suppressed: 0, expired: 0 };
  let tried = 0;
  let done = 0;
  let samples = [{ at: now(), tried }];
  let activeMs = 0;
  let activeSince: number | undefined = now();

  const resume = () => {
    activeSince = now();
    samples = [{ at: activeSince, tried }];
  };
  const active = () => activeMs + (activeSince === undefined ? 0 : now() - activeSince);
  const rate = () => {
    const first = samples[0];
    const ms = first ? now() - first.at : 0;
    return first && ms > 0 ? ((tried - first.tried) / ms) * 1000 : 0;
  };
  return {
    outcome: (subscriberId, state) => {
      if (state === 'planned' || state === 'released') return;
      if (activeSince === undefined) resume();
      tried++;
      if (state === 'deferred') deferred.add(subscriberId);
      else {
        if (deferred.size > 0) deferred.delete(subscriberId);
        ended[state]++;
        done++;
      }
    },
    sample: () => {
      const at = now();
      samples.push({ at, tried });
      // The first that stays is the last before the window, or a slow machine would have none.
      while ((samples[1]?.at ?? at) <= at - WINDOW_MS) samples.shift();
    },
    pause: () => {
      activeMs = active();
      activeSince = undefined;
    },
    read: () => {
      const perSecond = rate();
      const untried = total - done - deferred.size;
      const count = { ...ended, deferred: deferred.size };
      return {
        total,
        done,
        others: OTHERS.map((state) => [state, count[state]] as const).filter(([, n]) => n > 0),
        perSecond,
        ...(perSecond > 0 && untried > 0 && { leftMs: (untried / perSecond) * 1000 }),
      };
    },
    average: () => {
      const ms = active();
      return { perSecond: ms > 0 ? (tried / ms) * 1000 : 0, activeMs: ms };
    },
  };
}
