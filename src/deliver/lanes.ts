import type { Due } from './ledger.ts';
import type { LaneLimits } from './providers.ts';
import type { RateLimit, RateLimits } from './rate-limits.ts';

export interface LanesOptions {
  /** Returns the limits of a domain; undefined if it has none of its own. */
  readonly limitsFor: (domain: string) => LaneLimits | undefined;
  readonly rates: RateLimits;
  /** The time in milliseconds. */
  readonly now: () => number;
}

/** The waiting deliveries in lanes by their limits; a slow provider holds up nobody else. */
export interface Lanes {
  /** How many deliveries wait. */
  readonly size: () => number;
  readonly add: (due: Due) => void;
  /** Takes the next delivery that may go now, from each lane in turn. */
  readonly take: () => LaneTurn;
  /** Notes that the letter of a delivery is no longer under way. */
  readonly done: (due: Due) => void;
  /** Puts back a delivery that was taken and not tried; it is the next of its lane. */
  readonly giveBack: (due: Due) => void;
}

/** A delivery, or how long to wait for one; infinite if that depends on letters under way. */
export type LaneTurn =
  | { readonly kind: 'taken'; readonly due: Due }
  | { readonly kind: 'wait'; readonly milliseconds: number };

/** Letters to one provider, or to all domains without limits of their own. */
interface Lane {
  readonly waiting: Due[];
  readonly limits: LaneLimits['limits'];
  readonly rate: RateLimit;
  underWay: number;
}

const UNLIMITED: LaneLimits = { name: '', limits: {} };

/** Opens a lane for each provider, which keeps the limits of that provider. */
export function createLanes({ limitsFor, rates, now }: LanesOptions): Lanes {
  const { overall } = rates;
  const lanes = new Map<string, Lane>();
  /** The lanes in which deliveries wait; the first one that may go is served next. */
  const queue: Lane[] = [];
  /** When the deliveries under way were taken. */
  const takenAt = new Map<Due, number>();
  let size = 0;

  function laneOf(domain: string): Lane {
    const { name, limits } = limitsFor(domain) ?? UNLIMITED;
    const found = lanes.get(name);
    if (found) return found;
    const lane = { waiting: [], limits, rate: rates.of(name, limits), underWay: 0 };
    lanes.set(name, lane);
    return lane;
  }

  function waitOf(lane: Lane, time: number): number {
    const full = lane.underWay >= (lane.limits.maxConnections ?? Infinity);
    return full ? Infinity : lane.rate.wait(time);
  }

  function done(due: Due): void {
    laneOf(due.domain).underWay--;
    takenAt.delete(due);
  }

  return {
    size: () => size,
    add(due) {
      const lane = laneOf(due.domain);
      if (lane.waiting.length === 0) queue.push(lane);
      lane.waiting.push(due);
      size++;
    },
    take() {
      const time = now();
      const waits = queue.map((lane) => Math.max(waitOf(lane, time), overall.wait(time)));
      const index = waits.indexOf(0);
      const [lane] = index < 0 ? [] : queue.splice(index, 1);
      const due = lane?.waiting.shift();
      if (!lane || !due) return { kind: 'wait', milliseconds: Math.min(Infinity, ...waits) };
      if (lane.waiting.length > 0) queue.push(lane);
      size--;
      lane.underWay++;
      lane.rate.count(time);
      overall.count(time);
      takenAt.set(due, time);
      return { kind: 'taken', due };
    },
    done,
    giveBack(due) {
      const lane = laneOf(due.domain);
      const time = takenAt.get(due) ?? now();
      lane.rate.forget(time);
      overall.forget(time);
      done(due);
      if (lane.waiting.length === 0) queue.unshift(lane);
      lane.waiting.unshift(due);
      size++;
    },
  };
}
