/** How long the act waits, by how many came before it in the same burst. */
const GAPS_MS = [0, 0, 50, 100, 200];
/** A burst is over after so much quiet. */
const QUIET_MS = 250;

export interface Burst {
  /** Something happened. */
  readonly hear: () => void;
  /** Acts no more; an act that goes on is not ended. */
  readonly close: () => void;
}

/**
 * Acts on the first of many events at once, then ever more rarely while they go on, and always once
 * more after the last. Acts never overlap. `act` must not throw.
 */
export function burst(act: () => Promise<void>): Burst {
  let acts = 0;
  let heard = 0;
  let acting = false;
  let closed = false;
  let next: NodeJS.Timeout | undefined;
  let quiet: NodeJS.Timeout | undefined;

  const start = async () => {
    next = undefined;
    acts++;
    acting = true;
    const before = heard;
    await act();
    acting = false;
    if (heard !== before) plan();
  };
  const plan = () => {
    if (acting || next !== undefined || closed) return;
    next = setTimeout(() => void start(), GAPS_MS[Math.min(acts, GAPS_MS.length - 1)]);
  };
  const hear = () => {
    if (closed) return;
    heard++;
    clearTimeout(quiet);
    quiet = setTimeout(() => (acts = 0), QUIET_MS);
    plan();
  };
  const close = () => {
    closed = true;
    clearTimeout(next);
    clearTimeout(quiet);
  };
  return { hear, close };
}
