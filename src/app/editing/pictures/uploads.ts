import { randomUUID } from 'node:crypto';
import type { UsablePicture } from './inspect.ts';

/** A picture that was given, until it is placed. */
export interface Upload extends UsablePicture {
  readonly name: string;
}

/** Pictures are kept in memory: nothing is on the disk before somebody has said what they show. */
const MOST_UPLOADS = 12;
const MOST_BYTES = 120_000_000;

export interface Uploads {
  /** Keeps a picture, and forgets the oldest ones if there are too many; returns its token. */
  keep(upload: Upload): string;
  get(token: string): Upload | undefined;
}

/** Opens a store of pictures in memory, which wait there to be described. */
export function createUploads(): Uploads {
  const uploads = new Map<string, Upload>();
  const isTooMuch = () => {
    const bytes = Array.from(uploads.values()).reduce((sum, each) => sum + each.bytes.length, 0);
    return uploads.size > 1 && (uploads.size > MOST_UPLOADS || bytes > MOST_BYTES);
  };
  return {
    keep: (upload) => {
      const token = randomUUID();
      uploads.set(token, upload);
      for (const [oldest] of uploads) {
        if (!isTooMuch()) break;
        uploads.delete(oldest);
      }
      return token;
    },
    get: (token) => uploads.get(token),
  };
}
