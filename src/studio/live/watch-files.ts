/**
 * Watches the newsletter's files folder by folder: node:fs loses recursive watches of folders that
 * are links, or that are deleted and made again.
 */
import {
  lstatSync,
  readdirSync,
  realpathSync,
  statSync,
  watch,
  type Dirent,
  type FSWatcher,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { asError } from '../../base/as-error.ts';

/** What the studio shows of the disk: an edition's sources, the mailbox, the ledger. */
export type WatchedKind = 'source' | 'mailbox' | 'ledger';

export interface WatchedPlace {
  readonly kind: WatchedKind;
  /** A file, or a folder with everything in it. It may appear later, and again after it is gone. */
  readonly path: string;
}

export interface FileChange {
  readonly kind: WatchedKind;
  /** The file that changed, or the folder that appeared or disappeared with everything in it. */
  readonly path: string;
}

/** Reports changes until the returned function is called. */
export type WatchFiles = (hear: (change: FileChange) => void) => () => void;

/** Why a folder is watched: for everything in it, or for one name. */
interface Interest {
  readonly kind: WatchedKind;
  readonly only?: string;
  /** The path that a change of that name is reported as: the link that leads there. */
  readonly as?: string;
}

interface OpenWatcher {
  readonly watcher: FSWatcher;
  interests: readonly Interest[];
}

/** Nobody writes these by hand: hidden files, dependencies, and what editors leave behind. */
const IGNORED = /^\.|~$|^node_modules$|^4913$/;

/** Watches some places; a folder that can't be watched is reported once and left out. */
export function watchPlaces(
  places: readonly WatchedPlace[],
  onFault: (error: Error) => void,
): WatchFiles {
  return (hear) => {
    const watching = new FolderWatchers(places, hear, onFault);
    return () => {
      watching.close();
    };
  };
}

/** The open watchers, by folder. */
class FolderWatchers {
  readonly #places: readonly WatchedPlace[];
  readonly #hear: (change: FileChange) => void;
  readonly #onFault: (error: Error) => void;
  readonly #open = new Map<string, OpenWatcher>();
  readonly #faulty = new Set<string>();
  #wanted = new Map<string, readonly Interest[]>();
  #fresh: string[] = [];
  #soon: NodeJS.Immediate | undefined;

  constructor(
    places: readonly WatchedPlace[],
    hear: (change: FileChange) => void,
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

  /** Looks again at what there is, and reports what appeared before it was watched. */
  #lookAgain(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      for (const folder of this.#visitAll()) {
        for (const { kind, only, as } of this.#open.get(folder)?.interests ?? [])
          this.#hear({ kind, path: as ?? (only === undefined ? folder : join(folder, only)) });
      }
    });
  }

  /** Watches every folder that matters now, and no other. Returns the new ones. */
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
  #visit(kind: WatchedKind, path: string, above: readonly string[]): void {
    const found = lookAt(path);
    if (found === undefined || above.includes(found.real)) return;
    if (!found.folder) {
      if (found.real !== path)
        this.#want(dirname(found.real), { kind, only: basename(found.real), as: path });
      return;
    }
    // Watched before it is read, so that nothing is missed in between.
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

  #watch(folder: string): OpenWatcher | undefined {
    try {
      const watcher = watch(folder, (event, name) => {
        this.#met(folder, event, name ?? '');
      });
      watcher.on('error', () => {
        this.#drop(folder);
      });
      const open: OpenWatcher = { watcher, interests: [] };
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
    // A folder's own name: the folder itself is gone.
    if (found === undefined && name === basename(folder)) this.#drop(folder);
    else if (this.#open.has(path)) this.#drop(path);
    else if (met.length > 0 && leadsOn(found, met)) this.#lookAgain();
  }

  /** Another folder may have taken its place: everything in it is watched again. */
  #drop(folder: string): void {
    for (const [path, { watcher }] of this.#open) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      watcher.close();
      this.#open.delete(path);
    }
    this.#lookAgain();
  }
}

/** Whether something that appeared or disappeared may have to be watched; a plain file does not. */
function leadsOn(found: ReturnType<typeof lstatSync>, met: readonly Interest[]): boolean {
  const plain = found === undefined || found.isFile();
  return !plain || met.some(({ only }) => only !== undefined);
}

/** Returns what a path leads to, through links; undefined if that is nothing. */
function lookAt(path: string): { readonly real: string; readonly folder: boolean } | undefined {
  try {
    return { real: realpathSync(path), folder: statSync(path).isDirectory() };
  } catch {
    return undefined;
  }
}

/** Returns what is in a folder; nothing if it can't be read. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Returns the folder itself, or the nearest one above it that exists. */
function nearest(folder: string): string {
  const above = dirname(folder);
  return lookAt(folder)?.folder === true || above === folder ? folder : nearest(above);
}

/** Returns the name on the way to a path, in the nearest folder above it that exists. */
function nameBelow(path: string): string {
  const above = dirname(path);
  return nearest(above) === above ? basename(path) : nameBelow(above);
}
