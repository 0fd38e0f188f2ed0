import { expect, test } from 'vitest';
import type { RunPlan } from '../../../src/deliver/runs.ts';
import { after, claimed, PLAN, rowOf, START, step, subscribe, type StoreBench } from '../stores.ts';

export function runsContract(bench: StoreBench): void {
  const ledger = () => bench.store().ledger;
  const runs = () => bench.store().runs;

  test('are found by edition and audience, also by another process', async () => {
    expect(await runs().find(PLAN.edition, 'all', 'server')).toBeUndefined();
    const run = await runs().create(PLAN);
    expect(run).toMatchObject({ ...PLAN, version: 1, createdAt: START });
    expect(await (await bench.another()).runs.find(PLAN.edition, 'all', 'server')).toEqual(run);
    expect(await runs().find(PLAN.edition, 'others', 'server')).toBeUndefined();
  });

  test('into the mailbox and to a server are two runs of one edition', async () => {
    await subscribe(bench, 1);
    const trial = await runs().create({ ...PLAN, destination: 'mailbox' });
    expect(await runs().find(PLAN.edition, 'all', 'server')).toBeUndefined();
    const run = await runs().create(PLAN);
    expect(run.id).not.toBe(trial.id);
    expect(await runs().find(PLAN.edition, 'all', 'mailbox')).toEqual(trial);
    expect(await runs().find(PLAN.edition, 'all', 'server')).toEqual(run);
    const lease = await claimed(runs());
    await ledger().record(lease, [step(1, 'released')]);
    await ledger().record(lease, [step(1, 'accepted')]);
    expect(await runs().tally(trial)).toMatchObject({ planned: 1, accepted: 0 });
  });

  test('list the stories sent to a destination since a time, newest first', async () => {
    const story = (edition: string, own: Partial<RunPlan>) =>
      runs().create({ ...PLAN, edition, fingerprint: `f-${edition}`, ...own });
    await story('too-old', {});
    bench.now = after(10);
    await story('first', {});
    bench.now = after(20);
    await story('second', {});
    await story('trial', { destination: 'mailbox' });
    await runs().create({ ...PLAN, edition: 'without' });
    const found = await runs().storiesSince(after(10), 'server');
    expect(found.map(({ run, fingerprint }) => [run.edition, fingerprint])).toEqual([
      ['second', 'f-second'],
      ['first', 'f-first'],
    ]);
  });

  test('are listed by when they began, newest first, whatever their state', async () => {
    await runs().create({ ...PLAN, edition: 'too-old' });
    bench.now = after(10);
    const first = await runs().create({ ...PLAN, edition: 'first' });
    bench.now = after(20);
    const second = await runs().create({ ...PLAN, edition: 'second' });
    await runs().create({ ...PLAN, edition: 'trial', destination: 'mailbox' });
    expect(await runs().since(after(10), 'server')).toEqual([second, first]);
  });

  test('know which addresses of the list, or still without a letter, are at example domains', async () => {
    const addresses = [
      'ada@daily-news.org',
      'a@example.com',
      'b@mail.example.org',
      'c@x.test',
      'd@myexample.com',
      'e@example.com.au',
      'f@contest',
      'g@example.net',
      'h@news.invalid',
    ];
    await bench.store().subscribers.save(addresses.map((email) => ({ email, attributes: {} })));
    await bench.store().suppressions.add('g@example.net', 'unsubscribed');
    expect(await runs().atExampleDomains(undefined)).toEqual({
      count: 4,
      first: ['a@example.com', 'b@mail.example.org', 'c@x.test'],
    });
    const lease = await claimed(runs());
    await ledger().record(
      lease,
      [2, 3, 4].map((id) => step(id, 'released')),
    );
    expect(await runs().atExampleDomains(lease.run)).toEqual({
      count: 1,
      first: ['h@news.invalid'],
    });
  });

  test('plan one delivery for everyone on the list, and none for those who join later', async () => {
    await subscribe(bench, 3);
    const run = await runs().create(PLAN);
    await bench.store().subscribers.save([{ email: 'late@example.com', attributes: {} }]);
    expect(run.total).toBe(3);
    expect(await runs().tally(run)).toMatchObject({ planned: 3, accepted: 0 });
  });

  test('are created once, even by two processes at the same time', async () => {
    await subscribe(bench, 3);
    const other = await bench.another();
    // In SQLite two connections of one thread would deadlock; tests/kill/ uses processes.
    const first = runs().create(PLAN);
    if (bench.engine === 'sqlite') await first;
    const [one, two] = await Promise.all([first, other.runs.create(PLAN)]);
    expect(one).toEqual(two);
    expect(await runs().tally(one)).toMatchObject({ planned: 3 });
  });

  test('can have an empty audience', async () => {
    expect((await runs().create(PLAN)).total).toBe(0);
  });

  test('count suppressed subscribers in the audience, and mark them with the reason', async () => {
    await subscribe(bench, 3);
    await bench.store().suppressions.add('p2@example.com', 'unsubscribed');
    const run = await runs().create(PLAN);
    expect(run.total).toBe(3);
    expect(await runs().tally(run)).toMatchObject({ planned: 2, suppressed: 1 });
    expect(await Array.fromAsync(runs().undelivered(run))).toEqual([
      {
        email: 'p2@example.com',
        domain: 'example.com',
        state: 'suppressed',
        attempts: 0,
        reason: 'unsubscribed',
        at: START,
      },
    ]);
  });

  test('spread each domain evenly over their order', async () => {
    const domains = ['gmail.com', 'gmail.com', 'gmail.com', 'example.com'];
    await subscribe(bench, 40, domains);
    const run = await runs().create(PLAN);
    const page = await ledger().page(run, 0, 100, START);
    expect(page.map(({ position }) => position)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    const quarters = [0, 10, 20, 30].map(
      (from) => page.slice(from, from + 10).filter(({ domain }) => domain === 'example.com').length,
    );
    for (const count of quarters) {
      expect(count).toBeGreaterThanOrEqual(2);
      expect(count).toBeLessThanOrEqual(3);
    }
  });

  test('that are amended record which version each subscriber got', async () => {
    await subscribe(bench, 2);
    const lease = await claimed(runs());
    await ledger().record(lease, [step(1, 'released')]);
    await ledger().record(lease, [step(1, 'accepted')]);
    const amended = await runs().amend(lease, 'other');
    expect(amended.run).toMatchObject({ version: 2, contentHash: 'other' });
    expect(await runs().find(PLAN.edition, 'all', 'server')).toEqual(amended.run);
    await ledger().record(amended, [step(2, 'released')]);
    const versions = [await rowOf(bench.store(), 1), await rowOf(bench.store(), 2)];
    expect(versions.map((row) => row['version'])).toEqual([1, 2]);
    const kept = 'select version, content_hash from run_versions order by version';
    expect(await bench.store().query(kept)).toEqual([
      { version: 1, content_hash: PLAN.contentHash },
      { version: 2, content_hash: 'other' },
    ]);
  });

  test('that are settled turn released deliveries into unknown, and no others', async () => {
    await subscribe(bench, 3);
    const lease = await claimed(runs());
    await ledger().record(lease, [step(1, 'released'), step(2, 'released')]);
    await ledger().record(lease, [step(2, 'accepted')]);
    expect(await runs().settle(lease)).toBe(1);
    expect(await runs().settle(lease)).toBe(0);
    expect(await runs().tally(lease.run)).toMatchObject({ planned: 1, accepted: 1, unknown: 1 });
  });

  test('plan final deliveries again only in the states that are named', async () => {
    await subscribe(bench, 4);
    const lease = await claimed(runs());
    await ledger().record(lease, [step(1, 'rejected'), step(2, 'released')]);
    await runs().settle(lease);
    await ledger().record(lease, [step(3, 'deferred', { retryAt: after(1) })]);
    await ledger().expire(lease, 'too late');
    expect(await runs().reopen(lease, [])).toBe(0);
    expect(await runs().reopen(lease, ['rejected', 'expired'])).toBe(3);
    expect(await runs().reopen(lease, ['unknown'])).toBe(1);
    expect(await runs().tally(lease.run)).toMatchObject({ planned: 4 });
    expect(await rowOf(bench.store(), 3)).toMatchObject({
      reply: null,
      retry_at: null,
      attempts: 1,
    });
  });

  test('tell whether a delivery is due by a time', async () => {
    const run = await runs().create(PLAN);
    expect(await runs().hasDue(run, START), 'without deliveries').toBe(false);
    await subscribe(bench, 1);
    const plan = { ...PLAN, edition: 'next' };
    const claim = await runs().claim(await runs().create(plan), 'one', 30, () => false);
    if (claim.kind !== 'claimed') throw new Error('The run is new.');
    const { lease } = claim;
    expect(await runs().hasDue(lease.run, START), 'planned').toBe(true);
    await ledger().record(lease, [step(1, 'deferred', { retryAt: after(60) })]);
    expect(await runs().hasDue(lease.run, after(59)), 'before the retry').toBe(false);
    expect(await runs().hasDue(lease.run, after(60)), 'at the retry').toBe(true);
    expect(await runs().nextRetry(lease.run)).toEqual(after(60));
  });

  test('list every waiting subscriber in order, also those not due and more than a page', async () => {
    await subscribe(bench, 1100);
    const lease = await claimed(runs());
    await ledger().record(lease, [
      step(1, 'rejected'),
      step(2, 'deferred', { retryAt: after(1e9) }),
    ]);
    const ids = (await Array.fromAsync(runs().waiting(lease.run))).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 1099 }, (_, index) => index + 2));
  });

  test('list what did not arrive in order, with the reason, and more than a page', async () => {
    await subscribe(bench, 1102);
    const lease = await claimed(runs());
    const rejected = Array.from({ length: 1100 }, (_, index) =>
      step(index + 1, 'rejected', { reply: { code: 550, text: `550 no ${index + 1}` } }),
    );
    await ledger().record(lease, [...rejected, step(1101, 'released')]);
    await ledger().record(lease, [step(1101, 'accepted')]);
    const left = await Array.fromAsync(runs().undelivered(lease.run));
    expect(left.map(({ reason }) => reason)).toEqual(rejected.map(({ reply }) => reply?.text));
    expect(left[0]).toMatchObject({ email: 'p1@example.com', state: 'rejected', attempts: 1 });
  });
}
