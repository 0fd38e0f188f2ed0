import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileFault } from '../../../base/file-fault.ts';
import { UserError } from '../../../base/user-error.ts';
import { listEditions } from '../../editions.ts';
import type { Workspace } from '../../workspace.ts';
import { readStory, shownStory } from '../story-file.ts';
import { picturesOf, type FoundPicture } from './of-story.ts';

/** A picture of an edition, which another one can have too. */
export interface UsedPicture extends FoundPicture {
  readonly edition: string;
  readonly story: number;
  /** Of the article. */
  readonly path: string;
}

export interface UsedPictures {
  /** Returns each picture file once, where it was used last: those of the newest edition first. */
  list(): Iterable<UsedPicture>;
}

/** Reads which pictures the editions have; a story is read again only when its file has changed. */
export function usedPictures(workspace: Workspace): UsedPictures {
  const known = new Map<
    string,
    { readonly state: string; readonly found: readonly FoundPicture[] }
  >();
  const picturesIn = (edition: string, index: number, path: string): readonly FoundPicture[] => {
    const { mtimeMs, size } = statSync(path);
    const state = `${mtimeMs} ${size}`;
    const before = known.get(path);
    if (before?.state === state) return before.found;
    const place = { edition, index, path };
    const found = picturesOf(shownStory(workspace, place, readStory(workspace, place)));
    known.set(path, { state, found });
    return found;
  };
  return {
    *list() {
      const seen = new Set<string>();
      for (const { id, files } of listEditions(workspace).toReversed()) {
        for (const [story, path] of files.entries()) {
          for (const found of readable(() => picturesIn(id, story, path))) {
            if (found.image.file === undefined) continue;
            const file = resolve(dirname(path), found.image.file);
            if (seen.has(file)) continue;
            seen.add(file);
            yield { ...found, edition: id, story, path };
          }
        }
      }
    },
  };
}

/** A story that can't be read has no pictures to offer; its own pages say why. */
function readable(read: () => readonly FoundPicture[]): readonly FoundPicture[] {
  try {
    return read();
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isGone || error instanceof UserError || fileFault(error)) return [];
    throw error;
  }
}
