import type { RunResult } from './events.ts';
import { occupy, type Server, type ServersOptions, type Slot } from './slot.ts';

export interface Servers {
  /** Waits for a slot; undefined once the run is over. */
  slot(): Promise<Slot | undefined>;
}

/** Slots on the servers of a run: by weight, fewer when a server asks for less, back slowly. */
export function createServers(options: ServersOptions): Servers {
  const servers = options.shares.map((share): Server => ({
    ...share,
    allowed: share.maxConnections,
    open: 0,
    given: 0,
    failures: 0,
    slowedAt: -Infinity,
    acceptedSince: 0,
    downUntil: 0,
    downSince: undefined,
    problem: '',
    out: undefined,
  }));

  return {
    async slot() {
      while (!options.signal.aborted) {
        const now = options.now();
        const server = choose(servers, now);
        if (server) return occupy(server, options);
        const ending = endOf(servers, now, options.patienceMs);
        if (ending) {
          options.onEnd(ending);
          return undefined;
        }
        await options.wake.wait(untilChange(servers, now, options.patienceMs), options.signal);
      }
      return undefined;
    },
  };
}

/** The server that has had least for its weight; a stand-by only while all others are down. */
function choose(servers: readonly Server[], now: number): Server | undefined {
  const up = servers.filter((each) => !each.out && each.downSince === undefined);
  const regular = up.filter(({ weight }) => weight > 0);
  // A server that was down is tried by one connection first.
  const again = servers.filter(
    (each) => !each.out && each.downSince !== undefined && each.downUntil <= now && each.open === 0,
  );
  return [...again, ...(regular.length > 0 ? regular : up)]
    .filter(({ open, allowed, downUntil }) => open < allowed && downUntil <= now)
    .sort((a, b) => load(a) - load(b))[0];
}

function load({ given, weight }: Server): number {
  return (given + 1) / Math.max(weight, 1);
}

/** How the run ends, where no server is left or none has answered for too long. */
function endOf(servers: readonly Server[], now: number, patienceMs: number): RunResult | undefined {
  const hopeful = servers.filter(
    ({ out, open, downSince }) => !out && (open > 0 || now - (downSince ?? now) < patienceMs),
  );
  if (hopeful.length > 0) return undefined;
  const outs = servers.flatMap(({ out }) => out ?? []);
  const stopped = outs.find(({ kind }) => kind === 'stopped') ?? outs[0];
  if (stopped && outs.length === servers.length) return stopped;
  const reason = servers
    .map(({ transport, problem }) => `${transport.name}: ${problem}`)
    .join('; ');
  return { kind: 'paused', reason };
}

/** Until a server may be tried again, or the patience is at its end. */
function untilChange(servers: readonly Server[], now: number, patienceMs: number): number {
  const times = servers
    .filter(({ out }) => !out)
    .flatMap(({ downUntil, downSince }) => [
      downUntil > now ? downUntil : Infinity,
      downSince === undefined ? Infinity : downSince + patienceMs,
    ]);
  return Math.max(1, Math.min(...times) - now);
}
