import { asError } from '../../base/as-error.ts';
import type { Desk } from '../desk.ts';
import type { StudioEvent } from './events.ts';

const POLL_MS = 500;
/** While nothing changes: the SQLite file wakes the poll, a database elsewhere can't. */
const IDLE_MS = 2000;
/** Polling takes at most one part in this many of the time. */
const SHARE = 10;

export interface RunWatch {
  /** Polls soon: the database was written to, or a page shows another edition. */
  readonly wake: () => void;
  readonly close: () => void;
}

export interface RunWatchOptions {
  readonly desk: Pick<Desk, 'run'>;
  /** The editions whose runs are on the screen; without any, nothing is polled. */
  readonly followed: () => readonly string[];
  readonly tell: (event: StudioEvent) => void;
  readonly onFault: (error: Error) => void;
}

/** Tells when deliveries of an edition on the screen have changed their state. */
export function watchRuns({ desk, followed, tell, onFault }: RunWatchOptions): RunWatch {
  const last = new Map<string, string>();
  let next: NodeJS.Timeout | undefined;
  let earliest = 0;
  let polling = false;
  let closed = false;

  /** Whether the run has changed since the last poll, or may have since the page was made. */
  const hasChanged = async (edition: string): Promise<boolean> => {
    const view = await desk.run(edition);
    const now = JSON.stringify(view ?? null);
    const before = last.get(edition);
    last.set(edition, now);
    return before === undefined ? view?.sending === true : before !== now;
  };
  const ask = async (edition: string): Promise<boolean> => {
    try {
      const changed = await hasChanged(edition);
      if (changed) tell({ kind: 'run', edition });
      return changed;
    } catch (error) {
      onFault(asError(error));
      return false;
    }
  };
  const poll = async () => {
    const editions = followed();
    for (const known of last.keys()) if (!editions.includes(known)) last.delete(known);
    polling = true;
    const start = performance.now();
    let changed = false;
    for (const edition of editions) changed = (await ask(edition)) || changed;
    polling = false;
    const took = performance.now() - start;
    earliest = performance.now() + Math.max(POLL_MS, took * SHARE);
    plan(changed ? 0 : IDLE_MS);
  };
  const plan = (wait: number) => {
    clearTimeout(next);
    if (closed || polling || followed().length === 0) return;
    next = setTimeout(() => void poll(), Math.max(wait, earliest - performance.now()));
  };
  const close = () => {
    closed = true;
    clearTimeout(next);
  };
  return {
    wake: () => {
      plan(0);
    },
    close,
  };
}
