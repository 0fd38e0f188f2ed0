/** The newsletter's files, watched. */

/** Something on the disk that the studio shows: an edition's sources, the mailbox, the ledger. */
export type Watched = 'source' | 'mailbox' | 'ledger';

export interface WatchedPlace {
  readonly kind: Watched;
  /** A file or a folder with all that is in it; it may come later, go and come again. */
  readonly path: string;
}

export interface Change {
  readonly kind: Watched;
  /** The file that changed, or the folder that came or went with all that is in it. */
  readonly path: string;
}

/** Hears of changes until the returned function is called. */
export type Watch = (hear: (change: Change) => void) => () => void;

/** A watch over some places; what cannot be watched is told and left out. */
export function watchPlaces(
  _places: readonly WatchedPlace[],
  _onFault: (error: Error) => void,
): Watch {
  return () => () => undefined;
}
