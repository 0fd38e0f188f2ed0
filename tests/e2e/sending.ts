/** A newsletter with a list of 25, and servers to send it to. */
import { afterEach, beforeEach } from 'vitest';
import {
  startScripted,
  type ScriptedOptions,
  type ScriptedServer,
} from '../support/scripted-server.ts';
import { startSink, type SinkOptions, type SmtpSink } from '../support/smtp-sink.ts';
import type { Ran } from './command-process.ts';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

export const LIST = 'content/subscribers.example.csv';

let current: TestWorkspace | undefined;
const closing: (() => Promise<void>)[] = [];

/** The workspace of the test that runs now. */
export function workspace(): TestWorkspace {
  if (!current) throw new Error('There is no workspace outside a test.');
  return current;
}

/** Gives each test of the file a workspace of its own; letters that are put off stay so. */
export function useSending(): void {
  beforeEach(async () => {
    current = makeWorkspace();
    await current.run(['subscribers', 'import', LIST]);
    current.configure('delivery: { retry: { patienceMinutes: 0 } }');
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    current?.remove();
  });
}

/** Closes something at the end of the test. */
export function closeLater(close: () => Promise<void>): void {
  closing.push(close);
}

export async function sink(options?: SinkOptions): Promise<SmtpSink> {
  const started = await startSink(options);
  closing.push(started.close);
  return started;
}

export async function scripted(options?: ScriptedOptions): Promise<ScriptedServer> {
  const started = await startScripted(options);
  closing.push(started.close);
  return started;
}

export function send(url: string, ...args: string[]): Promise<Ran> {
  return workspace().run(['send', '--yes', ...args], { SMTP_URL: url });
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
