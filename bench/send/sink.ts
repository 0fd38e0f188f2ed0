/**
 * A fast SMTP server on loopback that takes every letter, counts it and keeps nothing. A process of
 * its own, so that a sender has the other core: `fork('sink.ts', ['--delay', '25'])` sends the
 * port, answers each message with a SinkReport, and ends with its parent. The delay is in
 * milliseconds, one way: a round trip costs two of them.
 */
import net, { type AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { SinkSession, type Taken } from './sink-session.ts';

export interface SinkReport extends Taken {
  /** To how many addresses letters were taken; counted with --people. */
  readonly people: number;
  /** Processor time of the sink, in milliseconds. */
  readonly cpuMs: number;
}

const { values } = parseArgs({
  options: { delay: { type: 'string', default: '0' }, people: { type: 'boolean', default: false } },
});
const roundTripMs = Number(values.delay) * 2;
const people = values.people ? new Set<string>() : undefined;
const taken: Taken = { letters: 0, bytes: 0 };

const server = net.createServer({ noDelay: true }, (socket) => {
  const session = new SinkSession(socket, taken, roundTripMs, people);
  socket.on('data', (chunk) => {
    session.take(chunk);
  });
  // A sender that is done may leave as it likes.
  socket.on('error', () => undefined);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port);
});

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({
    ...taken,
    people: people?.size ?? 0,
    cpuMs: (user + system) / 1000,
  } satisfies SinkReport);
});
process.on('disconnect', () => process.exit());
