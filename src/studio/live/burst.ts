/** How long the action waits, by how often it has run in the same burst. */
const GAPS_MS = [0, 0, 50, 100, 200];
/** A burst ends after this much quiet. */
const QUIET_MS = 250;

export interface Burst {
  /** Reports an event. */
  readonly hear: () => void;
  /** Reports an event that must not wait: the action runs at once, or after the run that is going on. */
  readonly hearAtOnce: () => void;
  /** Stops starting the action; one that runs is not stopped. */
  readonly close: () => void;
}

/**
 * Runs an action at the first of many events, then ever more rarely while they continue, and always
 * once more after the last. Runs never overlap. `act` must not throw.
 */
export function burst(act: () => Promise<void>): Burst {
  let runs = 0;
  let heard = 0;
  let running = false;
  let closed = false;
  let urgent = false;
  let next: NodeJS.Timeout | undefined;
  let quiet: NodeJS.Timeout | undefined;

  const start = async () => {
    next = undefined;
    if (!urgent) runs++;
    urgent = false;
    running = true;
    const before = heard;
    await act();
    running = false;
    if (heard !== before) plan();
  };
  const plan = () => {
    if (running || closed) return;
    if (urgent) {
      clearTimeout(next);
      void start();
    } else {
      next ??= setTimeout(() => void start(), GAPS_MS[Math.min(runs, GAPS_MS.length - 1)]);
    }
  };
  const hear = () => {
    if (closed) return;
    heard++;
    clearTimeout(quiet);
    quiet = setTimeout(() => (runs = 0), QUIET_MS);
    plan();
  };
  const hearAtOnce = () => {
    if (closed) return;
    heard++;
    urgent = true;
    plan();
  };
  const close = () => {
    closed = true;
    clearTimeout(next);
    clearTimeout(quiet);
  };
  return { hear, hearAtOnce, close };
}
