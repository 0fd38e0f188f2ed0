/** Time that passes with the turns of the event loop, so that a busy machine changes nothing. */
import { setImmediate as turn } from 'node:timers/promises';
import { vi } from 'vitest';

/** Enough for what both ends of a loopback connection have to say. */
const TURNS = 20;
const TICK_MS = 50;

/**
 * Runs work whose timers advance by 50 ms for every 20 turns of the event loop. A client and a
 * server in this process get the same turns: a timeout ends as soon as neither has more to do, and
 * never because the machine is busy.
 */
export async function inLoopTime<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  let over = false;
  const result = work().finally(() => {
    over = true;
  });
  result.catch(() => undefined);
  const isOver = () => over;
  try {
    while (!isOver()) await tick();
    // What is being closed ends its timers too.
    await tick();
    return await result;
  } finally {
    vi.useRealTimers();
  }
}

async function tick(): Promise<void> {
  await turns();
  vi.advanceTimersByTime(TICK_MS);
}

/** Waits until all that both ends of a loopback connection have sent has arrived. */
export async function turns(): Promise<void> {
  for (let each = 0; each < TURNS; each++) await turn();
}
