import type { Socket } from 'node:net';
import SMTPConnection, { type Options } from 'nodemailer/lib/smtp-connection';
import { createJoiner, endOf } from './body.ts';
import { isTlsFault, type SmtpError } from './failure.ts';
import { mayBeOutOfStep, type Wording } from './in-step.ts';
import { asOneLine, isWellFormed, parseReply, type Reply } from './reply.ts';
import type { SmtpFailure, Stage } from './transport.ts';

/** What we use of nodemailer's connection beyond its documented methods; a test guards it. */
interface Internals {
  readonly _socket: Socket | false;
  readonly _responseActions: ((response: string) => void)[];
  readonly _responseQueue: readonly string[];
  readonly _remainder: string;
  readonly _supportedExtensions: readonly string[];
  readonly _maxAllowedSize: number;
  readonly name: string;
  _sendCommand(command: string): void;
  _onError(error: Error, code: string, response: false, command: string): void;
  _onConnect(): void;
  _onData(chunk: Buffer): void;
  _onEnd(): void;
  _actionGreeting(response: string): void;
  _actionEHLO(response: string): void;
  _actionHELO(response: string): void;
  _actionSTARTTLS(response: string): void;
  _actionAUTHComplete(response: string, ...rest: unknown[]): void;
  _actionMAIL(response: string, callback: unknown): void;
  _actionRCPT(response: string, callback: unknown): void;
  _actionDATA(response: string, callback: unknown): void;
  _actionSMTPStream(response: string, callback: unknown): void;
  _createSendStream(callback: unknown): object;
}

const NodemailerConnection = SMTPConnection as unknown as new (
  options: Options,
) => SMTPConnection & Internals;

/** In milliseconds. */
export interface Timeouts {
  readonly connect: number;
  readonly greeting: number;
  /** For every reply except the one after the final dot. */
  readonly command: number;
  /** For the reply after the final dot. */
  readonly dot: number;
}

/** The server does not know EHLO. */
const NO_EHLO = /^50[024][ -]/;
/** It may refuse only EHLO; 4xx and 554 are about the client, and HELO would not help. */
const REFUSED_EHLO = /^550[ -]/;
/** Other replies of 2xx answer other commands, such as QUIT or AUTH. */
const OK = /^2[05]/;

/**
 * The dialogue with an SMTP server over one socket. nodemailer connects, encrypts, logs in, sends
 * the commands and reads the replies. This class checks each reply before nodemailer does: a reply
 * that makes no sense at its place ends the connection, and the stage of the dialogue is always
 * known. It writes the body as it is. To search each byte for dots to stuff would be most of the
 * work of sending.
 */
export class SmtpDialogue extends NodemailerConnection {
  /** How far the dialogue has come: where a loss of the connection would happen. */
  at: Stage = 'connect';
  /** The last reply that made sense. */
  lastReply: Reply | undefined;
  /** Whether a reply made no sense; the replies before it are doubtful too. */
  confused = false;
  /** Whether the connection ended because the server did not answer in time. */
  timedOut = false;
  /** Whether a letter was closed before its final dot, because it was no longer allowed. */
  abandoned = false;
  /** The replies since the last final dot. */
  #sinceDot: Reply[] = [];
  #wording: Wording = {};
  /** The first refusal of the current letter, or of the connection. */
  #refusal: SmtpFailure | undefined;
  #fault: SmtpError | undefined;
  readonly #timeouts: Timeouts;
  readonly #pipelining: boolean;
  #deadline: NodeJS.Timeout | undefined;
  readonly #join = createJoiner();

  constructor(options: Options, timeouts: Timeouts, pipelining = true) {
    super({
      ...options,
      connectionTimeout: timeouts.connect + timeouts.greeting,
      greetingTimeout: timeouts.greeting,
      dnsTimeout: timeouts.connect,
      // For a body that makes no progress; replies have their own deadlines.
      socketTimeout: Math.max(timeouts.command, timeouts.dot),
      // A closed connection must not flush its buffer: it may hold half a letter.
      socketCloseTimeout: 0,
      maxResponseSize: 65_536,
    });
    this.#timeouts = timeouts;
    this.#pipelining = pipelining;
    this.on('error', (error: Error) => (this.#fault ??= error));
    this.once('end', () => {
      this.stopWaiting();
    });
  }

  get open(): boolean {
    return !this.destroyed && this._socket !== false && this._socket.writable;
  }

  /** Whether there is a reply that answers no command. */
  get outOfStep(): boolean {
    return this._responseQueue.length > 0 || this._remainder !== '';
  }

  /**
   * Whether the replies since the last final dot, which were read as those to the dot and to the
   * envelope announced behind it, are not certain to be those.
   */
  get doubtful(): boolean {
    return this.confused || mayBeOutOfStep(this.#sinceDot, this.#wording);
  }

  /** Whether a reply that answers no command, and that ended the connection, contradicts another. */
  contradicts({ code }: Reply): boolean {
    const response = this.#fault?.response;
    if (response === undefined) return false;
    const stray = parseReply(response);
    return !stray || (stray.code !== 421 && stray.code >= 400 !== code >= 400);
  }

  /** The largest letter in bytes that the server accepts (RFC 1870); infinite if it names none. */
  get sizeLimit(): number {
    return this._maxAllowedSize > 0 ? this._maxAllowedSize : Infinity;
  }

  /** Whether the server offers an extension in its answer to EHLO. */
  offers(extension: string): boolean {
    return this._supportedExtensions.includes(extension);
  }

  /** What went wrong: the server's refusal, or else the loss of the connection. */
  get failure(): SmtpFailure {
    if (this.#refusal) return this.#refusal;
    const message = asOneLine(this.#fault?.message ?? 'the connection was closed');
    if (this.at !== 'connect' && this.at !== 'tls') return { stage: this.at, message };
    const stage = isTlsFault(this.#fault, this._socket) ? 'tls' : 'connect';
    return { stage, message };
  }

  /** Begins a letter: the next reply is about it. */
  begin(): void {
    this.at = 'mail';
    this.#refusal = undefined;
    this.#wait(this.#timeouts.command);
  }

  /** No reply is due. */
  stopWaiting(): void {
    clearTimeout(this.#deadline);
  }

  /** Begins AUTH. */
  authenticate(): void {
    this.at = 'auth';
    this.#wait(this.#timeouts.command);
  }

  override connect(callback: (error?: Error) => void): void {
    this.#wait(this.#timeouts.connect);
    super.connect(callback);
  }

  /**
   * Writes a letter and the final dot, and calls `written` when the kernel has them. If the
   * connection is lost before that, the letter has not arrived; after it, nobody can say. If
   * `mayWrite` says no, right before the letter or a dot that follows later, the connection is
   * closed and the letter is abandoned.
   */
  write(chunks: readonly Buffer[], mayWrite: () => boolean, written: () => void): void {
    const socket = this._socket;
    if (!this.open || socket === false || this.at !== 'body') return;
    const end = endOf(chunks);
    // With TLS we learn too late what the kernel has: the dot must wait until the letter is out. It
    // waits for a long letter too, during which this process may be stopped for any time.
    const whole = this.secure ? undefined : this.#join([...chunks, end]);
    const released = (error?: Error | null) => {
      if (error || !this.open || this.at !== 'body') return;
      if (!whole && !mayWrite()) {
        this.#abandon();
        return;
      }
      if (!whole) socket.write(end);
      this.at = 'dot';
      this.#sinceDot = [];
      this.#wait(this.#timeouts.dot);
      written();
    };
    // Nothing but the write comes after the question: this process may be stopped in between.
    if (!mayWrite()) {
      this.#abandon();
      return;
    }
    if (whole) socket.write(whole, released);
    else {
      socket.cork();
      for (const chunk of chunks) socket.write(chunk);
      socket.write('', released);
      socket.uncork();
    }
    if (!this.secure && socket.writableLength === 0) released();
  }

  override _onConnect(): void {
    if (!this.destroyed) {
      this.at = 'greeting';
      this.#wait(this.#timeouts.greeting);
    }
    super._onConnect();
  }

  /** Reads line by line: each reply is read before a later one can end the connection. */
  override _onData(chunk: Buffer): void {
    const socket = this._socket;
    let start = 0;
    // Don't trust what arrived in clear text together with the answer to STARTTLS.
    while (start < chunk.length && this._socket === socket) {
      const end = chunk.indexOf('\n', start) + 1 || chunk.length;
      super._onData(chunk.subarray(start, end));
      start = end;
    }
  }

  /** nodemailer would write the rest of the letter to a server that has closed its side. */
  override _onEnd(): void {
    if (this.at === 'body')
      this.#fail('the server closed the connection in the middle of a letter');
    else super._onEnd();
  }

  override _actionGreeting(response: string): void {
    if (this.#welcomes(/^220/, response)) super._actionGreeting(response);
  }

  override _actionEHLO(response: string): void {
    this.at = 'greeting';
    const tryHelo = this.#mustEncrypt
      ? NO_EHLO.test(response)
      : NO_EHLO.test(response) || REFUSED_EHLO.test(response);
    if (tryHelo && isWellFormed(response)) {
      this.#sayHelo(response);
      return;
    }
    if (!this.#welcomes(/^250/, response)) return;
    const offers = this.#pipelining
      ? response
      : response.replace(/^(250[ -])PIPELINING\b/im, '$1-');
    super._actionEHLO(offers);
  }

  override _actionHELO(response: string): void {
    if (this.#welcomes(/^250/, response)) super._actionHELO(response);
  }

  override _actionSTARTTLS(response: string): void {
    this.at = 'tls';
    if (this.#welcomes(/^220/, response)) super._actionSTARTTLS(response);
  }

  /** The answer is not quoted: the server may repeat our password in it. */
  override _actionAUTHComplete(response: string, ...rest: unknown[]): void {
    if (isWellFormed(response)) super._actionAUTHComplete(response, ...rest);
    else this.#fail('the server sent an unexpected reply to AUTH');
  }

  override _actionMAIL(response: string, callback: unknown): void {
    if (!this.#understands(OK, response)) return;
    this.#learn('mail');
    this.at = 'rcpt';
    super._actionMAIL(response, callback);
  }

  override _actionRCPT(response: string, callback: unknown): void {
    if (!this.#understands(OK, response)) return;
    this.#learn('rcpt');
    this.at = 'data';
    super._actionRCPT(response, callback);
  }

  /** nodemailer accepts 2xx for 354; from a server that is one reply behind it could be any reply. */
  override _actionDATA(response: string, callback: unknown): void {
    if (!this.#understands(/^354/, response)) return;
    this.at = 'body';
    super._actionDATA(response, callback);
  }

  /** Called after 354; nodemailer passes the result to the message's `pipe`. */
  override _createSendStream(callback: unknown): object {
    this.stopWaiting();
    this._responseActions.push((response) => {
      if (!this.#understands(OK, response)) return;
      if (this.at === 'dot') this._actionSMTPStream(response, callback);
      else this.#fail(`the server answered before the end of the letter: ${asOneLine(response)}`);
    });
    return {};
  }

  get #mustEncrypt(): boolean {
    return this.options.requireTLS === true && !this.secure;
  }

  /** Falls back to HELO (RFC 5321 3.2), which offers no extension, not even STARTTLS. */
  #sayHelo(response: string): void {
    if (this.#mustEncrypt) {
      const message = `the server does not support EHLO, so it can't encrypt: ${asOneLine(response)}`;
      this.#refusal = { stage: 'tls', message };
      this.#fail(message);
      return;
    }
    this._responseActions.push((reply) => {
      this._actionHELO(reply);
    });
    this.#deadline?.refresh();
    this._sendCommand(`HELO ${this.name}`);
  }

  /** Whether a reply is the expected one; any other ends the connection. */
  #welcomes(expected: RegExp, response: string): boolean {
    if (!this.#understands(expected, response)) return false;
    if (this.#refusal) this.#fail(this.#refusal.message);
    return this.#refusal === undefined;
  }

  /** Whether a reply is the expected one or a refusal; anything else ends the connection. */
  #understands(expected: RegExp, response: string): boolean {
    const reply = isWellFormed(response) ? parseReply(response) : undefined;
    if (!reply || (reply.code < 400 && !expected.test(response))) {
      this.confused = true;
      this.#fail(`the server sent an unexpected reply: ${asOneLine(response)}`);
      return false;
    }
    if (reply.code >= 400) this.#refusal ??= { stage: this.at, reply, message: reply.text };
    this.lastReply = reply;
    this.#sinceDot.push(reply);
    this.#deadline?.refresh();
    return true;
  }

  #learn(command: keyof Wording): void {
    const reply = this.lastReply;
    if (reply && reply.code < 400) this.#wording = { [command]: reply, ...this.#wording };
  }

  #abandon(): void {
    this.abandoned = true;
    this.close();
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#deadline);
    const seconds = milliseconds / 1000;
    this.#deadline = setTimeout(() => {
      this.timedOut = true;
      this.#fail(`the server did not answer within ${seconds} seconds`);
    }, milliseconds).unref();
  }

  #fail(message: string): void {
    this._onError(new Error(message), 'EPROTOCOL', false, 'CONN');
  }
}
