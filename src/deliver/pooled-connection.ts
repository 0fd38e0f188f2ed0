import type { Connection, SmtpFailure, Transport } from '../smtp/transport.ts';
import { reconnectDelay } from './backoff.ts';
import type { DeliveryEvent, RunResult } from './events.ts';
import { consequencesOf } from './reply-table.ts';

/** A server to send through, and its share of the run. */
export interface ServerShare {
  readonly transport: Transport;
  /** 0 is a standby: used only while no other server is reachable. */
  readonly weight: number;
  readonly maxConnections: number;
  /** Letters per connection. */
  readonly maxMessages: number;
}

/** A server in the pool, and how it does in this run. */
export interface PooledServer extends ServerShare {
  /** How many connections it may have now. */
  allowed: number;
  /** How many connections it has. */
  open: number;
  /** How many connections it has had in all, to compare with its weight. */
  opened: number;
  /** Failed connections since the last one that succeeded. */
  failures: number;
  slowedAt: number;
  /** Letters accepted since the number of connections changed. */
  acceptedSinceChange: number;
  downUntil: number;
  downSince: number | undefined;
  /** The last failure, in words. */
  lastFailure: string;
  /** Set if the server must not be tried again in this run: how the run ends without another. */
  excluded: RunResult | undefined;
}

export interface PooledOptions {
  /** The time in milliseconds. */
  readonly now: () => number;
  /** Returns a number from 0 to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: DeliveryEvent) => void;
  /** Called when a server may take another connection. */
  readonly onFree: () => void;
}

/** One of a server's connections, which is opened when it is needed, and again after a loss. */
export interface PooledConnection {
  /** The server's name. */
  readonly server: string;
  /** Returns the open connection, or a new one; undefined after a failure, which also frees it. */
  open(): Promise<Connection | undefined>;
  /** Notes that the server accepted a letter. */
  accepted(): void;
  /** Notes that the server asked for less. */
  slow(reason: string): void;
  /** Whether it may carry another letter: the server may have fewer connections by now. */
  reusable(): boolean;
  /** Closes it and gives its place in the pool back. */
  free(): void;
}

/** Connections that are refused within this time are one request to slow down. */
const ONE_REQUEST_MS = 1000;
/** Letters accepted on each connection before one connection is added. */
const RECOVER_AFTER = 100;

/** Takes one of a server's connections; the caller has checked that one is left. */
export function openPooled(server: PooledServer, options: PooledOptions): PooledConnection {
  const { signal, onEvent, onFree } = options;
  const { name } = server.transport;
  let connection: Connection | undefined;
  let letters = 0;
  server.open++;
  server.opened++;

  function free(): void {
    connection?.close();
    connection = undefined;
    server.open--;
    onFree();
  }

  return {
    server: name,
    free,
    reusable: () => server.open <= server.allowed && letters < server.maxMessages,
    slow: (reason) => {
      slow(server, reason, options);
    },
    accepted: () => {
      server.failures = 0;
      server.downSince = undefined;
      recover(server, onFree);
    },
    async open() {
      letters++;
      if (connection?.usable) return connection;
      connection?.close();
      connection = undefined;
      const connected = await server.transport.connect(signal);
      if (connected.ok) {
        letters = 1;
        onEvent({ kind: 'connected', server: name });
        return (connection = connected.connection);
      }
      if (!signal.aborted) fail(server, connected.failure, options);
      free();
      return undefined;
    },
  };
}

/** Stops using a server for a while, or for the run if its reply or the settings say so. */
function fail(server: PooledServer, failure: SmtpFailure, options: PooledOptions): void {
  const { now, random, onEvent } = options;
  const { run } = consequencesOf(failure);
  const { name } = server.transport;
  const reason = `${name}: ${failure.message}`;
  server.lastFailure = failure.message;
  if (run === 'stop') server.excluded ??= { kind: 'stopped', reason };
  if (run === 'pause') server.excluded ??= { kind: 'paused', reason };
  if (run === 'slow') slow(server, failure.message, options);
  // Connections that were opened together fail together, and count once.
  if (server.downSince !== undefined && now() < server.downUntil) return;
  server.failures++;
  const retryInMs = server.excluded ? Infinity : reconnectDelay(server.failures, random);
  server.downSince ??= now();
  server.downUntil = now() + retryInMs;
  onEvent({ kind: 'connection-failed', server: name, failure, retryInMs });
}

function slow(server: PooledServer, reason: string, { now, random, onEvent }: PooledOptions): void {
  if (now() - server.slowedAt < ONE_REQUEST_MS) return;
  server.slowedAt = now();
  server.downUntil = now() + reconnectDelay(server.failures + 1, random);
  server.acceptedSinceChange = 0;
  server.allowed = Math.max(1, Math.floor(server.allowed / 2));
  const { allowed: connections } = server;
  onEvent({ kind: 'slowed', server: server.transport.name, connections, reason });
}

function recover(server: PooledServer, onFree: () => void): void {
  if (server.allowed >= server.maxConnections) return;
  server.acceptedSinceChange++;
  if (server.acceptedSinceChange < RECOVER_AFTER * server.allowed) return;
  server.acceptedSinceChange = 0;
  server.allowed++;
  onFree();
}
