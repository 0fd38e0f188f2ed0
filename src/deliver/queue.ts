import { createLanes, type LanesOptions } from './lanes.ts';
import type { Due } from './ledger.ts';

export interface QueueOptions extends LanesOptions {
  /** Reads the next deliveries of the run in its order; none at its end. */
  readonly read: (limit: number) => Promise<readonly Due[]>;
}

/** Hands out a run's deliveries one by one, as fast as the limits allow. */
export interface Queue {
  /** Waits for the next that may go; undefined at the end of the run, or once it is aborted. */
  take(signal: AbortSignal): Promise<Due | undefined>;
  /** Returns the next if one may go now and no caller of `take` waits for it. */
  takeNow(): Due | undefined;
  /** Notes that its letter is no longer under way. */
  done(due: Due): void;
  /** Puts back a delivery that was taken and not tried; it is the next of its lane. */
  giveBack(due: Due): void;
}

/** How many deliveries are held in memory at most. */
const LOOKAHEAD = 1000;
/** How many deliveries are read at once. */
const PAGE = 200;

/** Opens a queue of deliveries that are due; it is refilled before it is empty. */
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
      const turn = lanes.take();
      if (turn.kind === 'wait') {
        if (Number.isFinite(turn.milliseconds)) timer = setTimeout(dispatch, turn.milliseconds);
        break;
      }
      waiter(turn.due);
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
      const turn = waiters.size === 0 ? lanes.take() : undefined;
      readAhead();
      return turn?.kind === 'taken' ? turn.due : undefined;
    },
    done: thenDispatch(lanes.done),
    giveBack: thenDispatch(lanes.giveBack),
  };
}

type Waiter = (due: Due | undefined) => void;

/** Waits in line for a delivery; resolves to undefined when the signal is aborted. */
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
