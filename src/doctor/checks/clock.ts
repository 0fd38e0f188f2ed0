import type { Check } from '../context.ts';
import { finding, well } from '../finding.ts';

/** A run that was left is taken over after 30 seconds: clocks that differ must be far from that. */
const MOST_MS = 10_000;

/** This machine's clock agrees with the database's. */
export const checkClock: Check = async ({ database }) => {
  if (database.kind === 'sqlite') {
    const reason = 'Clock: not compared, for a database in a file has no clock of its own';
    return [finding('clock/not-compared', reason)];
  }
  const facts = await database.facts.catch(() => undefined);
  if (facts?.clockAheadMs === undefined) return [];
  const ahead = facts.clockAheadMs;
  const seconds = (Math.abs(ahead) / 1000).toFixed(1);
  if (Math.abs(ahead) < MOST_MS) {
    return [well(`Clock: within ${seconds} s of the database's`)];
  }
  const which = ahead > 0 ? 'behind' : 'ahead of';
  return [finding('clock/wrong', `Clock: this machine is ${seconds} s ${which} the database`)];
};
