import type { DeliverySettings } from './providers.ts';

const MINUTE = 60_000;
/** A lost connection says nothing about the recipient: the retry comes sooner than after a reply. */
const LOSS_SHARE = 0.1;
const RECONNECT_MS = 1000;
const RECONNECT_LONGEST_MS = 60_000;

/** Between half and one and a half times as long, so that retries do not come all at once. */
function jittered(milliseconds: number, random: () => number): number {
  return milliseconds * (0.5 + random());
}

function doubled(first: number, times: number, longest: number): number {
  return Math.min(first * 2 ** Math.min(times, 30), longest);
}

/** Returns how long, in milliseconds, a deferred delivery waits for its next attempt. */
export function retryDelay(
  earlierAttempts: number,
  hasReply: boolean,
  { firstMinutes, longestMinutes }: DeliverySettings['retry'],
  random: () => number,
): number {
  const first = firstMinutes * MINUTE * (hasReply ? 1 : LOSS_SHARE);
  return jittered(doubled(first, earlierAttempts, longestMinutes * MINUTE), random);
}

/** Returns how long, in milliseconds, a server waits for its next attempt after failures in a row. */
export function reconnectDelay(failures: number, random: () => number): number {
  return jittered(doubled(RECONNECT_MS, failures - 1, RECONNECT_LONGEST_MS), random);
}
