import { reconnectDelay } from './backoff.ts';
import type { DeliveryEvent, RunResult } from './events.ts';
import { judge } from './reply-table.ts';
import type { Connection, Failure, Transport } from '../smtp/transport.ts';
import type { Wake } from './wake.ts';

/** A server to send through, and how much of the run it gets. */
export interface ServerShare {
  readonly transport: Transport;
  /** 0 is a stand-by: used only while no other can be reached. */
  readonly weight: number;
  readonly maxConnections: number;
  /** Letters on one connection. */
  readonly maxMessages: number;
}

export interface ServersOptions {
  readonly shares: readonly ServerShare[];
  /** How long, in milliseconds, the run waits while no server can be reached. */
  readonly patienceMs: number;
  /** Milliseconds. */
  readonly now: () => number;
  readonly random: () => number;
  readonly wake: Wake;
  readonly signal: AbortSignal;
  readonly onEvent: (event: DeliveryEvent) => void;
  /** No server is left. */
  readonly onEnd: (result: RunResult) => void;
}

/** How a server does in this run. */
export interface Server extends ServerShare {
  /** How many connections it takes now, and has. */
  allowed: number;
  open: number;
  /** How many it got in all, for the weights. */
  given: number;
  /** Connections that failed since one was made. */
  failures: number;
  slowedAt: number;
  acceptedSince: number;
  downUntil: number;
  downSince: number | undefined;
  /** The last failure, in words. */
  problem: string;
  /** Set where it is not to be tried again in this run. */
  out: RunResult | undefined;
}

/** The right to one connection of a server; the connection itself is opened when it is needed. */
export interface Slot {
  readonly name: string;
  /** The open connection, or a new one; undefined where none could be had: the slot is free then. */
  connection(): Promise<Connection | undefined>;
  /** A letter was accepted over it. */
  accepted(): void;
  /** The server asked for less. */
  slow(reason: string): void;
  /** Whether it may be kept for one more: the server may take fewer connections by now. */
  wanted(): boolean;
  free(): void;
}

/** Refusals of connections opened together are one request to slow down. */
const ONE_REQUEST_MS = 1000;
/** Letters accepted over each connection before one more is dared. */
const RECOVER_AFTER = 100;

export function occupy(server: Server, options: ServersOptions): Slot {
  const { wake, signal, onEvent } = options;
  const { name } = server.transport;
  let connection: Connection | undefined;
  let sent = 0;
  server.open++;
  server.given++;

  function free(): void {
    connection?.close();
    connection = undefined;
    server.open--;
    wake.all();
  }

  return {
    name,
    free,
    wanted: () => server.open <= server.allowed && sent < server.maxMessages,
    slow: (reason) => {
      slow(server, reason, options);
    },
    accepted: () => {
      server.failures = 0;
      server.downSince = undefined;
      recover(server, wake);
    },
    async connection() {
      sent++;
      if (connection?.usable) return connection;
      connection?.close();
      connection = undefined;
      const connected = await server.transport.connect(signal);
      if (connected.ok) {
        sent = 1;
        onEvent({ kind: 'connected', server: name });
        return (connection = connected.connection);
      }
      if (!signal.aborted) fail(server, connected.failure, options);
      free();
      return undefined;
    },
  };
}

/** Takes a server off for a while, or for good where its word or the user's setting says so. */
function fail(server: Server, failure: Failure, options: ServersOptions): void {
  const { now, random, onEvent } = options;
  const { run } = judge(failure);
  const { name } = server.transport;
  const reason = `${name}: ${failure.message}`;
  server.problem = failure.message;
  if (run === 'stop') server.out ??= { kind: 'stopped', reason };
  if (run === 'pause') server.out ??= { kind: 'paused', reason };
  if (run === 'slow') slow(server, failure.message, options);
  // Connections that were begun together fail together: they count once.
  if (server.downSince !== undefined && now() < server.downUntil) return;
  server.failures++;
  const retryInMs = server.out ? Infinity : reconnectDelay(server.failures, random);
  server.downSince ??= now();
  server.downUntil = now() + retryInMs;
  onEvent({ kind: 'connection-failed', server: name, failure, retryInMs });
}

function slow(server: Server, reason: string, { now, random, onEvent }: ServersOptions): void {
  if (now() - server.slowedAt < ONE_REQUEST_MS) return;
  server.slowedAt = now();
  server.downUntil = now() + reconnectDelay(server.failures + 1, random);
  server.acceptedSince = 0;
  server.allowed = Math.max(1, Math.floor(server.allowed / 2));
  const { allowed: connections } = server;
  onEvent({ kind: 'slowed', server: server.transport.name, connections, reason });
}

function recover(server: Server, wake: Wake): void {
  if (server.allowed >= server.maxConnections) return;
  server.acceptedSince++;
  if (server.acceptedSince < RECOVER_AFTER * server.allowed) return;
  server.acceptedSince = 0;
  server.allowed++;
  wake.all();
}
