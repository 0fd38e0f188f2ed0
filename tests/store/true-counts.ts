import { expect } from 'vitest';
import type { Run } from '../../src/deliver/ledger.ts';
import { DELIVERY_STATES } from '../../src/deliver/state.ts';
import type { QueryableStore } from './queryable.ts';

/** Expects the kept counts of a run to be what its deliveries add up to, by domain and in total. */
export async function trueCounts(store: QueryableStore, run: Run): Promise<void> {
  const rows = await store.query(
    `select s.domain, d.state, count(*) as count from deliveries d
      join subscribers s on s.id = d.subscriber_id where d.run_id = ${run.id}
      group by s.domain, d.state`,
  );
  const count = (state: string, domain?: string) =>
    rows
      .filter((row) => row['state'] === state && (domain ?? row['domain']) === row['domain'])
      .reduce((sum, row) => sum + Number(row['count']), 0);
  const tally = (domain?: string) =>
    Object.fromEntries(DELIVERY_STATES.map((state) => [state, count(state, domain)]));
  expect(await store.runs.tally(run)).toEqual(tally());
  const domains = await store.runs.tallyByDomain(run);
  expect(new Set(domains.map(({ domain }) => domain))).toEqual(
    new Set(rows.map(({ domain }) => domain)),
  );
  for (const { domain, states } of domains) expect(states).toEqual(tally(domain));
  const seconds = await store.runs.acceptedOverTime(run);
  expect(seconds.reduce((sum, each) => sum + each.count, 0)).toBe(count('accepted'));
}
