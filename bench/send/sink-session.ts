import type { Socket } from 'node:net';

const END = Buffer.from('\r\n.\r\n');
const CRLF = END.subarray(0, 2);
const LF = 0x0a;

const CAPABILITIES = ['sink', 'PIPELINING', 'SIZE 52428800', '8BITMIME', 'SMTPUTF8'];
const REPLIES: Readonly<Record<string, string>> = {
  EHLO: CAPABILITIES.map((each, at) => `250${at === 4 ? ' ' : '-'}${each}\r\n`).join(''),
  HELO: '250 sink\r\n',
  MAIL: '250 2.1.0 ok\r\n',
  RCPT: '250 2.1.5 ok\r\n',
  DATA: '354 go on\r\n',
  RSET: '250 2.0.0 ok\r\n',
  NOOP: '250 2.0.0 ok\r\n',
  QUIT: '221 2.0.0 bye\r\n',
};
const UNKNOWN = '500 5.5.1 no such command\r\n';
const ACCEPTED = '250 2.0.0 taken\r\n';

/** What the sink has taken so far. */
export interface Taken {
  letters: number;
  bytes: number;
}

/**
 * One connection of the sink. It looks for the ends of lines and letters in the chunks as they
 * come, copies nothing but their edges, and answers all that a chunk holds at once.
 */
export class SinkSession {
  readonly #socket: Socket;
  readonly #taken: Taken;
  readonly #roundTripMs: number;
  readonly #people: Set<string> | undefined;
  #inBody = false;
  #recipient = '';
  /** In a letter the last bytes of it, up to four; otherwise the beginning of a command. */
  #edge: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, taken: Taken, roundTripMs: number, people?: Set<string>) {
    this.#socket = socket;
    this.#taken = taken;
    this.#roundTripMs = roundTripMs;
    this.#people = people;
    // Connecting costs a round trip of its own, before the greeting's.
    this.#reply('220 sink ESMTP\r\n', roundTripMs * 2);
  }

  take(chunk: Buffer): void {
    this.#taken.bytes += chunk.length;
    let replies = '';
    let at = 0;
    while (at < chunk.length) {
      const end = this.#inBody ? this.#endOfBody(chunk, at) : chunk.indexOf(LF, at) + 1;
      if (end <= 0) break;
      replies += this.#inBody ? this.#accept() : this.#obey(chunk.subarray(at, end));
      at = end;
    }
    if (at < chunk.length) this.#keepEdge(chunk.subarray(at));
    if (replies !== '') this.#reply(replies, this.#roundTripMs);
  }

  /** Just after the final dot's line, or -1. No client may say more before the reply (RFC 2920). */
  #endOfBody(chunk: Buffer, from: number): number {
    const last = chunk.length - END.length;
    if (last >= from && chunk.compare(END, 0, END.length, last) === 0) return chunk.length;
    const border = Buffer.concat([this.#edge, chunk.subarray(from, from + END.length - 1)]);
    const across = border.indexOf(END);
    if (across !== -1) return from + across + END.length - this.#edge.length;
    const within = chunk.indexOf(END, from);
    return within === -1 ? -1 : within + END.length;
  }

  #accept(): string {
    this.#taken.letters++;
    this.#people?.add(this.#recipient);
    this.#inBody = false;
    this.#edge = Buffer.alloc(0);
    return ACCEPTED;
  }

  #obey(line: Buffer): string {
    const whole = this.#edge.length === 0 ? line : Buffer.concat([this.#edge, line]);
    const verb = whole.toString('latin1', 0, 4).toUpperCase();
    this.#inBody = verb === 'DATA';
    if (this.#people && verb === 'RCPT') this.#recipient = whole.toString('latin1', 8);
    // The line break of DATA is the first half of the end of an empty letter.
    this.#edge = this.#inBody ? CRLF : Buffer.alloc(0);
    return REPLIES[verb] ?? UNKNOWN;
  }

  #keepEdge(rest: Buffer): void {
    const edge = Buffer.concat([this.#edge, this.#inBody ? rest.subarray(-4) : rest]);
    this.#edge = this.#inBody ? edge.subarray(-4) : edge;
  }

  /** Timers of one length fire in their order, so replies do not overtake each other. */
  #reply(text: string, afterMs: number): void {
    if (afterMs === 0) this.#write(text);
    else
      setTimeout(() => {
        this.#write(text);
      }, afterMs);
  }

  #write(text: string): void {
    if (!this.#socket.writable) return;
    if (text.endsWith(REPLIES['QUIT'] ?? '')) this.#socket.end(text, 'latin1');
    else this.#socket.write(text, 'latin1');
  }
}
