/** The ceiling: sockets that write one ready letter again and again, with no ledger and no care. */
import net from 'node:net';
import { spliceLetter } from '../../src/letter/letter.ts';
import { measure, type Contender } from './job.ts';
import { composeSample, subscriberAt } from './letters.ts';

export const bareSocket: Contender = async (job) => {
  const composed = await composeSample();
  const { envelope, chunks } = spliceLetter(composed, subscriberAt(0));
  const commands = `MAIL FROM:<${envelope.from}>\r\nRCPT TO:<${envelope.to}>\r\nDATA\r\n`;
  const body = Buffer.concat([...chunks, Buffer.from('.\r\n')]);
  return measure(job, (_, count) => {
    let left = count;
    const send = () => converse(job.port, commands, body, () => left-- > 0);
    return Promise.resolve(async () => {
      await Promise.all(Array.from({ length: job.connections }, send));
    });
  });
};

/** One connection, which asks before each letter whether there is one more. */
function converse(port: number, commands: string, body: Buffer, more: () => boolean) {
  return new Promise<void>((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    let greeted = false;
    socket.on('error', reject).on('close', () => {
      resolve();
    });
    socket.on('data', (chunk) => {
      const reply = chunk.toString('latin1');
      if (reply.startsWith('221')) return;
      if (reply.includes('354 ')) socket.write(body);
      else if (!greeted) {
        greeted = true;
        socket.write('EHLO bench\r\n');
      } else if (reply.includes('2.1.5')) return;
      else socket.write(more() ? commands : 'QUIT\r\n');
    });
  });
}
