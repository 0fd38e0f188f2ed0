/** An SMTP server with PIPELINING whose replies to final dots and envelopes come in a wrong order. */
import net, { type AddressInfo, type Socket } from 'node:net';

/** Where the reply to a final dot stands among those to the envelope announced behind it. */
export type Disorder = 'none' | 'dropped' | 'after MAIL' | 'after RCPT' | 'after DATA' | 'twice';

export interface OutOfStepServer {
  readonly url: string;
  /** The recipients of the letters that it kept, and of those that it refused. */
  readonly kept: readonly string[];
  readonly refused: readonly string[];
  /** How many letters were announced before the reply to the one before them. */
  readonly announced: () => number;
  readonly close: () => Promise<void>;
}

export interface OutOfStepOptions {
  readonly disorder: Disorder;
  /** Whether it refuses the whole letter to an address, after the final dot. */
  readonly refuses: (to: string) => boolean;
  /** Whether it refuses an address. */
  readonly knows: (to: string) => boolean;
}

interface Records {
  readonly kept: string[];
  readonly refused: string[];
  announced: number;
}

/** The number of replies to the next envelope that go first; more than there are, if dropped. */
const FIRST: Readonly<Record<Disorder, number>> = {
  none: 0,
  twice: 0,
  'after MAIL': 1,
  'after RCPT': 2,
  'after DATA': 3,
  dropped: Infinity,
};
/** A client that announces nothing gets its reply after this time. */
const ALONE_MS = 10;

export async function startOutOfStep(options: OutOfStepOptions): Promise<OutOfStepServer> {
  const records: Records = { kept: [], refused: [], announced: 0 };
  const sockets = new Set<Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, options, records);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    kept: records.kept,
    refused: records.refused,
    announced: () => records.announced,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(socket: Socket, options: OutOfStepOptions, records: Records): void {
  const { disorder, refuses, knows } = options;
  let unread = '';
  let to: string | undefined;
  let isBody = false;
  /** The reply to the last dot, while replies to the next envelope go first. */
  let owed: { reply: string; after: number; timer: NodeJS.Timeout } | undefined;
  const say = (reply: string) => socket.writable && socket.write(`${reply}\r\n`);
  const answer = (reply: string) => {
    say(reply);
    if (owed && --owed.after <= 0) pay();
  };
  const pay = () => {
    clearTimeout(owed?.timer);
    if (owed) say(owed.reply);
    owed = undefined;
  };
  const hearDot = () => {
    const isRefused = refuses(to ?? '');
    (isRefused ? records.refused : records.kept).push(to ?? '');
    const reply = isRefused ? '550 5.7.1 no' : '250 2.0.0 kept';
    if (FIRST[disorder] === 0) say(disorder === 'twice' ? `${reply}\r\n${reply}` : reply);
    else owed = { reply, after: FIRST[disorder], timer: setTimeout(pay, ALONE_MS) };
  };
  const hear = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') say('250-out of step\r\n250 PIPELINING');
    else if (verb === 'MAIL') {
      if (owed) records.announced++;
      // Who announces a letter waits for nothing else, so a reply that was dropped stays away.
      clearTimeout(owed?.timer);
      to = undefined;
      answer('250 2.1.0 sender ok');
    } else if (verb === 'RCPT') {
      const address = /<(.*?)>/.exec(line)?.[1] ?? '';
      to = knows(address) ? address : undefined;
      answer(to === undefined ? '550 5.1.1 no such user' : '250 2.1.5 recipient ok');
    } else if (verb === 'DATA') {
      isBody = to !== undefined;
      answer(isBody ? '354 go on' : '554 5.5.1 no valid recipients');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else say('250 ok');
  };
  say('220 out of step');
  socket.on('data', (chunk) => {
    unread += chunk.toString('latin1');
    for (;;) {
      const mark = isBody ? '\r\n.\r\n' : '\r\n';
      const end = unread.indexOf(mark);
      if (end < 0) return;
      const line = unread.slice(0, end);
      unread = unread.slice(end + mark.length);
      if (isBody) {
        isBody = false;
        hearDot();
      } else hear(line);
    }
  });
}
