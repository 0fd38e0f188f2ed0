import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { printable } from '../../base/printable.ts';

/** What tells a process from every other on Linux, even from one that has its number again. */
interface Traces {
  /** A hash of the machine's id, which is private; - if the machine has none. */
  readonly machine: string;
  readonly boot: string;
  /** The namespace in which the process has its number: a container has its own. */
  readonly namespace: string;
  /** When it started, in clock ticks since the boot. */
  readonly start: string;
}

interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly traces?: Traces;
}

const OWNER =
  /^([^:]{1,255}):([1-9]\d{0,9})(?::([0-9a-f]{12}|-):([0-9a-f-]{36}):(\d+):(\d+))?(?::[0-9a-f]{8})?$/;

/**
 * Names a sender for its lease on a run: host:pid, on Linux :machine:boot:namespace:start, and a
 * random part, since one process may send an edition twice at a time.
 */
export function ownerName(): string {
  const traces = ownTraces();
  const { machine, boot, namespace, start } = traces ?? {};
  const own = traces ? [machine, boot, namespace, start] : [];
  return [ownHost(), process.pid, ...own, randomBytes(4).toString('hex')].join(':');
}

/**
 * Returns whether an owner can send no more, for certain: its process has ended, or its machine has
 * been started anew. False if that can't be known, or if the text is not an owner's name.
 */
export function isDeadOwner(owner: string): boolean {
  const them = parseOwner(owner);
  if (!them) return false;
  const sameHost = them.host === ownHost();
  if (process.platform !== 'linux') return !them.traces && sameHost && !exists(them.pid);
  const own = ownTraces();
  if (!own || !them.traces) return false;
  const { machine, boot, namespace, start } = them.traces;
  // Hosts that have one name and no id of their own may be two.
  if (boot !== own.boot) return sameHost && machine === own.machine && machine !== '-';
  if (namespace !== own.namespace) return false;
  if (!exists(them.pid)) return true;
  const stat = readStat(String(them.pid));
  return stat !== undefined && (stat.start !== start || stat.ended);
}

/** Returns an owner as people read it: process 4242 on desk-laptop. */
export function describeOwner(owner: string): string {
  const them = parseOwner(owner);
  return them
    ? `process ${them.pid} on ${printable(them.host)}`
    : printable(owner).slice(0, 100) || 'another process';
}

function parseOwner(owner: string): Owner | undefined {
  const found = OWNER.exec(owner);
  if (!found) return undefined;
  const [, host = '', pid, machine, boot, namespace, start] = found;
  return {
    host,
    pid: Number(pid),
    ...(machine && boot && namespace && start && { traces: { machine, boot, namespace, start } }),
  };
}

function ownHost(): string {
  return hostname().replaceAll(':', '-') || 'localhost';
}

/** The traces of this process; undefined if /proc does not show them. */
function ownTraces(): Traces | undefined {
  const stat = readStat('self');
  const boot = readText('/proc/sys/kernel/random/boot_id');
  const namespace = readNamespace();
  // A /proc of another namespace has other numbers than ours.
  if (stat?.pid !== process.pid || boot === undefined || namespace === undefined) return undefined;
  return { machine: machineHash(), boot, namespace, start: stat.start };
}

function machineHash(): string {
  const id = readText('/etc/machine-id') ?? '';
  if (!/^[0-9a-f]{32}$/.test(id)) return '-';
  return createHash('sha256').update(`broadsheet ${id}`).digest('hex').slice(0, 12);
}

function readNamespace(): string | undefined {
  try {
    return /^pid:\[(\d+)\]$/.exec(readlinkSync('/proc/self/ns/pid'))?.[1];
  } catch {
    return undefined;
  }
}

/** What proc(5) says in stat: the state is field 3, the start field 22. */
function readStat(pid: string): { pid: number; start: string; ended: boolean } | undefined {
  const text = readText(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // Field 2 is the program's name in parentheses, and it may hold spaces and parentheses itself.
  const [state = '', ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const start = fields[18];
  // Z has ended and waits for its parent to notice; X is about to be gone.
  return start === undefined
    ? undefined
    : { pid: Number.parseInt(text), start, ended: state === 'Z' || state === 'X' };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Whether there is a process of a number; one of another user is there as well. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
