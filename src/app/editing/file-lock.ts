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

/** Does the same with the locks of several files, which all take in one order. */
export async function withFileLocks<T>(
  workspace: Pick<Workspace, 'data'>,
  paths: readonly string[],
  work: () => Promise<T>,
): Promise<T | 'busy'> {
  const [first, ...others] = [...new Set(paths)].sort();
  if (first === undefined) return work();
  return withFileLock(workspace, first, () => withFileLocks(workspace, others, work));
}

async function locked<T>(folder: string, path: string, work: () => Promise<T>) {
  mkdirSync(folder, { recursive: true });
  const lock = lockFor(folder, path);
  const owner = ownerName();
  const deadline = performance.now() + MOST_WAITING;
  while (!take(lock, owner)) {
    if (performance.now() > deadline) return 'busy';
    if (!removeLeft(folder, lock)) await wait(10);
  }
  try {
    return await work();
  } finally {
    if (holderOf(lock) === owner) rmSync(lock, { force: true });
  }
}

function lockFor(folder: string, name: string): string {
  return join(folder, `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.lock`);
}

function take(lock: string, owner: string): boolean {
  try {
    writeFileSync(lock, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (syscall !== 'open') rmSync(lock, { force: true });
    throw error;
  }
}

/**
 * Removes a lock that a dead process has left; returns whether it did. Of many processes that see
 * the same one, the one that may remove it holds a lock named after its holder: without that, a slow
 * process would remove the lock that a faster one has taken in between.
 */
function removeLeft(folder: string, lock: string): boolean {
  const holder = holderOf(lock);
  if (holder === undefined || !isLeft(holder)) return false;
  const right = lockFor(folder, `${lock} ${holder}`);
  // The process that had the right may have died as well.
  if (!take(right, ownerName())) return removeLeft(folder, right);
  try {
    if (holderOf(lock) !== holder) return false;
    rmSync(lock);
    return true;
  } finally {
    rmSync(right, { force: true });
  }
}

/** Names who holds a lock, and when it was taken if they did not say; undefined if it is free. */
function holderOf(lock: string): string | undefined {
  try {
    const owner = readFileSync(lock, 'utf8');
    return owner === '' ? `nameless since ${statSync(lock).mtimeMs}` : owner;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a lock was left by a process that has ended. */
function isLeft(holder: string): boolean {
  const [, since] = /^nameless since ([\d.]+)$/.exec(holder) ?? [];
  return since === undefined ? isDeadOwner(holder) : Date.now() - Number(since) > NAMELESS_FOR;
}
