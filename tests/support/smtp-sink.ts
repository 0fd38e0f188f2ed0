/** A real SMTP server for tests, which stores letters and fails as its options say. */
import net, { type AddressInfo, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface SmtpSink {
  readonly url: string;
  readonly port: number;
  /** The envelope recipient and the bytes of each accepted letter. */
  readonly letters: { readonly to: string; readonly raw: Buffer }[];
  readonly close: () => Promise<void>;
}

export interface SinkOptions {
  readonly port?: number;
  /** The reply to a refused recipient: [code, text]. */
  readonly refuse?: (address: string) => readonly [number, string] | undefined;
  readonly refuseSender?: readonly [number, string];
  /** The reply to a refused letter, after the dot. */
  readonly refuseLetter?: (address: string) => readonly [number, string] | undefined;
  /** How long the server takes to accept a letter, in milliseconds. */
  readonly delayMs?: number;
}

const fail = ([responseCode, message]: readonly [number, string]) =>
  Object.assign(new Error(message), { responseCode });

export async function startSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const letters: SmtpSink['letters'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onMailFrom(_address, _session, done) {
      done(options.refuseSender ? fail(options.refuseSender) : undefined);
    },
    onRcptTo({ address }, _session, done) {
      const refusal = options.refuse?.(address);
      done(refusal ? fail(refusal) : undefined);
    },
    onData(stream, session, done) {
      const take = (raw: Buffer) => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const refusal = options.refuseLetter?.(to);
        if (refusal) {
          done(fail(refusal));
          return;
        }
        letters.push({ to, raw });
        setTimeout(done, options.delayMs ?? 0);
      };
      // A client may disconnect in the middle of its letter.
      buffer(stream).then(take, done);
    },
  });
  // A client that is killed resets its connection.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    letters,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Starts a server that supports just enough SMTP to disconnect at a given step. */
export async function startVanishing(at: 'greeting' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot') {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    if (at === 'greeting') socket.destroy();
    else converse(socket, at);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

function converse(socket: Socket, at: string): void {
  let inBody = false;
  let body = '';
  socket.write('220 sink\r\n');
  socket.on('data', (chunk) => {
    if (inBody) {
      body += chunk.toString('latin1');
      if (at === 'body' || body.endsWith('\r\n.\r\n')) socket.destroy();
      return;
    }
    for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === { mail: 'MAIL', rcpt: 'RCPT', data: 'DATA' }[at]) {
        socket.destroy();
        return;
      }
      if (verb === 'DATA') {
        inBody = true;
        socket.write('354 go on\r\n');
      } else socket.write(verb === 'EHLO' ? '250 sink\r\n' : '250 ok\r\n');
    }
  });
}
