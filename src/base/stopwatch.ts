/** Returns the milliseconds since the stopwatch was started. */
export type Stopwatch = () => number;

/**
 * Starts a stopwatch that is never slow. The monotonic clock goes on while the process is stopped,
 * but not while the machine sleeps; the clock on the wall goes on then, but may be set back. The
 * stopwatch follows whichever has gone further.
 */
export function startStopwatch(): Stopwatch {
  const [monotonic, wall] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - monotonic, Date.now() - wall);
}
