import type { DoctorCheck } from '../context.ts';
import { finding, passed } from '../finding.ts';

/** An edition that is due should go out within seconds. */
const MOST_MS = 10_000;

/** Checks that this machine's clock agrees with the database's. */
export const checkClock: DoctorCheck = async ({ database }) => {
  if (database.kind === 'sqlite') {
    const reason = 'Clock: not compared, because a database file has no clock';
    return [finding('clock/not-compared', reason)];
  }
  const facts = await database.facts.catch(() => undefined);
  if (facts?.clockAheadMs === undefined) return [];
  const ahead = facts.clockAheadMs;
  const seconds = (Math.abs(ahead) / 1000).toFixed(1);
  if (Math.abs(ahead) < MOST_MS) {
    return [passed(`Clock: within ${seconds} s of the database's`)];
  }
  const which = ahead > 0 ? 'behind' : 'ahead of';
  return [finding('clock/wrong', `Clock: this machine is ${seconds} s ${which} the database`)];
};
