/** An SMTP server that keeps its own record of who got what: the judge of the kill suite. */
import net, { type AddressInfo, type Socket } from 'node:net';

export interface Judge {
  readonly url: string;
  /** Addresses in the order in which their letters were whole, whether answered or not. */
  readonly received: string[];
  /** Of each of them, the name by which its sender greeted. */
  readonly senders: string[];
  /** Called when a letter has come to a point: its envelope, half of it, all of it, the answer. */
  onProgress: (letters: number) => void;
  readonly close: () => Promise<void>;
}

const END = Buffer.from('\r\n.\r\n');

/** Starts it; every reply comes after a little while, so that a run takes a moment. */
export async function startJudge(delayMs: number): Promise<Judge> {
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, judge, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const judge: Judge = {
    url: `smtp://127.0.0.1:${port}`,
    received: [],
    senders: [],
    onProgress: () => undefined,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return judge;
}

function converse(socket: Socket, judge: Judge, delayMs: number): void {
  let pending = Buffer.alloc(0);
  let recipient = '';
  let sender = '';
  let inBody = false;
  const reply = (text: string) => {
    setTimeout(() => socket.writable && socket.write(`${text}\r\n`), delayMs);
  };
  reply('220 judge');
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const end = pending.indexOf(inBody ? END : '\r\n');
      if (end < 0) return;
      const line = pending.subarray(0, end).toString('latin1');
      pending = pending.subarray(end + (inBody ? END.length : 2));
      if (inBody) {
        inBody = false;
        judge.received.push(recipient);
        judge.senders.push(sender);
        judge.onProgress(judge.received.length);
        reply('250 2.0.0 kept');
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') {
        sender = line.slice(5);
        reply('250-judge\r\n250 PIPELINING');
      } else if (verb === 'RCPT') {
        recipient = /<(.*?)>/.exec(line)?.[1] ?? '';
        reply('250 2.1.5 ok');
      } else if (verb === 'DATA') {
        inBody = true;
        reply('354 go on');
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else reply('250 2.0.0 ok');
    }
  });
}
