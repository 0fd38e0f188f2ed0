import type { Run } from '../../deliver/ledger.ts';
import { DELIVERY_STATES, type Tally } from '../../deliver/state.ts';
import type { Desk, RunReport } from '../../studio/desk.ts';
import type { Store } from '../../store/open.ts';
import {
  acceptedOverTime,
  addressesIn,
  countRefusals,
  holderOf,
  type Holder,
} from '../../store/report.ts';
import { AUDIENCE } from '../send/audience.ts';
import { isDeadOwner } from '../send/owner.ts';

/** While a run moves, counting it takes at most a part of the time: one in so many. */
const REST = 4;

/**
 * What the studio shows of runs, from a newsletter's database. Nothing of it is written, and what
 * no longer moves is counted once.
 */
export function studioRuns(store: Store, clock: () => Date): Pick<Desk, 'run' | 'report'> {
  const { db, ledger } = store;
  const tally = countedOnce((run) => ledger.tally(run));
  const detail = countedOnce((run) => detailOf(store, run));
  const find = async (id: string) => {
    const run = await ledger.findRun(id, AUDIENCE);
    return run && { run, holder: await holderOf(db, run) };
  };
  const isSending = ({ owner }: Holder) =>
    owner !== undefined && owner.until >= clock() && !isDeadOwner(owner.name);
  return {
    async run(id) {
      const found = await find(id);
      if (!found) return undefined;
      const { run, holder } = found;
      return { run, states: await tally(run, holder), sending: isSending(holder) };
    },
    async report(id) {
      const found = await find(id);
      if (!found) return undefined;
      const { run, holder } = found;
      return { run, sending: isSending(holder), ...(await detail(run, holder)) };
    },
  };
}

async function detailOf(
  { db, ledger }: Store,
  run: Run,
): Promise<Omit<RunReport, 'run' | 'sending'>> {
  const domains = await ledger.tallyByDomain(run);
  return {
    states: sumOf(domains.map(({ states }) => states)),
    domains,
    accepted: await acceptedOverTime(db, run),
    refusals: await countRefusals(db, run),
    unknown: await addressesIn(db, run, 'unknown'),
  };
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (state: keyof Tally) => tallies.reduce((total, each) => total + each[state], 0);
  return Object.fromEntries(DELIVERY_STATES.map((state) => [state, sum(state)])) as Tally;
}

interface Counted<T> {
  readonly fence: number;
  /** Counted while nobody had the lease. */
  readonly settled: boolean;
  readonly until: number;
  readonly value: T;
}

/**
 * Remembers what was counted of each run for as long as it holds. Nothing moves without a lease,
 * and each lease has a fence of its own; under one, a count holds for as long as a large run needs
 * so that the studio has time for other things.
 */
function countedOnce<T>(count: (run: Run) => Promise<T>): (run: Run, holder: Holder) => Promise<T> {
  const known = new Map<number, Counted<T>>();
  return async (run, { fence, owner }) => {
    const before = known.get(run.id);
    const holds = owner === undefined ? before?.settled : performance.now() < (before?.until ?? 0);
    if (before?.fence === fence && holds) return before.value;
    const start = performance.now();
    const value = await count(run);
    const end = performance.now();
    const until = end + (end - start) * REST;
    known.set(run.id, { fence, settled: owner === undefined, until, value });
    return value;
  };
}
