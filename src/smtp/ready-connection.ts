import { NodemailerConnection, type Options } from './nodemailer-connection.ts';
import { firstLine, parseReply, type Reply } from './reply.ts';
import { isTlsFault, isWellFormed } from './failure.ts';
import type { Failure, Stage } from './transport.ts';

/** In milliseconds. */
export interface Timeouts {
  readonly connect: number;
  readonly greeting: number;
  /** For each reply but the last. */
  readonly command: number;
  /** For the reply after the final dot. */
  readonly dot: number;
}

const DOT = Buffer.from('.\r\n');
const CRLF_DOT = Buffer.from('\r\n.\r\n');

/**
 * nodemailer's SMTP connection for letters that are ready for the wire. nodemailer connects,
 * encrypts, logs in, and speaks and hears the dialogue; here each reply is looked at before it, so
 * that what makes no sense where it stands ends the connection, and it is known how far the
 * dialogue has come. The body is written as it is, without a look at each byte for dots to stuff,
 * which would be most of the work of sending.
 */
export class ReadyConnection extends NodemailerConnection {
  /** How far the dialogue has come: a loss now is a loss here. */
  at: Stage = 'connect';
  /** The last reply that made sense. */
  answer: Reply | undefined;
  /** The server has said something that makes no sense: what it said before may be doubted. */
  confused = false;
  /** The server's first no to the letter under way, or to the connection. */
  #refusal: Failure | undefined;
  #fault: Error | undefined;
  readonly #timeouts: Timeouts;
  readonly #pipelining: boolean;
  #deadline: NodeJS.Timeout | undefined;

  constructor(options: Options, timeouts: Timeouts, pipelining = true) {
    super({
      ...options,
      connectionTimeout: timeouts.connect + timeouts.greeting,
      greetingTimeout: timeouts.greeting,
      dnsTimeout: timeouts.connect,
      // For a body that does not move; the waits for replies have their own deadlines.
      socketTimeout: Math.max(timeouts.command, timeouts.dot),
      // What is closed must not flush its buffer: half a letter may be in it.
      socketCloseTimeout: 0,
      maxResponseSize: 65_536,
    });
    this.#timeouts = timeouts;
    this.#pipelining = pipelining;
    this.on('error', (error: Error) => (this.#fault ??= error));
    this.once('end', () => {
      this.rest();
    });
  }

  get open(): boolean {
    return !this.destroyed && this._socket !== false && this._socket.writable;
  }

  /** Whether the server has said something that nobody asked for. */
  get outOfStep(): boolean {
    return this._responseQueue.length > 0 || this._remainder !== '';
  }

  /** The largest letter in bytes that the server takes (RFC 1870), where it says so. */
  get sizeLimit(): number {
    return this._maxAllowedSize > 0 ? this._maxAllowedSize : Infinity;
  }

  /** Whether the server offers an extension (EHLO). */
  offers(extension: string): boolean {
    return this._supportedExtensions.includes(extension);
  }

  /** What went wrong: the server's no, or else the loss of the connection. */
  get failure(): Failure {
    if (this.#refusal) return this.#refusal;
    const message = firstLine(this.#fault?.message ?? 'the connection was closed');
    if (this.at !== 'connect' && this.at !== 'tls') return { stage: this.at, message };
    const stage = isTlsFault(this.#fault, this._socket) ? 'tls' : 'connect';
    return { stage, message };
  }

  /** A letter begins. */
  begin(): void {
    this.at = 'mail';
    this.#refusal = undefined;
    this.#wait(this.#timeouts.command);
  }

  /** Nothing is waited for. */
  rest(): void {
    clearTimeout(this.#deadline);
  }

  /** AUTH begins. */
  authenticate(): void {
    this.at = 'auth';
    this.#wait(this.#timeouts.command);
  }

  override connect(callback: (error?: Error) => void): void {
    this.#wait(this.#timeouts.connect);
    super.connect(callback);
  }

  /**
   * Writes a letter and the final dot, and tells when the kernel has them: a loss is harmless until
   * then, and after that nobody can say.
   */
  write(chunks: readonly Buffer[], whenOut: () => void): void {
    const socket = this._socket;
    if (!this.open || socket === false || this.at !== 'body') return;
    const end = endsInCrlf(chunks) ? DOT : CRLF_DOT;
    const released = (error?: Error | null) => {
      if (error || !this.open || this.at !== 'body') return;
      if (this.secure) socket.write(end);
      this.at = 'dot';
      this.#wait(this.#timeouts.dot);
      whenOut();
    };
    socket.cork();
    for (const chunk of chunks) socket.write(chunk);
    // TLS tells too late what the kernel has: there the dot waits for the letter to be out.
    socket.write(this.secure ? '' : end, released);
    socket.uncork();
    if (!this.secure && socket.writableLength === 0) released();
  }

  override _onConnect(): void {
    if (!this.destroyed) {
      this.at = 'greeting';
      this.#wait(this.#timeouts.greeting);
    }
    super._onConnect();
  }

  /** A line at a time: each reply is heard before what comes after it can end the connection. */
  override _onData(chunk: Buffer): void {
    const socket = this._socket;
    let start = 0;
    // What came in the clear along with the answer to STARTTLS is not to be trusted.
    while (start < chunk.length && this._socket === socket) {
      const end = chunk.indexOf('\n', start) + 1 || chunk.length;
      super._onData(chunk.subarray(start, end));
      start = end;
    }
  }

  /** nodemailer would write what is left of the letter to a server that has closed its side. */
  override _onEnd(): void {
    if (this.at === 'body') this.#fail('the server closed the connection in a letter');
    else super._onEnd();
  }

  override _actionGreeting(response: string): void {
    if (this.#welcomes(/^220/, response)) super._actionGreeting(response);
  }

  override _actionEHLO(response: string): void {
    this.at = 'greeting';
    if (!this.#welcomes(/^250/, response)) return;
    const heard = this.#pipelining ? response : response.replace(/^(250[ -])PIPELINING\b/im, '$1-');
    super._actionEHLO(heard);
  }

  override _actionSTARTTLS(response: string): void {
    this.at = 'tls';
    if (this.#welcomes(/^220/, response)) super._actionSTARTTLS(response);
  }

  /** The words are not told: they may be our own, said back to us. */
  override _actionAUTHComplete(response: string, ...rest: unknown[]): void {
    if (isWellFormed(response)) super._actionAUTHComplete(response, ...rest);
    else this.#fail('the server’s answer to AUTH makes no sense');
  }

  override _actionMAIL(response: string, callback: unknown): void {
    if (!this.#understands(/^2/, response)) return;
    this.at = 'rcpt';
    super._actionMAIL(response, callback);
  }

  override _actionRCPT(response: string, callback: unknown): void {
    if (!this.#understands(/^2/, response)) return;
    this.at = 'data';
    super._actionRCPT(response, callback);
  }

  /** nodemailer takes 2xx for 354: from a server that is a reply behind, that may be any. */
  override _actionDATA(response: string, callback: unknown): void {
    if (!this.#understands(/^354/, response)) return;
    this.at = 'body';
    super._actionDATA(response, callback);
  }

  /** Called after 354; what it returns is handed to the message's `pipe`. */
  override _createSendStream(callback: unknown): object {
    this.rest();
    this._responseActions.push((response) => {
      if (!this.#understands(/^2/, response)) return;
      if (this.at === 'dot') this._actionSMTPStream(response, callback);
      else this.#fail(`the server answered before the end of the letter: ${firstLine(response)}`);
    });
    return {};
  }

  /** Whether a reply is the one that lets the connection go on; any other ends it. */
  #welcomes(expected: RegExp, response: string): boolean {
    if (!this.#understands(expected, response)) return false;
    if (this.#refusal) this.#fail(this.#refusal.message);
    return this.#refusal === undefined;
  }

  /** Whether a reply is the expected one or a no; a server that says anything else is left. */
  #understands(expected: RegExp, response: string): boolean {
    const reply = isWellFormed(response) ? parseReply(response) : undefined;
    if (!reply || (reply.code < 400 && !expected.test(response))) {
      this.confused = true;
      this.#fail(`the server’s answer makes no sense here: ${firstLine(response)}`);
      return false;
    }
    if (reply.code >= 400) this.#refusal ??= { stage: this.at, reply, message: reply.text };
    this.answer = reply;
    this.#deadline?.refresh();
    return true;
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#deadline);
    const seconds = milliseconds / 1000;
    this.#deadline = setTimeout(() => {
      this.#fail(`the server did not answer within ${seconds} seconds`);
    }, milliseconds).unref();
  }

  #fail(message: string): void {
    this._onError(new Error(message), 'EPROTOCOL', false, 'CONN');
  }
}

function endsInCrlf(chunks: readonly Buffer[]): boolean {
  let tail = '';
  for (let index = chunks.length - 1; index >= 0 && tail.length < 2; index--) {
    tail = (chunks[index]?.subarray(-2).toString('latin1') ?? '') + tail;
  }
  return tail === '' || tail.endsWith('\r\n');
}
