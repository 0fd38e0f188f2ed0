/** What happens while the studio is open, told to every page of it. */
import { asError } from '../../base/as-error.ts';
import type { Desk } from '../desk.ts';
import { createBuilds, warmUp } from './builds.ts';
import { burst } from './burst.ts';
import { createEditionList } from './list.ts';
import { createListeners } from './listeners.ts';
import { watchRuns } from './runs.ts';
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

/** Watches until closed. Lets nothing out that the desk throws. */
export function createLive({ desk, watch, changed, onFault }: LiveOptions): Live {
  const listeners = createListeners();
  const { tell, lookedAt } = listeners;
  const list = createEditionList({ desk, onFault });
  const builds = createBuilds({ desk, tell, onFault });
  // Who looks at no edition has the list of them on the screen.
  const followed = () => lookedAt().flatMap((edition) => edition ?? list.newest());
  const runs = watchRuns({ desk, followed, tell, onFault });

  const sources = sourceBurst(changed, onFault, async () => {
    const editions = lookedAt().filter((edition) => edition !== undefined);
    await Promise.all(editions.map((edition) => builds.refresh(edition)));
    tell({ kind: 'editions' }, (await list.refresh()) ? 'all' : 'overview');
  });
  const mailbox = burst(() => {
    tell({ kind: 'mailbox' });
    return Promise.resolve();
  });
  const stop = watch(({ kind, path }) => {
    if (kind === 'source') sources.hear(path);
    else if (kind === 'mailbox') mailbox.hear();
    else runs.wake();
  });
  void list.refresh().then(() => {
    runs.wake();
    const [newest] = list.newest();
    if (newest !== undefined) void warmUp({ desk, onFault }, newest);
  });

  return {
    listen: (lookingAt, listener) => {
      listeners.add(listener, lookingAt);
      if (lookingAt !== undefined) builds.greet(lookingAt, listener);
      runs.wake();
      return () => {
        listeners.remove(listener);
        if (lookingAt !== undefined && !lookedAt().includes(lookingAt)) builds.forget(lookingAt);
      };
    },
    close: () => {
      listeners.clear();
      for (const end of [stop, sources.close, mailbox.close, runs.close, builds.close]) end();
    },
  };
}

/** A burst of changed files: the desk forgets them, then the pages are told. */
function sourceBurst(
  changed: LiveOptions['changed'],
  onFault: LiveOptions['onFault'],
  then: () => Promise<void>,
) {
  const paths = new Set<string>();
  const { hear, close } = burst(async () => {
    const these = [...paths];
    paths.clear();
    try {
      changed(these);
    } catch (error) {
      onFault(asError(error));
    }
    await then();
  });
  const hearPath = (path: string) => {
    paths.add(path);
    hear();
  };
  return { hear: hearPath, close };
}
