import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Lookup } from '../../src/sources/public-address.ts';

export interface WebServer {
  readonly port: number;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts a web server on loopback, which ends with the test. */
export async function webServer(answer: RequestListener): Promise<WebServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  onTestFinished(close);
  return { port, asked, close };
}

/** A lookup that gives one list of addresses after the other, and then the last again. */
export function lookupOf(...answers: readonly (readonly string[])[]): Lookup & { count: number } {
  const lookup = Object.assign(
    () => {
      const answer = answers[Math.min(lookup.count++, answers.length - 1)] ?? [];
      return Promise.resolve(
        answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    },
    { count: 0 },
  );
  return lookup;
}
