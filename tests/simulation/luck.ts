/** What may happen to the jobs of a cron: the same for the same seed. */
export type Random = () => number;

/** Jobs that begin at one moment. */
export interface Round {
  readonly time: Date;
  readonly jobs: 1 | 2;
  /** The first of them is killed at a letter: when it is announced, or when the server has it. */
  readonly kill?: { readonly letter: number; readonly step: 'rcpt' | 'dot' };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Skips, repeats, delays and doubles what a cron fires, and kills some of it. */
export function suffer(times: readonly Date[], random: Random): readonly Round[] {
  const rounds: Round[] = [];
  const add = (time: number) => {
    const kill = {
      letter: 1 + Math.floor(random() * 3),
      step: random() < 0.5 ? ('rcpt' as const) : ('dot' as const),
    };
    const jobs = random() < 0.15 ? 2 : 1;
    rounds.push({ time: new Date(time), jobs, ...(random() < 0.08 && { kill }) });
  };
  for (const time of times) {
    if (random() < 0.2) continue;
    const late = random() < 0.3 ? random() * 6 * HOUR : random() * 5 * MINUTE;
    add(time.getTime() + late);
    if (random() < 0.1) add(time.getTime() + late + random() * HOUR);
  }
  return rounds.sort((a, b) => a.time.getTime() - b.time.getTime());
}
