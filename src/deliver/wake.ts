/** Lets waiting work go on when something has changed. */
export interface Wake {
  /** Resolves at the next call of `all`, after some time, or when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  all(): void;
}

/** Node fires a timer of more at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createWake(): Wake {
  const sleepers = new Set<() => void>();
  return {
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const timer = setTimeout(rise, Math.min(milliseconds, LONGEST_TIMER_MS));
        function rise() {
          clearTimeout(timer);
          sleepers.delete(rise);
          signal.removeEventListener('abort', rise);
          resolve();
        }
        sleepers.add(rise);
        signal.addEventListener('abort', rise);
      }),
    all: () => {
      for (const rise of [...sleepers]) rise();
    },
  };
}
