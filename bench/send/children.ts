/** The processes of the benchmark: the sink, and one for each measurement of a contender. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Job, Measured } from './job.ts';
import type { ListJob } from './list.ts';
import type { SinkReport } from './sink.ts';

export interface Sink {
  readonly port: number;
  readonly report: () => Promise<SinkReport>;
  readonly stop: () => Promise<void>;
}

/** Starts a sink; a round trip to it costs twice the delay, in milliseconds. */
export async function startSink(delayMs = 0): Promise<Sink> {
  const child = fork(join(import.meta.dirname, 'sink.ts'), ['--delay', String(delayMs)]);
  const port = (await messageOf(child)) as number;
  return {
    port,
    report: async () => {
      const answer = messageOf(child);
      child.send('report');
      return (await answer) as SinkReport;
    },
    stop: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

/** What one job cost a contender, in its own process, and what the sink says about it. */
export interface Result extends Measured {
  readonly lettersPerSecond: number;
  /** As they came over the wire, with their envelopes. */
  readonly bytesPerLetter: number;
  readonly sinkCpuMs: number;
}

/** Rejects where the contender fails or the sink has not got every letter once. */
export async function runContender(name: string, job: Job, sink: Sink): Promise<Result> {
  const before = await sink.report();
  const child = fork(join(import.meta.dirname, 'contender.ts'), [name, JSON.stringify(job)]);
  const measured = (await messageOf(child)) as Measured;
  if (child.exitCode === null) await once(child, 'exit');
  const after = await sink.report();
  const arrived = after.letters - before.letters;
  const sent = job.warmUp + job.letters;
  if (arrived !== sent) throw new Error(`${name} sent ${sent} letters and ${arrived} arrived.`);
  return {
    ...measured,
    lettersPerSecond: (job.letters / measured.ms) * 1000,
    bytesPerLetter: (after.bytes - before.bytes) / arrived,
    sinkCpuMs: after.cpuMs - before.cpuMs,
  };
}

/** Makes a list of generated subscribers in a database. */
export async function importList(job: ListJob): Promise<void> {
  await messageOf(fork(join(import.meta.dirname, 'list.ts'), [JSON.stringify(job)]));
}

/** The next message of a process; rejects where it ends without one. */
async function messageOf(child: ChildProcess): Promise<unknown> {
  const gone = new AbortController();
  const { signal } = gone;
  const message = once(child, 'message', { signal }).then(([value]: unknown[]) => value);
  const exit = once(child, 'exit', { signal }).then(([code]: unknown[]) => {
    throw new Error(`${child.spawnargs.slice(1).join(' ')} ended with ${String(code)}.`);
  });
  try {
    return await Promise.race([message, exit]);
  } finally {
    gone.abort();
    await Promise.allSettled([message, exit]);
  }
}
