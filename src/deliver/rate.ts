import type { DeliverySettings } from './providers.ts';

export type Rate = DeliverySettings['rate'];

/** Lets so many letters through in any second, minute and hour. Times are in milliseconds. */
export interface RateLimit {
  /** How long until one more may go; 0 now. */
  wait(now: number): number;
  /** Counts one that goes. */
  count(now: number): void;
  /** Takes back one that was counted at a time and did not go. */
  forget(then: number): void;
}

/** A sliding window for each limit that is set: it holds in every window, wherever it begins. */
export function rateLimit({ perSecond, perMinute, perHour }: Rate): RateLimit {
  const windows = [
    ...(perSecond === undefined ? [] : [slidingWindow(perSecond, 1000)]),
    ...(perMinute === undefined ? [] : [slidingWindow(perMinute, 60_000)]),
    ...(perHour === undefined ? [] : [slidingWindow(perHour, 3_600_000)]),
  ];
  return {
    wait: (now) => Math.max(0, ...windows.map((window) => window.wait(now))),
    count: (now) => {
      for (const window of windows) window.count(now);
    },
    forget: (then) => {
      for (const window of windows) window.forget(then);
    },
  };
}

/** The times of the letters in the window, and perhaps older ones: the oldest that counts decides. */
function slidingWindow(limit: number, length: number): RateLimit {
  let times: number[] = [];
  return {
    wait: (now) => Math.max(0, (times.at(-limit) ?? -Infinity) + length - now),
    count: (now) => {
      times.push(now);
      if (times.length >= 2 * limit) times = times.slice(-limit);
    },
    forget: (then) => {
      const index = times.lastIndexOf(then);
      if (index !== -1) times.splice(index, 1);
    },
  };
}
