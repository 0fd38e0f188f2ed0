import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The site, listening. */
export interface SiteServer {
  readonly port: number;
  /** Takes no more requests, and resolves when those under way have their answers. */
  close(): Promise<void>;
}

/** A client that is slower holds a connection for nothing: the largest form is 16 KB. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 16 * 1024,
};
const MOST_CONNECTIONS = 5000;
/** Answers take milliseconds; a client that does not read its answer is not waited for. */
const CLOSE_WITHIN_MS = 20_000;

/** Starts to listen. Rejects if the address can't be used. */
export function startSite(app: Hono, host: string, port: number): Promise<SiteServer> {
  return new Promise((resolve, reject) => {
    const server = createAdaptorServer({
      fetch: app.fetch,
      // For a request of HTTP/1.0 that names no host; no link is made of it.
      hostname: 'localhost',
      createServer,
      serverOptions: LIMITS,
    }) as Server;
    server.maxConnections = MOST_CONNECTIONS;
    // Later ones, such as too many open files, concern one connection.
    server.on('error', reject);
    server.listen(port, host, () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => closeGently(server),
      });
    });
  });
}

/** Connections without a request are closed at once, the others after their answer. */
function closeGently(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
    }, CLOSE_WITHIN_MS);
    // A client that keeps its connection after its answer would be waited for otherwise.
    const idle = setInterval(() => {
      server.closeIdleConnections();
    }, 50);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(idle);
      resolve();
    });
  });
}
