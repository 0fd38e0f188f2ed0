/** A pool of connections to real servers, in loop time. */
import type { DeliveryEvent, RunResult } from '../../src/deliver/events.ts';
import type { PooledConnection } from '../../src/deliver/pooled-connection.ts';
import { createServerPool, type ServerPool } from '../../src/deliver/server-pool.ts';
import type { SmtpServer } from '../../src/smtp/url.ts';
import { transportTo } from '../smtp/connections.ts';

export interface PoolServer {
  readonly port: number;
  readonly weight?: number;
  readonly maxConnections?: number;
  readonly maxMessages?: number;
  readonly auth?: SmtpServer['auth'];
}

export interface PoolBench {
  readonly pool: ServerPool;
  readonly events: readonly DeliveryEvent[];
  /** How the pool ended the run. */
  readonly ends: readonly RunResult[];
  /** Ends the run from outside. */
  readonly abort: () => void;
  /** Acquires a connection; fails if the pool has ended the run. */
  readonly acquire: () => Promise<PooledConnection>;
}

export const PATIENCE_MS = 60_000;

/** Makes a pool whose clock is `performance.now`, so that it can run in loop time. */
export function poolOf(...servers: readonly PoolServer[]): PoolBench {
  const events: DeliveryEvent[] = [];
  const ends: RunResult[] = [];
  const over = new AbortController();
  const shares = servers.map((server) => ({
    transport: transportTo(server, server.auth && { auth: server.auth }),
    weight: server.weight ?? 1,
    maxConnections: server.maxConnections ?? 4,
    maxMessages: server.maxMessages ?? 100,
  }));
  const pool = createServerPool({
    shares,
    patienceMs: PATIENCE_MS,
    now: () => performance.now(),
    random: () => 0.5,
    signal: over.signal,
    onEvent: (event) => events.push(event),
    onEnd: (result) => ends.push(result),
  });
  return {
    pool,
    events,
    ends,
    abort: () => {
      over.abort();
    },
    acquire: async () => {
      const pooled = await pool.acquire();
      if (!pooled) throw new Error(`The run is over: ${JSON.stringify(ends)}.`);
      return pooled;
    },
  };
}

/** Acquires several connections, one after the other. */
export async function acquireMany(
  { acquire }: PoolBench,
  count: number,
): Promise<readonly PooledConnection[]> {
  const all: PooledConnection[] = [];
  while (all.length < count) all.push(await acquire());
  return all;
}
