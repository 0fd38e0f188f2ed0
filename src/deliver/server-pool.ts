/** Shares the servers' connections among a run's letters. */
import type { RunResult } from './events.ts';
import {
  openPooled,
  type PooledConnection,
  type PooledOptions,
  type PooledServer,
  type ServerShare,
} from './pooled-connection.ts';

export interface ServerPool {
  /** Waits for a connection that may be used; undefined once the run is over. */
  acquire(): Promise<PooledConnection | undefined>;
}

export interface PoolOptions extends Omit<PooledOptions, 'onFree'> {
  readonly shares: readonly ServerShare[];
  /** How long, in milliseconds, the run waits while no server is reachable. */
  readonly patienceMs: number;
  /** Called when no server is left. */
  readonly onEnd: (result: RunResult) => void;
}

/**
 * Makes a pool of connections to the run's servers. Each server gets letters by its weight; a
 * server that asks for less gets fewer connections, and then slowly more again.
 */
export function createServerPool(options: PoolOptions): ServerPool {
  const { signal, now, patienceMs, onEnd } = options;
  const wake = createWake(signal);
  const servers = options.shares.map(serverOf);
  return {
    async acquire() {
      while (!signal.aborted) {
        const time = now();
        const server = choose(servers, time);
        if (server) return openPooled(server, { ...options, onFree: wake.all });
        const end = endOf(servers, time, patienceMs);
        if (end) {
          onEnd(end);
          return undefined;
        }
        await wake.wait(untilChange(servers, time, patienceMs));
      }
      return undefined;
    },
  };
}

function serverOf(share: ServerShare): PooledServer {
  return {
    ...share,
    allowed: share.maxConnections,
    open: 0,
    opened: 0,
    failures: 0,
    slowedAt: -Infinity,
    acceptedSinceChange: 0,
    downUntil: 0,
    downSince: undefined,
    lastFailure: '',
    excluded: undefined,
  };
}

/** The server with the fewest connections for its weight; a standby only if all others are down. */
function choose(servers: readonly PooledServer[], now: number): PooledServer | undefined {
  const up = servers.filter((each) => !each.excluded && each.downSince === undefined);
  const regular = up.filter(({ weight }) => weight > 0);
  // A server that was down is tried with one connection first.
  const retried = servers.filter(
    ({ excluded, downSince, downUntil, open }) =>
      !excluded && downSince !== undefined && downUntil <= now && open === 0,
  );
  return [...retried, ...(regular.length > 0 ? regular : up)]
    .filter(({ open, allowed, downUntil }) => open < allowed && downUntil <= now)
    .sort((a, b) => load(a) - load(b))[0];
}

function load({ opened, weight }: PooledServer): number {
  return (opened + 1) / Math.max(weight, 1);
}

/** How the run ends if no server is left, or none has answered for too long. */
function endOf(
  servers: readonly PooledServer[],
  now: number,
  patienceMs: number,
): RunResult | undefined {
  const hopeful = servers.filter(
    ({ excluded, open, downSince }) =>
      !excluded && (open > 0 || now - (downSince ?? now) < patienceMs),
  );
  if (hopeful.length > 0) return undefined;
  const ends = servers.flatMap(({ excluded }) => excluded ?? []);
  const end = ends.find(({ kind }) => kind === 'stopped') ?? ends[0];
  if (end && ends.length === servers.length) return end;
  const reason = servers
    .map(({ transport, lastFailure }) => `${transport.name}: ${lastFailure}`)
    .join('; ');
  return { kind: 'paused', reason };
}

/** Milliseconds until a server may be tried again, or the patience is over. */
function untilChange(servers: readonly PooledServer[], now: number, patienceMs: number): number {
  const times = servers
    .filter(({ excluded }) => !excluded)
    .flatMap(({ downUntil, downSince }) => [
      downUntil > now ? downUntil : Infinity,
      downSince === undefined ? Infinity : downSince + patienceMs,
    ]);
  return Math.max(1, Math.min(...times) - now);
}

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Waits for a change, a time or the end of the run, whichever comes first. */
function createWake(signal: AbortSignal) {
  const sleepers = new Set<() => void>();
  return {
    wait: (milliseconds: number) =>
      new Promise<void>((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const timer = setTimeout(rise, Math.min(milliseconds, LONGEST_TIMER_MS));
        function rise() {
          clearTimeout(timer);
          sleepers.delete(rise);
          signal.removeEventListener('abort', rise);
          resolve();
        }
        sleepers.add(rise);
        signal.addEventListener('abort', rise);
      }),
    all: () => {
      for (const rise of [...sleepers]) rise();
    },
  };
}
