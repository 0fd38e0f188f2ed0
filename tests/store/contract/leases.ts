import { expect, test } from 'vitest';
import { claimRun } from '../../../src/store/leases.ts';
import { after, claimed, nobodyIsDead, PLAN, step, subscribe, type StoreBench } from '../stores.ts';

export function leasesContract(bench: StoreBench): void {
  const ledger = () => bench.store().ledger;
  const runs = () => bench.store().runs;

  /** Lets every lease end, as time would. */
  const lapse = () =>
    bench.store().query(`update runs set owned_until = '2023-01-01T00:00:00.000Z'`);
  /** When a lease ends, by the clock of the store. */
  const leftOf = (until: Date) => (until.getTime() - bench.now.getTime()) / 1000;

  test('is held by one owner until it expires', async () => {
    const one = await claimed(runs());
    const two = () => runs().claim(one.run, 'two', 30, nobodyIsDead);
    const refused = await two();
    if (refused.kind !== 'owned') throw new Error('It was given away.');
    expect(refused.owner).toBe('one');
    expect(leftOf(refused.until)).toBeGreaterThan(25);
    expect(leftOf(refused.until)).toBeLessThanOrEqual(30);
    await lapse();
    expect(await ledger().renew(one, 30)).toBe('renewed');
    expect(await two()).toMatchObject({ kind: 'owned', owner: 'one' });
    await lapse();
    expect(await two()).toMatchObject({ kind: 'claimed', lease: { owner: 'two' } });
    expect(await ledger().renew(one, 30), 'after a takeover').toBe('lost');
  });

  test('is not taken from a living owner by a machine whose clock is ahead, with a database server', async () => {
    const one = await claimed(runs());
    bench.now = after(3600);
    const other = (await bench.another()).runs;
    const claim = await other.claim(one.run, 'two', 30, nobodyIsDead);
    // A file has no clock of its own: all who use it are on one machine.
    expect(claim.kind).toBe(bench.engine === 'postgres' ? 'owned' : 'claimed');
    if (claim.kind === 'owned') expect(leftOf(claim.until)).toBeLessThanOrEqual(30);
  });

  test('is measured by the clock of the database server, whatever the owner’s clock says', async () => {
    if (bench.engine === 'sqlite') return;
    bench.now = after(3 * 3600);
    const lease = await claimed(runs());
    expect(await ledger().renew(lease, 30)).toBe('renewed');
    const [row] = await bench.store().query(
      `select extract(epoch from owned_until::timestamptz - clock_timestamp())::float as left
        from runs`,
    );
    expect(row?.['left']).toBeGreaterThan(20);
    expect(row?.['left']).toBeLessThanOrEqual(30);
  });

  test('of a dead owner whose clock was ahead ends when a lease would end from now on', async () => {
    const one = await claimed(runs());
    const two = () => runs().claim(one.run, 'two', 30, nobodyIsDead);
    await bench.store().query(`update runs set owned_until = '2999-01-01T00:00:00.000Z'`);
    const refused = await two();
    if (refused.kind !== 'owned') throw new Error('It was given away.');
    expect(leftOf(refused.until)).toBeLessThanOrEqual(30);
    const [row] = await bench.store().query('select owned_until from runs');
    expect(row?.['owned_until']).not.toMatch(/^2999/);
    if (bench.engine === 'sqlite') bench.now = after(31);
    else await lapse();
    expect(await two()).toMatchObject({ kind: 'claimed' });
  });

  test('is not taken from an owner that renews it after a claimant has read that it has ended', async () => {
    const one = await claimed(runs());
    await lapse();
    const now = () => (bench.engine === 'sqlite' ? bench.now : new Date());
    const shared = async () => {
      expect(await ledger().renew(one, 30)).toBe('renewed');
      return now();
    };
    const claimant = { owner: 'two', seconds: 30, isDead: nobodyIsDead };
    const claim = await claimRun(bench.store().db, one.run, claimant, { shared, own: now });
    expect(claim).toMatchObject({ kind: 'owned', owner: 'one' });
  });

  test('of a living owner whose clock is ahead is not shortened: it renews it', async () => {
    const one = await claimed(runs());
    await bench.store().query(`update runs set owned_until = '2999-01-01T00:00:00.000Z'`);
    await runs().claim(one.run, 'two', 30, nobodyIsDead);
    expect(await ledger().renew(one, 30)).toBe('renewed');
    expect(await runs().claim(one.run, 'two', 30, nobodyIsDead)).toMatchObject({ kind: 'owned' });
  });

  test('tells its owner that it was asked to stop, and nobody who owns the run later', async () => {
    const one = await claimed(runs());
    expect(await runs().holder(one.run)).toMatchObject({ owner: { stopAsked: false } });
    expect(await runs().askToStop(one.run)).toBe(true);
    expect(await runs().holder(one.run)).toMatchObject({ owner: { stopAsked: true } });
    expect(await ledger().renew(one, 30)).toBe('stop');
    await runs().free(one);
    expect(await runs().askToStop(one.run), 'a run that nobody owns').toBe(false);
    const claim = await runs().claim(one.run, 'two', 30, nobodyIsDead);
    if (claim.kind !== 'claimed') throw new Error('It was not given away.');
    expect(await ledger().renew(claim.lease, 30)).toBe('renewed');
    expect(await ledger().renew(one, 30), 'the owner before').toBe('lost');
  });

  test('can be claimed by anybody once its owner has freed it', async () => {
    const one = await claimed(runs());
    await runs().free(one);
    expect(await runs().claim(one.run, 'two', 30, nobodyIsDead)).toMatchObject({
      kind: 'claimed',
      lease: { owner: 'two', fence: one.fence + 1 },
    });
  });

  test('is not freed by an earlier owner', async () => {
    const one = await claimed(runs());
    await lapse();
    await runs().claim(one.run, 'two', 30, nobodyIsDead);
    await runs().free(one);
    expect(await runs().claim(one.run, 'three', 30, nobodyIsDead)).toMatchObject({
      kind: 'owned',
      owner: 'two',
    });
  });

  test('can be claimed again by its own owner', async () => {
    const one = await claimed(runs());
    expect(await claimed(runs())).toMatchObject({ owner: 'one', fence: one.fence + 1 });
  });

  test('is taken over at once from a dead owner', async () => {
    const one = await claimed(runs());
    const claim = await runs().claim(one.run, 'two', 30, (owner) => owner === 'one');
    expect(claim).toMatchObject({ kind: 'claimed', lease: { fence: one.fence + 1 } });
  });

  test('goes to exactly one of several processes that claim it at the same time', async () => {
    const run = await runs().create(PLAN);
    const stores = await Promise.all(Array.from({ length: 5 }, () => bench.another()));
    const claims = await Promise.all(
      stores.map((store, index) => store.runs.claim(run, `owner ${index}`, 30, nobodyIsDead)),
    );
    expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
  });

  test('of an earlier owner no longer changes anything', async () => {
    await subscribe(bench, 2);
    const old = await claimed(runs());
    await ledger().record(old, [step(1, 'released')]);
    await lapse();
    const other = (await bench.another()).runs;
    const claim = await other.claim(old.run, 'two', 30, nobodyIsDead);
    if (claim.kind !== 'claimed') throw new Error('The lease had expired.');
    expect(await ledger().record(old, [step(1, 'accepted'), step(2, 'released')])).toEqual([
      'lost',
      'lost',
    ]);
    expect(await runs().settle(old)).toBe(0);
    expect(await runs().reopen(old, ['unknown'])).toBe(0);
    expect(await ledger().leaveOut(old)).toBe(0);
    expect(await ledger().expire(old, 'x')).toBe(0);
    expect((await runs().amend(old, 'other')).run.version).toBe(1);
    expect(await other.tally(old.run)).toMatchObject({ planned: 1, released: 1 });
    expect(await other.settle(claim.lease)).toBe(1);
  });

  test('comes with the run as its last owner left it, not as the claimant read it', async () => {
    const one = await claimed(runs());
    await runs().amend(one, 'other');
    const claim = await runs().claim(one.run, 'two', 30, () => true);
    expect(claim).toMatchObject({ lease: { run: { version: 2, contentHash: 'other' } } });
  });

  test('has a holder with a name and an expiry until it is freed', async () => {
    const lease = await claimed(runs());
    const { fence, owner } = await runs().holder(lease.run);
    expect([fence, owner?.name]).toEqual([1, 'one']);
    expect(leftOf(owner?.until ?? new Date(0))).toBeGreaterThan(25);
    expect(leftOf(owner?.until ?? new Date(0))).toBeLessThanOrEqual(30);
    await runs().free(lease);
    expect(await runs().holder(lease.run)).toEqual({ fence: 1 });
  });
}
