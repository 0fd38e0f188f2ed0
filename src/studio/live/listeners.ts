import type { StudioEvent } from './live.ts';

export type Listener = (event: StudioEvent) => void;

/** The open pages, each with the edition that it shows, if it shows one. */
export interface Listeners {
  readonly add: (listener: Listener, lookingAt: string | undefined) => void;
  readonly remove: (listener: Listener) => void;
  readonly clear: () => void;
  /** To every page, or to those that look at no edition. */
  readonly tell: (event: StudioEvent, whom?: 'all' | 'overview') => void;
  /** Each edition once; undefined where a page shows none. */
  readonly lookedAt: () => readonly (string | undefined)[];
}

export function createListeners(): Listeners {
  const all = new Map<Listener, string | undefined>();
  return {
    add: (listener, lookingAt) => void all.set(listener, lookingAt),
    remove: (listener) => void all.delete(listener),
    clear: () => {
      all.clear();
    },
    tell: (event, whom = 'all') => {
      for (const [listener, lookingAt] of all)
        if (whom === 'all' || lookingAt === undefined) listener(event);
    },
    lookedAt: () => [...new Set(all.values())],
  };
}
