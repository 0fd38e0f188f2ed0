/** One connection of the scripted server. */
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import tls from 'node:tls';
import {
  certificateFile,
  type Action,
  type ReceivedLetter,
  type ScriptedOptions,
  type ScriptEvent,
  type Step,
} from './scripted-server.ts';

/** What the server records; `letters` is the number of the last MAIL. */
export interface Records {
  readonly accepted: ReceivedLetter[];
  readonly unanswered: ReceivedLetter[];
  readonly lines: string[][];
  readonly clear: Buffer[];
  letters: number;
}

const DOT = Buffer.from('.\r\n');

/** Whether a final dot may be in a chunk of a body, or at its border. */
function mayHoldEnd(chunk: Buffer): boolean {
  return chunk.includes(DOT) || chunk[0] === 0x0d || chunk[0] === 0x0a;
}

export class Dialogue {
  readonly #options: ScriptedOptions;
  readonly #records: Records;
  readonly #plain: Socket;
  readonly #connection: number;
  readonly #lines: string[] = [];
  #socket: Socket;
  #unread = Buffer.alloc(0);
  /** Chunks of a body that has not ended, not joined yet. */
  readonly #arrived: Buffer[] = [];
  /** Whether it ignores everything from now on. */
  #over = false;
  #encrypted = false;
  #letter = -1;
  #from: string | undefined;
  #to: string | undefined;
  #mode: 'commands' | 'body' | 'login' = 'commands';
  #bodyAction: Action | undefined;
  #loginLines = 0;
  readonly #later: { readonly wait: number; readonly act: () => void }[] = [];

  constructor(socket: Socket, options: ScriptedOptions, records: Records) {
    this.#options = options;
    this.#records = records;
    this.#plain = this.#socket = socket;
    this.#connection = records.lines.push(this.#lines) - 1;
    socket.on('error', () => undefined);
    if (options.secure) this.#encrypt();
    else this.#listen(socket);
    this.#answer('greeting', '220 scripted');
  }

  #listen(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => {
      if (!this.#encrypted) this.#records.clear.push(chunk);
      if (this.#over) return;
      this.#arrived.push(chunk);
      const isBody = this.#mode === 'body' && !this.#bodyAction;
      if (isBody && !mayHoldEnd(chunk)) return;
      this.#unread = Buffer.concat([this.#unread, ...this.#arrived.splice(0)]);
      this.#read();
    });
    // After a failed handshake, waiting data would never be flushed.
    socket.on('end', () => (this.#encrypted ? this.#plain.destroy() : socket.end()));
  }

  #encrypt(): void {
    const { certificate = 'localhost' } = this.#options;
    this.#encrypted = true;
    this.#unread = Buffer.alloc(0);
    this.#plain.removeAllListeners('data');
    this.#socket = new tls.TLSSocket(this.#plain, {
      isServer: true,
      key: readFileSync(join(dirname(certificateFile('ca')), 'server.key')),
      cert: readFileSync(certificateFile(certificate)),
    });
    this.#socket.on('error', () => undefined);
    this.#listen(this.#socket);
  }

  #read(): void {
    while (!this.#over) {
      if (this.#mode === 'body') {
        if (!this.#readBody()) return;
        continue;
      }
      const end = this.#unread.indexOf('\r\n');
      if (end === -1) return;
      const line = this.#unread.subarray(0, end).toString();
      this.#unread = this.#unread.subarray(end + 2);
      this.#lines.push(line);
      if (this.#mode === 'login') this.#hearLogin();
      else this.#hear(line);
    }
  }

  #hear(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    switch (verb) {
      case 'EHLO':
        this.#answer('ehlo', this.#offers());
        break;
      case 'HELO':
        this.#answer('helo', '250 scripted');
        break;
      case 'STAR':
        if (this.#answer('starttls', '220 go ahead')) this.#encrypt();
        break;
      case 'AUTH':
        this.#hearAuth(line);
        break;
      case 'MAIL':
        this.#letter = ++this.#records.letters;
        this.#to = undefined;
        this.#from = this.#answer('mail', '250 sender ok') ? address : undefined;
        break;
      case 'RCPT':
        this.#hearRcpt(address);
        break;
      case 'DATA':
        this.#hearData();
        break;
      case 'RSET':
        this.#from = this.#to = undefined;
        this.#answer('rset', '250 reset');
        break;
      case 'QUIT':
        if (this.#answer('quit', '221 bye')) this.#socket.end();
        break;
      default:
        this.#say('500 what?');
    }
  }

  #offers(): string {
    const offers = (this.#options.extensions ?? ['PIPELINING']).filter(
      (each) => !this.#encrypted || each !== 'STARTTLS',
    );
    return ['scripted', ...offers]
      .map((each, index) => `250${index === offers.length ? ' ' : '-'}${each}`)
      .join('\r\n');
  }

  #hearAuth(line: string): void {
    if (line.split(' ').length > 2) {
      this.#answer('auth', '235 welcome');
      return;
    }
    this.#mode = 'login';
    this.#loginLines = 0;
    this.#say('334 VXNlcm5hbWU6');
  }

  #hearLogin(): void {
    if (++this.#loginLines === 1) {
      this.#say('334 UGFzc3dvcmQ6');
      return;
    }
    this.#mode = 'commands';
    this.#answer('auth', '235 welcome');
  }

  #hearRcpt(address: string): void {
    if (this.#from === undefined) {
      this.#say('503 no sender');
      return;
    }
    this.#to = address;
    if (!this.#answer('rcpt', '250 recipient ok')) this.#to = undefined;
  }

  #hearData(): void {
    const usual = this.#to === undefined ? '503 no recipient' : '354 go on';
    if (!this.#answer('data', usual) || this.#to === undefined) return;
    this.#mode = 'body';
    this.#bodyAction = this.#options.script?.(this.#event('body'));
    if (this.#bodyAction && (this.#bodyAction.after ?? 0) === 0) this.#act(this.#bodyAction);
  }

  /** Whether the body is whole. */
  #readBody(): boolean {
    const action = this.#bodyAction;
    const at = this.#unread.indexOf('\r\n.\r\n');
    if (action?.after !== undefined && this.#unread.length >= action.after && action.after > 0) {
      this.#bodyAction = undefined;
      this.#act(action);
      return !this.#over;
    }
    const isEmpty = this.#unread.subarray(0, 3).equals(DOT);
    if (at === -1 && !isEmpty) return false;
    const raw = Buffer.from(this.#unread.subarray(0, isEmpty ? 0 : at + 2));
    this.#unread = this.#unread.subarray(isEmpty ? 3 : at + 5);
    this.#mode = 'commands';
    const letter = {
      connection: this.#connection,
      from: this.#from ?? '',
      to: this.#to ?? '',
      raw,
    };
    const isAccepted = this.#answer('dot', '250 taken');
    this.#from = this.#to = undefined;
    (isAccepted ? this.#records.accepted : this.#records.unanswered).push(letter);
    return true;
  }

  #event(step: Step): ScriptEvent {
    const address = this.#to === undefined ? {} : { address: this.#to };
    return { step, connection: this.#connection, letter: this.#letter, ...address };
  }

  /** Sends the usual reply or the script's; returns whether it was 2xx or 354. */
  #answer(step: Step, usual: string): boolean {
    const action = this.#options.script?.(this.#event(step));
    return this.#act(
      action?.then && action.reply === undefined ? action : { reply: usual, ...action },
    );
  }

  #act({ reply, bytewise, delay, then }: Action): boolean {
    if (reply !== undefined) this.#say(reply, bytewise, delay);
    if (then) this.#over = true;
    const socket = this.#socket;
    // Before a reset too, or a quick client would have sent the whole letter by then.
    if (then === 'stall' || then === 'reset') socket.pause();
    if (then === 'disconnect') this.#do(() => socket.end());
    // A little later, because the replies before it would be lost with it.
    if (then === 'reset') this.#do(() => this.#plain.resetAndDestroy(), 10);
    return reply !== undefined && /^(?:2\d\d|354)/.test(reply.toString('latin1'));
  }

  #say(reply: string | Buffer, bytewise = false, delay = 0): void {
    const socket = this.#socket;
    const bytes = Buffer.concat([Buffer.from(reply), Buffer.from('\r\n')]);
    const pieces = bytewise ? Array.from(bytes, (byte) => Buffer.of(byte)) : [bytes];
    for (const piece of pieces) {
      this.#do(() => socket.write(piece), bytewise ? Math.max(delay, 1) : delay);
    }
  }

  /** Acts at once, or after the actions that are still waiting. */
  #do(act: () => void, wait = 0): void {
    if (this.#later.push({ wait, act }) === 1) this.#pump();
  }

  #pump(): void {
    const [next] = this.#later;
    if (!next) return;
    const go = () => {
      next.act();
      this.#later.shift();
      this.#pump();
    };
    if (next.wait === 0) go();
    else if (next.wait === 1) setImmediate(go);
    else setTimeout(go, next.wait);
  }
}
