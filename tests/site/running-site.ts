/** A site on a real port, for tests that speak HTTP themselves or use a browser. */
import { connect } from 'node:net';
import { Hono } from 'hono';
import { afterAll, beforeAll } from 'vitest';
import { startSite, type SiteServer } from '../../src/site/server.ts';
import type { SiteRig } from './site-rig.ts';

export interface RunningSite {
  readonly port: () => number;
  /** Sends bytes, and returns all that comes back until the connection ends. */
  readonly exchange: (...parts: readonly (string | Buffer)[]) => Promise<string>;
}

/** Starts to listen for the tests of a file. Call it after the rig is made. */
export function useRunningSite(rig: Pick<SiteRig, 'app'>): RunningSite {
  let server: SiteServer | undefined;
  beforeAll(async () => {
    // A test may replace the site between requests.
    const fetch: Hono['fetch'] = (request, env) => rig.app().fetch(request, env);
    server = await startSite(Object.assign(new Hono(), { fetch }), '127.0.0.1', 0);
  });
  afterAll(() => server?.close());
  const port = () => server?.port ?? 0;
  return {
    port,
    exchange: (...parts) =>
      new Promise((resolve, reject) => {
        const socket = connect(port(), '127.0.0.1');
        const heard: Buffer[] = [];
        socket.setTimeout(5000, () => {
          socket.destroy();
          reject(new Error(`No end after: ${Buffer.concat(heard).toString('latin1')}`));
        });
        socket.on('data', (bytes) => heard.push(bytes));
        socket.on('error', reject);
        socket.on('close', () => {
          resolve(Buffer.concat(heard).toString());
        });
        for (const part of parts) socket.write(part);
      }),
  };
}
