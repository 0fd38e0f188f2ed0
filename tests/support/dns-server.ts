/** A DNS server on loopback for tests, for TXT, MX, A and AAAA records. */
import { createSocket } from 'node:dgram';

/**
 * The response for a name: its records, an empty list, a refusal, or none at all. A plain name has
 * TXT records; others have their type in front of it, as "MX example.com", whose records are hosts
 * ('' for the null MX), or "A example.com".
 */
export type Zone = Record<string, readonly string[] | 'refused' | 'silent'>;

export interface DnsServer {
  /** IP address and port. */
  readonly address: string;
  /** Every name that was looked up, with its type in front unless that is TXT. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

const NO_SUCH_NAME = 3;
const REFUSED = 5;
const TYPES: Readonly<Record<number, string>> = { 1: 'A', 15: 'MX', 16: 'TXT', 28: 'AAAA' };

/** Starts a server for the names of a zone, which may change. */
export async function startDns(zone: Zone): Promise<DnsServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const { key, name, type, end } = readQuestion(query);
    asked.push(key);
    const found = zone[key];
    if (found === 'silent') return;
    const records = Array.isArray(found) ? (found as readonly string[]) : [];
    const isThere = Object.keys(zone).some((each) => each.split(' ').at(-1) === name);
    const code = found === 'refused' ? REFUSED : isThere ? 0 : NO_SUCH_NAME;
    const head = Buffer.alloc(12);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8580 | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(records.length, 6);
    socket.send(
      Buffer.concat([head, query.subarray(12, end), ...records.map((text) => answer(type, text))]),
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

interface Question {
  /** In lower case. */
  readonly name: string;
  readonly type: string;
  /** The name in the zone. */
  readonly key: string;
  /** Where it ends. */
  readonly end: number;
}

function readQuestion(query: Buffer): Question {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    at += length + 1;
  }
  const name = labels.join('.');
  const type = TYPES[query.readUInt16BE(at + 1)] ?? 'another';
  return { name, type, key: type === 'TXT' ? name : `${type} ${name}`, end: at + 5 };
}

/** Encodes a record with the name of the question. */
function answer(type: string, text: string): Buffer {
  const data = dataOf(type, text);
  const number = Number(Object.keys(TYPES).find((each) => TYPES[Number(each)] === type));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length);
  return Buffer.concat([Buffer.of(0xc0, 12, 0, number, 0, 1, 0, 0, 0, 60), length, data]);
}

function dataOf(type: string, text: string): Buffer {
  switch (type) {
    case 'MX':
      return Buffer.concat([Buffer.of(0, text === '' ? 0 : 10), encodedName(text)]);
    case 'A':
      return Buffer.from(text.split('.').map(Number));
    case 'AAAA':
      return Buffer.from(
        text
          .split(':')
          .map((part) => part.padStart(4, '0'))
          .join(''),
        'hex',
      );
    default:
      return inPieces(Buffer.from(text));
  }
}

function encodedName(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  const parts = labels.map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)]));
  return Buffer.concat([...parts, Buffer.of(0)]);
}

/** At most 255 bytes each. */
function inPieces(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += 255) {
    const piece = bytes.subarray(at, at + 255);
    pieces.push(Buffer.of(piece.length), piece);
  }
  return Buffer.concat(pieces);
}
