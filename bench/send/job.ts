/** What a contender is asked to do: letters to a sink on loopback, first some that do not count. */
export interface Job {
  readonly port: number;
  readonly warmUp: number;
  readonly letters: number;
  readonly connections: number;
  /** Empty PostgreSQL databases for the warm-up and the letters; otherwise SQLite files. */
  readonly databases?: readonly [warmUp: string, letters: string];
  /** The folder of another version of Broadsheet, which sends instead of this one. */
  readonly version?: string | undefined;
}

export interface Measured {
  /** From before the first connection to after the reply to the last letter. */
  readonly ms: number;
  /** Processor time of the sender in that while, all of its threads together; undefined as below. */
  readonly cpuMs?: number;
  /** Resident memory in bytes; undefined where it cannot be told. */
  readonly memory?: {
    /** With everything loaded and the edition composed. */
    readonly start: number;
    readonly afterWarmUp: number;
    /** The highest of four samples a second, and of the end. */
    readonly highest: number;
  };
}

/** Sends the letters of a job; rejects where one of them does not arrive. */
export type Contender = (job: Job) => Promise<Measured>;

const SAMPLE_MS = 250;

/**
 * Sends twice: a few letters to warm up, then those that count. `prepare` gets the numbers of the
 * first letter and of how many, and makes what is not measured; what it returns sends them.
 */
export async function measure(
  { warmUp, letters }: Job,
  prepare: (first: number, count: number) => Promise<() => Promise<void>>,
): Promise<Measured> {
  const start = process.memoryUsage.rss();
  if (warmUp > 0) await (await prepare(0, warmUp))();
  const afterWarmUp = process.memoryUsage.rss();
  const send = await prepare(warmUp, letters);
  let highest = 0;
  const sample = () => {
    highest = Math.max(highest, process.memoryUsage.rss());
  };
  const sampling = setInterval(sample, SAMPLE_MS);
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await send();
  const ms = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  clearInterval(sampling);
  sample();
  return { ms, cpuMs: (user + system) / 1000, memory: { start, afterWarmUp, highest } };
}
