import { asError } from '../../base/as-error.ts';
import type { Desk } from '../desk.ts';
import type { LiveOptions, StudioEvent } from './live.ts';

const POLL_MS = 500;
/** Where nothing moves; the ledger's file wakes it, a database elsewhere cannot. */
const IDLE_MS = 2000;
/** A poll takes at most one part of so many of the time. */
const SHARE = 10;

export interface Runs {
  /** Something was written to the ledger, or somebody looks at another edition. */
  readonly wake: () => void;
  readonly close: () => void;
}

type Options = Pick<LiveOptions, 'onFault'> & {
  readonly desk: Pick<Desk, 'run'>;
  /** The editions that somebody looks at; none is asked for while there are none. */
  readonly followed: () => readonly string[];
  readonly tell: (event: StudioEvent) => void;
};

/** Tells when letters of a looked-at edition have moved on. */
export function watchRuns({ desk, followed, tell, onFault }: Options): Runs {
  const last = new Map<string, string>();
  let next: NodeJS.Timeout | undefined;
  let earliest = 0;
  let polling = false;
  let closed = false;

  /** Whether the run is another than when it was asked for last, or than a page may show. */
  const moved = async (edition: string): Promise<boolean> => {
    const view = await desk.run(edition);
    const now = JSON.stringify(view ?? null);
    const before = last.get(edition);
    last.set(edition, now);
    return before === undefined ? view?.sending === true : before !== now;
  };
  const ask = async (edition: string): Promise<boolean> => {
    try {
      const news = await moved(edition);
      if (news) tell({ kind: 'run', edition });
      return news;
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
    let news = false;
    for (const edition of editions) news = (await ask(edition)) || news;
    polling = false;
    const took = performance.now() - start;
    earliest = performance.now() + Math.max(POLL_MS, took * SHARE);
    plan(news ? 0 : IDLE_MS);
  };
  /** Not sooner than a sane rate allows. */
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
