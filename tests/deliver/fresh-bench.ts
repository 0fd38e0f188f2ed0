/** A bench of its own for each test, and servers that end with the test. */
import { afterEach, beforeEach, onTestFinished } from 'vitest';
import { startSink, type SinkOptions, type SmtpSink } from '../support/smtp-sink.ts';
import { openRunBench, type RunBench } from './run-bench.ts';

export let bench: RunBench;

/** Gives each test of the file a bench. */
export function useFreshBench(): void {
  beforeEach(async () => {
    bench = await openRunBench();
  });
  afterEach(() => bench.close());
}

/** Starts a sink that closes when the test ends. */
export async function sink(options?: SinkOptions): Promise<SmtpSink> {
  const started = await startSink(options);
  onTestFinished(started.close);
  return started;
}
