import { statSync } from 'node:fs';
import { LedgerGoneError } from '../../base/ledger-gone.ts';

/** Which file is at the place of a database, and when it was last written. */
export interface Place {
  readonly device: bigint;
  readonly inode: bigint;
  readonly writtenNs: bigint;
}

/** Looks which file is at a path; undefined if there is none. */
export function placeOf(file: string): Place | undefined {
  try {
    const { dev, ino, mtimeNs } = statSync(file, { bigint: true });
    return { device: dev, inode: ino, writtenNs: mtimeNs };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Looks at the file of an open database. Throws LedgerGoneError if another file, or none, is there. */
export function stillAt(file: string, opened: Place): Place {
  const place = placeOf(file);
  if (place?.device !== opened.device || place.inode !== opened.inode) {
    throw new LedgerGoneError(file);
  }
  return place;
}
