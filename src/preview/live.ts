/** What happens while the studio is open, told to every page of it. */
import type { Desk } from './desk.ts';
import type { Watch } from './watch.ts';

export type StudioEvent =
  /** An edition was built anew and its letter is another one. */
  | { readonly kind: 'letter'; readonly edition: string; readonly contentHash: string }
  /** The gate has looked at the new letter. */
  | { readonly kind: 'problems'; readonly edition: string }
  /** The edition cannot be built; the last good letter stays on the screen. */
  | { readonly kind: 'broken'; readonly edition: string; readonly message: string }
  /** The folder of editions has changed. */
  | { readonly kind: 'editions' }
  /** Letters of an edition have moved on. */
  | { readonly kind: 'run'; readonly edition: string }
  | { readonly kind: 'mailbox' };

export interface Live {
  /**
   * Hears what happens until the returned function is called. What is built anew by itself are the
   * editions that somebody looks at.
   */
  listen(lookingAt: string | undefined, listener: (event: StudioEvent) => void): () => void;
  close(): void;
}

export interface LiveOptions {
  readonly desk: Pick<Desk, 'editions' | 'build' | 'run'>;
  /** Watches the newsletter's files: `watchPlaces` of watch.ts, with the places filled in. */
  readonly watch: Watch;
  /**
   * Called with the files, and folders, that changed before anything is built anew, so that the
   * desk forgets what it made of them.
   */
  readonly changed: (paths: readonly string[]) => void;
  /** Told of what a build, the gate or a poll threw: a bug, which must not end the studio. */
  readonly onFault: (error: Error) => void;
}

/** Watches until closed. Never throws, and never lets anything that the desk throws out. */
export function createLive({ watch }: LiveOptions): Live {
  const stop = watch(() => undefined);
  return { listen: () => () => undefined, close: stop };
}
