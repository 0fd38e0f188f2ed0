import { gzipSync } from 'node:zlib';
import { createTar, type TarFileInput } from 'nanotar';

/** Two empty records end an archive (POSIX.1, pax). */
const END = Buffer.alloc(1024);

/** The time that npm gives to each file of a package: the same files make the same bytes. */
const PACKED_AT = Date.UTC(1985, 9, 26, 8, 15);

/**
 * Returns the files as a .tgz, which npm can install. nanotar leaves out the end of the archive if
 * the files happen to fill its last block, and npm then fails now and then.
 */
export function tgz(files: readonly TarFileInput[]): Buffer {
  const attrs = { mode: '644', mtime: PACKED_AT, uid: 0, gid: 0 };
  return gzipSync(Buffer.concat([createTar([...files], { attrs }), END]));
}
