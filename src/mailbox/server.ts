import { asError } from '../base/as-error.ts';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import type { Maildir } from './maildir.ts';

export interface MailboxServer {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_MESSAGE_BYTES = 25_000_000;

/**
 * Starts the built-in SMTP server on a free loopback port. It stores all mail in the Maildir, and
 * refuses a message that is larger than `maxBytes`, whatever size the client names.
 */
export async function startMailbox(
  maildir: Maildir,
  maxBytes = MAX_MESSAGE_BYTES,
): Promise<MailboxServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: maxBytes,
    onData(stream, _session, done) {
      readMessage(stream, maxBytes)
        .then((message) => maildir.deliver(message))
        .then(
          () => {
            done();
          },
          (error: unknown) => {
            done(asError(error));
          },
        );
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}

/** Reads a message to its end. Rejects with a reply of SMTP if it is too large, and keeps none of it. */
async function readMessage(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (bytes <= maxBytes) return Buffer.concat(chunks);
  const reply = `5.3.4 The message is larger than ${maxBytes} bytes`;
  throw Object.assign(new Error(reply), { responseCode: 552 });
}
