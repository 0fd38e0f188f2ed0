/** A DNS server on loopback for tests, only for TXT records. */
import { createSocket } from 'node:dgram';

/** The response for a name: its TXT records, an empty list, a refusal, or none at all. */
export type Zone = Record<string, readonly string[] | 'refused' | 'silent'>;

export interface DnsServer {
  /** IP address and port. */
  readonly address: string;
  /** Every name that was looked up. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

const NO_SUCH_NAME = 3;
const REFUSED = 5;
const TXT = [0, 16, 0, 1];

/** Starts a server for the names of a zone, which may change. */
export async function startDns(zone: Zone): Promise<DnsServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const { name, end } = readQuestion(query);
    asked.push(name);
    const found = zone[name];
    if (found === 'silent') return;
    const records = Array.isArray(found) ? (found as readonly string[]) : [];
    const code = found === undefined ? NO_SUCH_NAME : found === 'refused' ? REFUSED : 0;
    const head = Buffer.alloc(12);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8580 | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(records.length, 6);
    socket.send(
      Buffer.concat([head, query.subarray(12, end), ...records.map(answer)]),
      port,
      address,
    );
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        socket.close(resolve);
      }),
  };
}

/** Reads the name in a question, in lower case, and where the question ends. */
function readQuestion(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    at += length + 1;
  }
  return { name: labels.join('.'), end: at + 1 + TXT.length };
}

/** Encodes a record in pieces of at most 255 bytes, with the name of the question. */
function answer(text: string): Buffer {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += 255) {
    const piece = bytes.subarray(at, at + 255);
    pieces.push(Buffer.of(piece.length), piece);
  }
  const data = Buffer.concat(pieces);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length);
  return Buffer.concat([Buffer.of(0xc0, 12, ...TXT, 0, 0, 0, 60), length, data]);
}
