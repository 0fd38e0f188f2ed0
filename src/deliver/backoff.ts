import type { DeliverySettings } from './providers.ts';

const MINUTE = 60_000;
/** A lost connection says nothing of the recipient: it is tried again sooner than a refusal. */
const LOSS_SHARE = 0.1;
const RECONNECT_MS = 1000;
const RECONNECT_LONGEST_MS = 60_000;

/** Half to one and a half times as long, so that those who wait do not come back together. */
function jittered(milliseconds: number, random: () => number): number {
  return milliseconds * (0.5 + random());
}

function doubled(first: number, times: number, longest: number): number {
  return Math.min(first * 2 ** Math.min(times, 30), longest);
}

/** How long, in milliseconds, until a deferred delivery is tried for the next time. */
export function retryDelay(
  earlierTries: number,
  told: boolean,
  { firstMinutes, longestMinutes }: DeliverySettings['retry'],
  random: () => number,
): number {
  const first = firstMinutes * MINUTE * (told ? 1 : LOSS_SHARE);
  return jittered(doubled(first, earlierTries, longestMinutes * MINUTE), random);
}

/** How long, in milliseconds, until a server is tried that failed so many times in a row. */
export function reconnectDelay(failures: number, random: () => number): number {
  return jittered(doubled(RECONNECT_MS, failures - 1, RECONNECT_LONGEST_MS), random);
}
