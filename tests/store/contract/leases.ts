import { expect, test } from 'vitest';
import { after, claimed, nobodyIsDead, PLAN, step, subscribe, type StoreBench } from '../stores.ts';

export function leasesContract(bench: StoreBench): void {
  const ledger = () => bench.store().ledger;
  const runs = () => bench.store().runs;

  test('is held by one owner until it expires', async () => {
    const one = await claimed(runs());
    const two = () => runs().claim(one.run, 'two', 30, nobodyIsDead);
    expect(await two()).toEqual({ kind: 'owned', owner: 'one', until: after(30) });
    bench.now = after(20);
    expect(await ledger().renew(one, 30)).toBe(true);
    bench.now = after(45);
    expect(await two()).toMatchObject({ kind: 'owned', owner: 'one' });
    bench.now = after(51);
    expect(await two()).toMatchObject({ kind: 'claimed', lease: { owner: 'two' } });
    expect(await ledger().renew(one, 30), 'after a takeover').toBe(false);
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
    bench.now = after(31);
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

  test('of an earlier owner changes nothing any more', async () => {
    await subscribe(bench, 2);
    const old = await claimed(runs());
    await ledger().record(old, [step(1, 'released')]);
    bench.now = after(31);
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
    expect(await runs().holder(lease.run)).toEqual({
      fence: 1,
      owner: { name: 'one', until: after(30) },
    });
    await runs().free(lease);
    expect(await runs().holder(lease.run)).toEqual({ fence: 1 });
  });
}
