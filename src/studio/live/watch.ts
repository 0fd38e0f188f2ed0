/**
 * The newsletter's files, watched: folder by folder, because node:fs loses recursive watches of
 * folders that are linked, or that go and come again.
 */
import { lstatSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { asError } from '../../base/as-error.ts';
import { entriesOf, lookAt, nameBelow, nearest } from './watch-paths.ts';

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

/** Why a folder is watched: for everything in it, or for one name. */
interface Interest {
  readonly kind: Watched;
  readonly only?: string;
  /** What a change of that name is told as: the link that leads there. */
  readonly as?: string;
}

interface Open {
  readonly watcher: FSWatcher;
  interests: readonly Interest[];
}

/** Never written by hand, or the droppings of editors. */
const IGNORED = /^\.|~$|^node_modules$|^4913$/;

/** A watch over some places; a folder that cannot be watched is told once and left out. */
export function watchPlaces(
  places: readonly WatchedPlace[],
  onFault: (error: Error) => void,
): Watch {
  return (hear) => {
    const watching = new Watching(places, hear, onFault);
    return () => {
      watching.close();
    };
  };
}

/** The open watchers, by folder. */
class Watching {
  readonly #places: readonly WatchedPlace[];
  readonly #hear: (change: Change) => void;
  readonly #onFault: (error: Error) => void;
  readonly #open = new Map<string, Open>();
  readonly #faulty = new Set<string>();
  #wanted = new Map<string, readonly Interest[]>();
  #fresh: string[] = [];
  #soon: NodeJS.Immediate | undefined;

  constructor(
    places: readonly WatchedPlace[],
    hear: (change: Change) => void,
    onFault: (error: Error) => void,
  ) {
    this.#places = places;
    this.#hear = hear;
    this.#onFault = onFault;
    this.#visitAll();
  }

  close(): void {
    clearImmediate(this.#soon);
    for (const { watcher } of this.#open.values()) watcher.close();
    this.#open.clear();
  }

  /** Looks again at what there is, and tells what came while nobody watched it. */
  #lookAgain(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      for (const folder of this.#visitAll()) {
        for (const { kind, only, as } of this.#open.get(folder)?.interests ?? [])
          this.#hear({ kind, path: as ?? (only === undefined ? folder : join(folder, only)) });
      }
    });
  }

  /** Watches every folder that matters just now, and no other. Returns those that are new. */
  #visitAll(): readonly string[] {
    this.#wanted = new Map();
    this.#fresh = [];
    for (const { kind, path } of this.#places) {
      this.#want(nearest(dirname(path)), { kind, only: nameBelow(path) });
      this.#visit(kind, path, []);
    }
    for (const [folder, { watcher }] of this.#open) {
      if (this.#wanted.has(folder)) continue;
      watcher.close();
      this.#open.delete(folder);
    }
    return this.#fresh;
  }

  /** `above` are the real folders on the way: a link may lead back to one of them. */
  #visit(kind: Watched, path: string, above: readonly string[]): void {
    const found = lookAt(path);
    if (found === undefined || above.includes(found.real)) return;
    if (!found.folder) {
      if (found.real !== path)
        this.#want(dirname(found.real), { kind, only: basename(found.real), as: path });
      return;
    }
    // Watched before it is read: nothing can come between.
    this.#want(path, { kind });
    for (const entry of entriesOf(path)) {
      if (IGNORED.test(entry.name) || entry.isFile()) continue;
      this.#visit(kind, join(path, entry.name), [...above, found.real]);
    }
  }

  #want(folder: string, interest: Interest): void {
    const interests = [...(this.#wanted.get(folder) ?? []), interest];
    this.#wanted.set(folder, interests);
    const open = this.#open.get(folder) ?? this.#watch(folder);
    if (open) open.interests = interests;
  }

  #watch(folder: string): Open | undefined {
    try {
      const watcher = watch(folder, (event, name) => {
        this.#met(folder, event, name ?? '');
      });
      watcher.on('error', () => {
        this.#drop(folder);
      });
      const open: Open = { watcher, interests: [] };
      this.#open.set(folder, open);
      this.#fresh.push(folder);
      return open;
    } catch (error) {
      if (!this.#faulty.has(folder)) this.#onFault(asError(error));
      this.#faulty.add(folder);
      return undefined;
    }
  }

  #met(folder: string, event: string, name: string): void {
    const path = join(folder, name);
    const interests = this.#open.get(folder)?.interests ?? [];
    const met = interests.filter(({ only }) =>
      only === undefined ? !IGNORED.test(name) : only === name,
    );
    for (const { kind, as = path } of met) this.#hear({ kind, path: as });
    if (event !== 'rename') return;
    const found = lstatSync(path, { throwIfNoEntry: false });
    // A folder's own name: it is gone itself.
    if (found === undefined && name === basename(folder)) this.#drop(folder);
    else if (this.#open.has(path)) this.#drop(path);
    else if (met.length > 0 && leadsOn(found, met)) this.#lookAgain();
  }

  /** What is watched there may be another folder by now, so that all in it is watched anew. */
  #drop(folder: string): void {
    for (const [path, { watcher }] of this.#open) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      watcher.close();
      this.#open.delete(path);
    }
    this.#lookAgain();
  }
}

/** What came, or went, may be or hold what is to be watched; a plain file among others does not. */
function leadsOn(found: ReturnType<typeof lstatSync>, met: readonly Interest[]): boolean {
  const plain = found === undefined || found.isFile();
  return !plain || met.some(({ only }) => only !== undefined);
}
