import type { Ledger, Run } from './ledger.ts';
import { limitsFor, type DeliverySettings } from './providers.ts';

export type Rate = DeliverySettings['rate'];

/** Allows a number of letters in any second, minute and hour. Times are in milliseconds. */
export interface RateLimit {
  /** Returns how long until one more letter may go; 0 if it may go now. */
  wait(now: number): number;
  /** Counts a letter that goes. */
  count(now: number): void;
  /** Takes back a letter that was counted at a time and did not go. */
  forget(then: number): void;
}

/** The limits that hold for all passes of a run, together with the runs of the last hour. */
export interface RateLimits {
  readonly overall: RateLimit;
  /** Returns the limit of a provider or a domain by its name. */
  readonly of: (name: string, rate: Rate) => RateLimit;
}

const HOUR = 3_600_000;

/** Makes the limits of the settings, and counts what was sent to a destination in the last hour. */
export async function createRateLimits(
  ledger: Ledger,
  { destination }: Pick<Run, 'destination'>,
  settings: DeliverySettings,
  now: Date,
): Promise<RateLimits> {
  const rates = [settings.rate, ...Object.values(settings.providers)];
  const overall = rateLimit(settings.rate);
  const byName = new Map<string, RateLimit>();
  const of = (name: string, rate: Rate) => {
    const found = byName.get(name) ?? rateLimit(rate);
    byName.set(name, found);
    return found;
  };
  const isLong = ({ perMinute, perHour }: Rate) => perMinute !== undefined || perHour !== undefined;
  if (!rates.some(isLong)) return { overall, of };
  const anHourAgo = new Date(now.getTime() - HOUR);
  for await (const { at, domain } of ledger.releasedSince(anHourAgo, destination)) {
    overall.count(at.getTime());
    const lane = limitsFor(domain, settings);
    if (lane) of(lane.name, lane.limits).count(at.getTime());
  }
  return { overall, of };
}

/** Makes one limit of several windows; each of them holds, wherever it begins. */
export function rateLimit({ perSecond, perMinute, perHour }: Rate): RateLimit {
  const windows = [
    ...(perSecond === undefined ? [] : [slidingWindow(perSecond, 1000)]),
    ...(perMinute === undefined ? [] : [slidingWindow(perMinute, 60_000)]),
    ...(perHour === undefined ? [] : [slidingWindow(perHour, HOUR)]),
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

/** Keeps the times of the letters in the window, and perhaps older ones. */
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
