import type { Due } from './ledger.ts';
import type { LaneLimits } from './providers.ts';
import type { RateLimit } from './rate.ts';
import type { Rates } from './rates.ts';

export interface QueueOptions {
  /** The next deliveries of the run in its order; none at its end. */
  readonly read: (limit: number) => Promise<readonly Due[]>;
  /** The limits of a domain; undefined where it has none of its own. */
  readonly limitsFor: (domain: string) => LaneLimits | undefined;
  readonly rates: Rates;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Hands out a run's deliveries one by one, as fast as the limits allow. */
export interface Queue {
  /** The next that may go now; undefined at the end of the run, or once the signal is aborted. */
  take(signal: AbortSignal): Promise<Due | undefined>;
  /** The next, if one may go this moment and nobody waits for it. */
  takeNow(): Due | undefined;
  /** Its letter is no longer under way. */
  done(due: Due): void;
  /** It was taken and not tried: it is the next of its lane again. */
  giveBack(due: Due): void;
}

/** Letters to one provider, or to all that have no limits of their own. */
interface Lane {
  readonly waiting: Due[];
  readonly limits: LaneLimits['limits'];
  readonly rate: RateLimit;
  underWay: number;
}

/** How many deliveries are held in memory at most, and read at once. */
const LOOKAHEAD = 1000;
const PAGE = 200;
const UNLIMITED: LaneLimits = { name: '', limits: {} };

export function createQueue(options: QueueOptions): Queue {
  const lanes = createLanes(options);
  const waiters = new Set<Waiter>();
  let reading = false;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  let failed: { readonly reason: unknown } | undefined;

  async function read(): Promise<void> {
    reading = true;
    try {
      const page = await options.read(PAGE);
      if (page.length === 0) ended = true;
      for (const due of page) lanes.add(due);
    } catch (reason) {
      failed = { reason };
    }
    reading = false;
    dispatch();
  }

  function dispatch(): void {
    clearTimeout(timer);
    for (const waiter of waiters) {
      const next = lanes.take();
      if (next.kind === 'wait') {
        if (Number.isFinite(next.milliseconds)) timer = setTimeout(dispatch, next.milliseconds);
        break;
      }
      waiter(next.due);
    }
    if ((ended && lanes.size() === 0) || failed) for (const waiter of waiters) waiter(undefined);
    readAhead();
  }

  function readAhead(): void {
    if (ended || failed || reading) return;
    if (lanes.size() < (waiters.size > 0 ? LOOKAHEAD : PAGE)) void read();
  }

  const thenDispatch = (act: (due: Due) => void) => (due: Due) => {
    act(due);
    dispatch();
  };

  return {
    take: async (signal) => {
      if (signal.aborted) return undefined;
      const turn = waitIn(waiters, signal);
      dispatch();
      const due = await turn;
      if (waiters.size === 0) clearTimeout(timer);
      if (failed) throw failed.reason;
      return due;
    },
    takeNow: () => {
      const next = waiters.size === 0 ? lanes.take() : undefined;
      readAhead();
      return next?.kind === 'taken' ? next.due : undefined;
    },
    done: thenDispatch(lanes.done),
    giveBack: thenDispatch(lanes.giveBack),
  };
}

type Waiter = (due: Due | undefined) => void;

/** Stands in a line until it is served, with undefined once the signal is aborted. */
function waitIn(line: Set<Waiter>, signal: AbortSignal): Promise<Due | undefined> {
  return new Promise((resolve) => {
    const waiter = (due: Due | undefined) => {
      line.delete(waiter);
      signal.removeEventListener('abort', abort);
      resolve(due);
    };
    const abort = () => {
      waiter(undefined);
    };
    signal.addEventListener('abort', abort);
    line.add(waiter);
  });
}

type Taken =
  | { readonly kind: 'taken'; readonly due: Due }
  | { readonly kind: 'wait'; readonly milliseconds: number };

/** The lines by their name, served in turn, so that a slow provider holds up nobody else. */
function createLanes({ limitsFor, rates, now }: QueueOptions) {
  const { overall } = rates;
  const lanes = new Map<string, Lane>();
  /** Those in which somebody waits; the first that may is served next. */
  const turn: Lane[] = [];
  /** When those under way were taken. */
  const taken = new Map<Due, number>();
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
    taken.delete(due);
  }

  return {
    size: () => size,
    add(due: Due) {
      const lane = laneOf(due.domain);
      if (lane.waiting.length === 0) turn.push(lane);
      lane.waiting.push(due);
      size++;
    },
    take(): Taken {
      const time = now();
      const waits = turn.map((lane) => Math.max(waitOf(lane, time), overall.wait(time)));
      const index = waits.indexOf(0);
      const [lane] = index < 0 ? [] : turn.splice(index, 1);
      const due = lane?.waiting.shift();
      if (!lane || !due) return { kind: 'wait', milliseconds: Math.min(Infinity, ...waits) };
      if (lane.waiting.length > 0) turn.push(lane);
      size--;
      lane.underWay++;
      lane.rate.count(time);
      overall.count(time);
      taken.set(due, time);
      return { kind: 'taken', due };
    },
    done,
    giveBack: (due: Due) => {
      const lane = laneOf(due.domain);
      const time = taken.get(due) ?? now();
      lane.rate.forget(time);
      overall.forget(time);
      done(due);
      if (lane.waiting.length === 0) turn.unshift(lane);
      lane.waiting.unshift(due);
      size++;
    },
  };
}
