/** An SMTP server on raw sockets for tests, which follows a script at each step. */
import net, { type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { Dialogue, type Records } from './scripted-dialogue.ts';

export type Step =
  | 'greeting'
  | 'ehlo'
  | 'helo'
  | 'starttls'
  | 'auth'
  | 'mail'
  | 'rcpt'
  | 'data'
  | 'body'
  | 'dot'
  | 'rset'
  | 'quit';

/** What the server is about to reply to. All numbers count from 0. */
export interface ScriptEvent {
  readonly step: Step;
  readonly connection: number;
  /** The number of the last MAIL command to this server; -1 before the first. */
  readonly letter: number;
  /** The recipient, once RCPT has named it. */
  readonly address?: string;
}

/** What the server does differently from a working one. */
export interface Action {
  /** Replaces the usual reply; the last line end is added. */
  readonly reply?: string | Buffer;
  /** Sends the reply byte by byte. */
  readonly bytewise?: boolean;
  /** Delays the reply by this many milliseconds. */
  readonly delay?: number;
  /** What follows the reply, or replaces it; a stalled server reads nothing more. */
  readonly then?: 'disconnect' | 'reset' | 'stall';
  /** At `body`: acts after this many bytes. */
  readonly after?: number;
}

export interface ScriptedOptions {
  /** What EHLO offers, such as PIPELINING, SMTPUTF8, SIZE 1000, AUTH PLAIN, STARTTLS. */
  readonly extensions?: readonly string[];
  /** A certificate in tests/fixtures/tls/. */
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
  /** Letters received whole and answered with 2xx. */
  readonly accepted: readonly ReceivedLetter[];
  /** Letters received whole and refused or not answered. */
  readonly unanswered: readonly ReceivedLetter[];
  /** The lines received on each connection, except bodies. */
  readonly lines: readonly (readonly string[])[];
  /** Everything received unencrypted, on all connections. */
  readonly clear: () => string;
  readonly openConnections: () => number;
  readonly close: () => Promise<void>;
}

/** A reply of about 1 MB. */
export function hugeReply(code: number): string {
  return `${`${code}-${'x'.repeat(496)}\r\n`.repeat(2080)}${code} end`;
}

/** Returns the path of a certificate in tests/fixtures/tls/. */
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
