import { maskAddresses } from '../../base/mask-address.ts';
import type { Run } from '../../deliver/ledger.ts';
import type { Holder, Runs } from '../../deliver/runs.ts';
import { DELIVERY_STATES, type Tally } from '../../deliver/state.ts';
import type { Desk, RunReport } from '../../studio/desk.ts';
import type { RunView } from '../../studio/standing.ts';
import { describeOwner, isDeadOwner } from '../send/owner.ts';

/** While a run moves, counting it takes at most a part of the time: one in so many. */
const REST = 4;

/**
 * Returns what the studio shows of runs, from a newsletter's database, and how it asks their
 * senders to stop. What no longer moves is counted once.
 */
export function studioRuns(
  runs: Runs,
  clock: () => Date,
): Pick<Desk, 'run' | 'report' | 'askToStop'> {
  const tally = countedOnce((run) => runs.tally(run));
  const detail = countedOnce((run) => detailOf(runs, run));
  const find = async (id: string) => {
    // Where readers have it, its trial no longer matters.
    const [sent] = await runs.ofEdition(id, 'server');
    const run = sent ?? (await runs.ofEdition(id, 'mailbox'))[0];
    return run && { run, holder: await runs.holder(run) };
  };
  const senderOf = ({ owner }: Holder): Pick<RunView, 'sending' | 'sender'> => {
    if (!owner || owner.until < clock() || isDeadOwner(owner.name)) return { sending: false };
    const { name, stopAsked } = owner;
    return { sending: true, sender: { name: describeOwner(name), stopAsked } };
  };
  return {
    async run(id) {
      const found = await find(id);
      if (!found) return undefined;
      const { run, holder } = found;
      return { run, states: await tally(run, holder), ...senderOf(holder) };
    },
    async report(id, part) {
      const found = await find(id);
      if (!found) return undefined;
      const { run, holder } = found;
      const undelivered = await runs.undeliveredReaders(run, part);
      return { run, ...senderOf(holder), undelivered, ...(await detail(run, holder)) };
    },
    async askToStop(id) {
      const found = await find(id);
      return found !== undefined && senderOf(found.holder).sending && runs.askToStop(found.run);
    },
  };
}

/**
 * Returns the same without anybody's address: none is listed, and those that servers quote are
 * masked.
 */
export function withoutAddresses(desk: Pick<Desk, 'run' | 'report'>): Pick<Desk, 'run' | 'report'> {
  return {
    run: (id) => desk.run(id),
    report: async (id, part) => {
      const report = await desk.report(id, part);
      if (!report) return undefined;
      const refusals = report.refusals.map((refusal) => ({
        ...refusal,
        reason: maskAddresses(refusal.reason),
      }));
      return { ...report, refusals, undelivered: [] };
    },
  };
}

async function detailOf(
  runs: Runs,
  run: Run,
): Promise<Omit<RunReport, 'run' | 'sending' | 'sender' | 'undelivered'>> {
  const domains = await runs.tallyByDomain(run);
  return {
    states: sumOf(domains.map(({ states }) => states)),
    domains,
    accepted: await runs.acceptedOverTime(run),
    refusals: await runs.countRefusals(run),
  };
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (state: keyof Tally) => tallies.reduce((total, each) => total + each[state], 0);
  return Object.fromEntries(DELIVERY_STATES.map((state) => [state, sum(state)])) as Tally;
}

interface Counted<T> {
  readonly fence: number;
  /** Whether it was counted while no process had the lease. */
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
