import { asError } from '../base/as-error.ts';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { Maildir } from './maildir.ts';

export interface MailboxServer {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_MESSAGE_BYTES = 25_000_000;

/** Starts the built-in SMTP server on a free loopback port; it stores all mail in the Maildir. */
export async function startMailbox(maildir: Maildir): Promise<MailboxServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MAX_MESSAGE_BYTES,
    onData(stream, _session, done) {
      buffer(stream)
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
