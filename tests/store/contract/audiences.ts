import { expect, test } from 'vitest';
import type { RunPlan } from '../../../src/deliver/runs.ts';
import type { Audience } from '../../../src/subscribers/segment.ts';
import { after, nobodyIsDead, PLAN, rowOf, START, step, type StoreBench } from '../stores.ts';

const BERLIN: Audience = { name: 'berlin', segment: { attribute: 'city', is: 'Berlin' } };
const ALL: Audience = { name: 'all' };

/** p1 to p4 live in Berlin, p5 and p6 in Rome. */
async function settle({ store }: StoreBench): Promise<void> {
  const people = Array.from({ length: 6 }, (_, at) => ({
    email: `p${at + 1}@example.com`,
    attributes: { city: at < 4 ? 'Berlin' : 'Rome' },
  }));
  await store().subscribers.save(people);
}

export function audiencesContract(bench: StoreBench): void {
  const pause = (id: number, until: Date) =>
    bench
      .store()
      .query(`update subscribers set paused_until = '${until.toISOString()}' where id = ${id}`);
  const plan = ({ name, segment }: Audience): RunPlan => ({
    ...PLAN,
    audience: name,
    ...(segment && { segment }),
  });
  const claimRun = async (audience: Audience) => {
    const { runs } = bench.store();
    const claim = await runs.claim(await runs.create(plan(audience)), 'one', 30, nobodyIsDead);
    if (claim.kind !== 'claimed') throw new Error(`owned by ${claim.owner}`);
    return claim.lease;
  };
  const emails = async (audience: Audience, sent?: Parameters<typeof receivers>[1]) =>
    (await Array.fromAsync(receivers(audience, sent))).map(({ email }) => email.slice(0, 2));
  const receivers = (
    ...args: Parameters<ReturnType<StoreBench['store']>['audiences']['receivers']>
  ) => bench.store().audiences.receivers(...args);

  test('count who gets an edition, and who does not and why, so that the list adds up', async () => {
    const { audiences, subscribers, suppressions } = bench.store();
    await settle(bench);
    await pause(1, after(60));
    await pause(2, START);
    await suppressions.add('p3@example.com', 'no such user', 'hard-bounce');
    await suppressions.add('elsewhere@example.com', 'complained', 'complaint');
    await subscribers.remove('p6@example.com');
    const none = { paused: 0, suppressed: {}, alreadySent: 0, unsubscribed: 1, notInSegment: 0 };
    expect(await audiences.count(BERLIN)).toEqual({
      audience: 'berlin',
      receivers: 2,
      leftOut: { ...none, paused: 1, suppressed: { 'hard-bounce': 1 }, notInSegment: 1 },
    });
    expect(await audiences.count(ALL)).toMatchObject({
      receivers: 3,
      leftOut: { ...none, paused: 1, suppressed: { 'hard-bounce': 1 } },
    });
    expect(await emails(BERLIN)).toEqual(['p2', 'p4']);
  });

  test('are frozen with the run: those in the segment, with the reason of those left out', async () => {
    const { runs, subscribers, suppressions } = bench.store();
    await settle(bench);
    await pause(1, after(3 * 86_400));
    await suppressions.add('p2@example.com', 'complained', 'complaint');
    await subscribers.remove('p3@example.com');
    const run = await runs.create(plan(BERLIN));
    expect(run).toMatchObject({ audience: 'berlin', total: 3 });
    expect(await runs.tally(run)).toMatchObject({ planned: 1, suppressed: 2 });
    const reasons = (await Array.fromAsync(runs.undelivered(run))).map(({ email, reason }) => [
      email.slice(0, 2),
      reason,
    ]);
    expect(reasons.toSorted()).toEqual([
      ['p1', 'paused until 2023-06-17'],
      ['p2', 'complained'],
    ]);
  });

  test('that change send nothing twice: who has the edition, or may have it, is left out', async () => {
    const { audiences, ledger, runs } = bench.store();
    await settle(bench);
    const first = await claimRun(BERLIN);
    await ledger.record(first, [step(1, 'released'), step(2, 'released'), step(3, 'rejected')]);
    await ledger.record(first, [step(1, 'accepted')]);
    const sent = { edition: PLAN.edition, destination: 'server' } as const;
    expect(await audiences.count(ALL, sent)).toMatchObject({
      receivers: 3,
      leftOut: { alreadySent: 3 },
    });
    expect(await emails(ALL, sent)).toEqual(['p3', 'p5', 'p6']);
    expect(await emails(ALL, { ...sent, destination: 'mailbox' })).toHaveLength(6);
    const run = await runs.create(plan(ALL));
    expect(await runs.tally(run)).toMatchObject({ planned: 3, suppressed: 3 });
    const reasons = (await Array.fromAsync(runs.undelivered(run))).map(({ reason }) => reason);
    expect(new Set(reasons)).toEqual(new Set(['already sent to them, with the audience berlin']));
    expect((await runs.ofEdition(PLAN.edition, 'server')).map(({ audience }) => audience)).toEqual([
      'all',
      'berlin',
    ]);
    // What failed before is not sent again by the first run once the second has it.
    expect(await runs.reopen(first, ['rejected'])).toBe(0);
    expect(await runs.reached(run, undefined)).toBe(false);
    expect(await runs.reached(first.run, undefined)).toBe(true);
    expect(await runs.reached(first.run, { attribute: 'city', is: 'Rome' })).toBe(false);
  });

  test('that change end the run before: what waits is suppressed, and none goes out', async () => {
    const { ledger, runs } = bench.store();
    await settle(bench);
    const first = await claimRun(BERLIN);
    await ledger.record(first, [step(1, 'released')]);
    await ledger.record(first, [step(1, 'accepted'), step(2, 'deferred', { retryAt: after(9) })]);
    expect(await runs.abandon(first, 'the audience was changed to all')).toBe(3);
    expect(await ledger.record(first, [step(2, 'released')])).toEqual(['refused']);
    expect(await runs.tally(first.run)).toMatchObject({ accepted: 1, suppressed: 3 });
    const run = await runs.create(plan(ALL));
    expect(await runs.tally(run)).toMatchObject({ planned: 5, suppressed: 1 });
  });

  test('of two runs created at the same time have nobody twice', async () => {
    await settle(bench);
    const other = await bench.another();
    const first = bench.store().runs.create(plan(BERLIN));
    // In SQLite two connections of one thread would deadlock.
    if (bench.engine === 'sqlite') await first;
    const [one, two] = await Promise.all([first, other.runs.create(plan(ALL))]);
    const { runs } = bench.store();
    const planned = (await runs.tally(one)).planned + (await runs.tally(two)).planned;
    expect(planned).toBe(6);
  });

  test('lose who leaves or pauses in the middle of a run, with the reason', async () => {
    const { ledger, runs, subscribers } = bench.store();
    await settle(bench);
    const lease = await claimRun(ALL);
    await ledger.page(lease.run, 0, 10, START);
    await subscribers.remove('p1@example.com');
    await bench.store().query(`update subscribers set removed_at = '2023' where id in (1, 4)`);
    await pause(2, after(86_400));
    await pause(3, START);
    const released = [1, 2, 3, 4].map((id) => step(id, 'released'));
    expect(await ledger.record(lease, released)).toEqual([
      'refused',
      'refused',
      'moved',
      'refused',
    ]);
    // Whenever they left by whichever clock.
    for (const id of [1, 2, 4]) expect(await ledger.leaveOut(lease, id)).toBe(1);
    expect(await ledger.leaveOut(lease, 5)).toBe(0);
    for (const [id, reply] of [
      [2, 'paused until 2023-06-15'],
      [4, 'unsubscribed'],
    ] as const) {
      expect(await rowOf(bench.store(), id)).toMatchObject({ state: 'suppressed', reply });
    }
    expect(await runs.tally(lease.run)).toMatchObject({ planned: 2, released: 1, suppressed: 3 });
  });

  test('leave out all at once who left, paused or was suppressed since a run began', async () => {
    const { ledger, runs, subscribers, suppressions } = bench.store();
    await settle(bench);
    const lease = await claimRun(ALL);
    bench.now = after(5);
    await subscribers.remove('p1@example.com');
    await pause(2, after(86_400));
    await suppressions.add('p3@example.com', 'complained', 'complaint');
    await ledger.record(lease, [step(4, 'released')]);
    await subscribers.remove('p4@example.com');
    const page = await ledger.page(lease.run, 0, 10, bench.now);
    expect(page.map(({ subscriber }) => subscriber.id)).toEqual([3, 5, 6]);
    expect(await ledger.leaveOut(lease)).toBe(3);
    expect(await runs.tally(lease.run)).toMatchObject({ planned: 2, released: 1, suppressed: 3 });
    expect((await Array.fromAsync(runs.waiting(lease.run))).map(({ id }) => id)).toEqual([5, 6]);
  });

  test('have their own time zones and longest reader', async () => {
    const { subscribers } = bench.store();
    await subscribers.save([
      { email: 'a@example.com', attributes: { city: 'Berlin', time_zone: 'Europe/Berlin' } },
      { email: 'the-longest@example.com', attributes: { city: 'Rome', time_zone: 'Europe/Rome' } },
    ]);
    expect(await subscribers.timeZones(BERLIN.segment)).toEqual(['Europe/Berlin']);
    expect((await subscribers.longest(BERLIN.segment))?.email).toBe('a@example.com');
    const { runs } = bench.store();
    expect(await runs.atExampleDomains(undefined, BERLIN.segment)).toMatchObject({ count: 1 });
  });
}
