/** A fresh bench for each test of the file that imports this, and servers that end with the test. */
import { afterEach, beforeEach } from 'vitest';
import { startSink, type SinkOptions, type SmtpSink } from '../support/smtp-sink.ts';
import { openRunBench, type RunBench } from './run-bench.ts';

export let bench: RunBench;
/** Called, the first of them first, when the test is over. */
export const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  bench = await openRunBench();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await bench.close();
});

export async function sink(options?: SinkOptions): Promise<SmtpSink> {
  const started = await startSink(options);
  closing.push(started.close);
  return started;
}
