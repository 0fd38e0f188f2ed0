/** What happens while the studio is open, and the pages that hear of it. */

export type StudioEvent =
  /** An edition was built again, and its letter has changed. */
  | { readonly kind: 'letter'; readonly edition: string; readonly contentHash: string }
  /** The checks of the new letter are done. */
  | { readonly kind: 'problems'; readonly edition: string }
  /** The edition cannot be built; the last good letter stays on the screen. */
  | { readonly kind: 'broken'; readonly edition: string }
  /** The list of editions has changed. */
  | { readonly kind: 'editions' }
  /** Deliveries of an edition have changed their state. */
  | { readonly kind: 'run'; readonly edition: string }
  | { readonly kind: 'mailbox' };

export type Listener = (event: StudioEvent) => void;

/** The open pages, each with the edition that it shows, if it shows one. */
export interface Listeners {
  readonly add: (listener: Listener, edition: string | undefined) => void;
  readonly remove: (listener: Listener) => void;
  readonly clear: () => void;
  /** Tells every page, or only those that show no edition. */
  readonly tell: (event: StudioEvent, to?: 'all' | 'overview') => void;
  /** Each edition that is shown, once; undefined if a page shows none. */
  readonly shown: () => readonly (string | undefined)[];
}

/** Opens a list of listeners, without any. */
export function createListeners(): Listeners {
  const editions = new Map<Listener, string | undefined>();
  return {
    add: (listener, edition) => void editions.set(listener, edition),
    remove: (listener) => void editions.delete(listener),
    clear: () => {
      editions.clear();
    },
    tell: (event, to = 'all') => {
      for (const [listener, edition] of editions)
        if (to === 'all' || edition === undefined) listener(event);
    },
    shown: () => [...new Set(editions.values())],
  };
}
