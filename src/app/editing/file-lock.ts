/** Lets one process at a time change a file; other programs know nothing of it. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeadOwner, ownerName } from '../send/owner.ts';
import type { Workspace } from '../workspace.ts';

/** A save takes some milliseconds. */
const MOST_WAITING = 5_000;
/** Written by a process that died before it could say who it was. */
const NAMELESS_FOR = 10_000;

const queues = new Map<string, Promise<unknown>>();

/**
 * Does some work while no other process of Broadsheet changes a file. Returns 'busy' if another one
 * keeps the file for seconds. Throws what the work and the file system throw.
 */
export async function withFileLock<T>(
  { data }: Pick<Workspace, 'data'>,
  path: string,
  work: () => Promise<T>,
): Promise<T | 'busy'> {
  const before = queues.get(path) ?? Promise.resolve();
  const turn = before.then(() => locked(join(data, 'locks'), path, work));
  const settled = turn.catch(() => undefined);
  queues.set(path, settled);
  try {
    return await turn;
  } finally {
    if (queues.get(path) === settled) queues.delete(path);
  }
}

async function locked<T>(folder: string, path: string, work: () => Promise<T>) {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.lock`);
  const deadline = performance.now() + MOST_WAITING;
  while (!take(lock)) {
    if (performance.now() > deadline) return 'busy';
    if (isLeft(lock)) rmSync(lock, { force: true });
    else await wait(10);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, ownerName(), { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (syscall !== 'open') rmSync(lock, { force: true });
    throw error;
  }
}

/** Whether a lock was left by a process that has ended. */
function isLeft(lock: string): boolean {
  try {
    const owner = readFileSync(lock, 'utf8');
    if (owner !== '') return isDeadOwner(owner);
    return Date.now() - statSync(lock).mtimeMs > NAMELESS_FOR;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
