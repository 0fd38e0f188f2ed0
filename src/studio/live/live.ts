/** Watches the newsletter while the studio is open, and tells its pages what happens. */
import { statSync } from 'node:fs';
import { asError } from '../../base/as-error.ts';
import type { Desk } from '../desk.ts';
import { createBuilder, warmUp } from './builder.ts';
import { burst } from './burst.ts';
import { createEditionList } from './edition-list.ts';
import { createListeners, type Listener } from './events.ts';
import type { WatchFiles } from './watch-files.ts';
import { watchRuns } from './watch-runs.ts';
import { watchStandings } from './watch-standings.ts';

export interface Live {
  /**
   * Tells a page what happens, until the returned function is called. Only editions that a page
   * shows are built again when their sources change.
   */
  listen(edition: string | undefined, listener: Listener): () => void;
  /** Takes in a file that the studio itself has written, without waiting for the disk to tell. */
  heard(path: string): void;
  /** Tells the pages that there is something new about the sending of an edition. */
  moved(edition: string): void;
  close(): void;
}

export interface LiveOptions {
  readonly desk: Pick<Desk, 'editions' | 'build' | 'run' | 'standings'>;
  /** Watches the newsletter's files: `watchPlaces` of watch-files.ts, with the places filled in. */
  readonly watch: WatchFiles;
  /**
   * Called with the files and folders that changed, before anything is built again, so that the
   * desk forgets what it made of them.
   */
  readonly changed: (paths: readonly string[]) => void;
  /** Called with what a build, a check or a poll threw: a bug, which must not stop the studio. */
  readonly onFault: (error: Error) => void;
}

/** Starts to watch, until closed. Nothing that the desk throws gets out. */
export function createLive({ desk, watch, changed, onFault: report }: LiveOptions): Live {
  let closed = false;
  // What is still being built when the studio closes fails without its database.
  const onFault = (error: Error) => {
    if (!closed) report(error);
  };
  const listeners = createListeners();
  const { tell, shown } = listeners;
  const list = createEditionList({ desk, onFault });
  const builder = createBuilder({ desk, tell, onFault });
  // A page that shows no edition shows the list of them.
  const followed = () => shown().flatMap((edition) => edition ?? list.newest());
  const runs = watchRuns({ desk, followed, tell, onFault });
  const endStandings = watchStandings({ desk, followed, tell, onFault });

  const lists = burst(async () => {
    tell({ kind: 'editions' }, (await list.refresh()) ? 'all' : 'overview');
  });
  const sources = sourceBurst(changed, onFault, async () => {
    const editions = shown().filter((edition) => edition !== undefined);
    await Promise.all(editions.map((edition) => builder.refresh(edition)));
    lists.hear();
  });
  const written = new Map<string, string | undefined>();
  // The disk tells of what the studio has written, too.
  const isOwn = (path: string) => written.has(path) && written.get(path) === stampOf(path);
  const mailbox = burst(() => {
    tell({ kind: 'mailbox' });
    return Promise.resolve();
  });
  const stop = watch(({ kind, path }) => {
    if (kind === 'source') {
      if (!isOwn(path)) sources.hear(path);
    } else if (kind === 'mailbox') mailbox.hear();
    else runs.wake();
  });
  void list.refresh().then(() => {
    runs.wake();
    const [newest] = list.newest();
    if (newest !== undefined) void warmUp({ desk, onFault }, newest);
  });

  return {
    listen: (edition, listener) => {
      listeners.add(listener, edition);
      if (edition !== undefined) builder.greet(edition, listener);
      runs.wake();
      return () => {
        listeners.remove(listener);
        if (edition !== undefined && !shown().includes(edition)) builder.forget(edition);
      };
    },
    heard: (path) => {
      written.set(path, stampOf(path));
      sources.hearAtOnce(path);
    },
    moved: (edition) => {
      if (!closed) tell({ kind: 'run', edition });
    },
    close: () => {
      closed = true;
      listeners.clear();
      for (const end of [
        stop,
        endStandings,
        sources.close,
        lists.close,
        mailbox.close,
        runs.close,
        builder.close,
      ])
        end();
    },
  };
}

/** Collects the files of a burst; the desk forgets them before anything is built again. */
function sourceBurst(
  changed: LiveOptions['changed'],
  onFault: LiveOptions['onFault'],
  then: () => Promise<void>,
) {
  const paths = new Set<string>();
  const { hear, hearAtOnce, close } = burst(async () => {
    const these = [...paths];
    paths.clear();
    try {
      changed(these);
    } catch (error) {
      onFault(asError(error));
    }
    await then();
  });
  return {
    hear: (path: string) => {
      paths.add(path);
      hear();
    },
    hearAtOnce: (path: string) => {
      paths.add(path);
      hearAtOnce();
    },
    close,
  };
}

/** Tells the states of a file apart; undefined if there is none. */
function stampOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}
