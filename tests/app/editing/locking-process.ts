/**
 * Takes the lock of a file again and again, and leaves it each time as a process does that dies.
 * Arguments: the data folder, the file, how many times. Prints "both" if another process was inside
 * at the same time, and "in" each time.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFileLock } from '../../../src/app/editing/file-lock.ts';
import { ownerName } from '../../../src/app/send/owner.ts';

const [data = '', file = '', times = ''] = process.argv.slice(2);
const inside = join(data, 'inside');
const lock = `${createHash('sha256').update(file).digest('hex').slice(0, 32)}.lock`;
// No process has so high a number.
const dead = () => ownerName().replace(`:${process.pid}:`, ':4194999:');

function enter(): boolean {
  try {
    mkdirSync(inside);
    return true;
  } catch {
    process.stdout.write('both\n');
    return false;
  }
}

for (let time = 0; time < Number(times); time++) {
  const done = await withFileLock({ data }, file, async () => {
    const isAlone = enter();
    // Others look at the lock meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    if (isAlone) rmdirSync(inside);
    writeFileSync(join(data, 'locks', lock), dead());
  });
  process.stdout.write(done === 'busy' ? 'busy\n' : 'in\n');
}
