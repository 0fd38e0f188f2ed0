import { gzipSync } from 'node:zlib';
import { createTar, type TarFileInput } from 'nanotar';

/** Two empty records end an archive (POSIX.1, pax). */
const END = Buffer.alloc(1024);

/** In bytes. */
const LONGEST_PATH = 100;

/** The time that npm gives to each file of a package: the same files make the same bytes. */
const PACKED_AT = Date.UTC(1985, 9, 26, 8, 15);

/**
 * Returns the files as a .tgz, which npm can install. nanotar leaves out the end of the archive if
 * the files happen to fill its last block, and npm then fails now and then. Throws if a path is too
 * long for the format: nanotar would cut it.
 */
export function tgz(files: readonly TarFileInput[]): Buffer {
  const long = files.find(({ name }) => Buffer.byteLength(name) > LONGEST_PATH);
  if (long) throw new Error(`The path is too long for a package: ${long.name}`);
  const attrs = { mode: '644', mtime: PACKED_AT, uid: 0, gid: 0 };
  return gzipSync(Buffer.concat([createTar([...files], { attrs }), END]));
}
