import type { Socket } from 'node:net';
import SMTPConnection, { type Options } from 'nodemailer/lib/smtp-connection';

/** What is used of nodemailer's connection beyond its documented methods; a test guards it. */
export interface Internals {
  readonly _socket: Socket | false;
  readonly _responseActions: ((response: string) => void)[];
  readonly _responseQueue: readonly string[];
  readonly _remainder: string;
  readonly _supportedExtensions: readonly string[];
  readonly _maxAllowedSize: number;
  _onError(error: Error, code: string, response: false, command: string): void;
  _onConnect(): void;
  _onData(chunk: Buffer): void;
  _onEnd(): void;
  _actionGreeting(response: string): void;
  _actionEHLO(response: string): void;
  _actionSTARTTLS(response: string): void;
  _actionAUTHComplete(response: string, ...rest: unknown[]): void;
  _actionMAIL(response: string, callback: unknown): void;
  _actionRCPT(response: string, callback: unknown): void;
  _actionDATA(response: string, callback: unknown): void;
  _actionSMTPStream(response: string, callback: unknown): void;
  _createSendStream(callback: unknown): object;
}

export type { Options };

export const NodemailerConnection = SMTPConnection as unknown as new (
  options: Options,
) => SMTPConnection & Internals;
