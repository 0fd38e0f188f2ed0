/** An SMTP server on raw sockets for tests: says and does at each step what a script tells it. */
import net, { type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { Dialogue, type Records } from './scripted-dialogue.ts';

export type Step =
  | 'greeting'
  | 'ehlo'
  | 'starttls'
  | 'auth'
  | 'mail'
  | 'rcpt'
  | 'data'
  | 'body'
  | 'dot'
  | 'rset'
  | 'quit';

/** What the server is about to answer. All numbers count from 0. */
export interface ScriptEvent {
  readonly step: Step;
  readonly connection: number;
  /** Of all MAIL commands that this server has heard; -1 before the first. */
  readonly letter: number;
  /** The recipient, once it was named. */
  readonly address?: string;
}

/** What it does; nothing means what a good server does. */
export interface Action {
  /** In place of the usual reply; the last line end is added. */
  readonly reply?: string | Buffer;
  /** The reply goes out a byte at a time. */
  readonly bytewise?: boolean;
  /** The reply goes out so many milliseconds later. */
  readonly delay?: number;
  /** After the reply, or without one in place of it; a stalled server reads no more. */
  readonly then?: 'disconnect' | 'reset' | 'stall';
  /** At `body`: after so many bytes of it. */
  readonly after?: number;
}

export interface ScriptedOptions {
  /** What EHLO offers, such as PIPELINING, SMTPUTF8, SIZE 1000, AUTH PLAIN, STARTTLS. */
  readonly extensions?: readonly string[];
  /** A certificate of tests/fixtures/tls/. */
  readonly certificate?: 'localhost' | 'expired' | 'wrong-host';
  /** TLS from the first byte. */
  readonly secure?: boolean;
  readonly script?: (event: ScriptEvent) => Action | undefined;
}

export interface ReceivedLetter {
  readonly connection: number;
  readonly from: string;
  readonly to: string;
  /** Up to the final dot, without it. */
  readonly raw: Buffer;
}

export interface ScriptedServer {
  readonly port: number;
  readonly host: '127.0.0.1';
  readonly url: string;
  /** Received whole and answered with 2xx. */
  readonly accepted: readonly ReceivedLetter[];
  /** Received whole, and refused, or left without a word. */
  readonly unanswered: readonly ReceivedLetter[];
  /** Every line that was heard, but for bodies, of each connection. */
  readonly lines: readonly (readonly string[])[];
  /** All that was heard before TLS, of all connections. */
  readonly clear: () => string;
  readonly openConnections: () => number;
  readonly close: () => Promise<void>;
}

/** A reply of about 1 MB. */
export function hugeReply(code: number): string {
  return `${`${code}-${'x'.repeat(496)}\r\n`.repeat(2080)}${code} end`;
}

/** The path of a certificate of tests/fixtures/tls/. */
export function certificateFile(name: string): string {
  return join(import.meta.dirname, '..', 'fixtures', 'tls', `${name}.pem`);
}

export async function startScripted(options: ScriptedOptions = {}): Promise<ScriptedServer> {
  const records: Records = { accepted: [], unanswered: [], lines: [], clear: [], letters: -1 };
  const sockets = new Set<Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    new Dialogue(socket, options, records);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    host: '127.0.0.1',
    url: `smtp${options.secure ? 's' : ''}://127.0.0.1:${port}`,
    accepted: records.accepted,
    unanswered: records.unanswered,
    lines: records.lines,
    clear: () => Buffer.concat(records.clear).toString('latin1'),
    openConnections: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
