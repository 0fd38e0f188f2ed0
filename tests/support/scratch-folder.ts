import { accessSync, constants, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** A file system in memory, on Linux. */
const IN_MEMORY = '/dev/shm';

/** A test run takes about a quarter of it. */
const ENOUGH_BYTES = 2 * 1024 ** 3;

/**
 * Returns the folder for what tests write: in memory if there is room, because a commit of SQLite
 * waits for a disk. No test can tell the difference: none of them cuts the power.
 */
export function scratchFolder(): string {
  return process.env['TMPDIR'] === undefined && isUsable(IN_MEMORY) ? IN_MEMORY : tmpdir();
}

/** Whether programs can be written there, and run. */
function isUsable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
    const [, , , options = 'noexec'] =
      mounts.findLast((line) => line.split(' ')[1] === folder)?.split(' ') ?? [];
    return bavail * bsize >= ENOUGH_BYTES && !options.split(',').includes('noexec');
  } catch {
    return false;
  }
}
