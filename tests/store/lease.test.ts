import { describe, expect, test } from 'vitest';
import {
  after,
  claimed,
  nobodyIsDead,
  onBothEngines,
  PLAN,
  rowOf,
  step,
  subscribe,
} from './stores.ts';

onBothEngines((bench) => {
  const ledger = () => bench.store().ledger;
  const runs = () => bench.store().runs;
  const delivery = (subscriberId: number) => rowOf(bench.store(), subscriberId);

  describe('the lease', () => {
    test('is held by one owner until it ends or is given back', async () => {
      const one = await claimed(runs());
      const two = () => runs().claim(one.run, 'two', 30, nobodyIsDead);
      expect(await two()).toEqual({ kind: 'owned', owner: 'one', until: after(30) });
      bench.now = after(20);
      expect(await ledger().renew(one, 30)).toBe(true);
      bench.now = after(45);
      expect(await two()).toMatchObject({ kind: 'owned', owner: 'one' });
      bench.now = after(51);
      expect(await two()).toMatchObject({ kind: 'claimed', lease: { owner: 'two' } });
      expect(await ledger().renew(one, 30), 'taken').toBe(false);
      await runs().free(one);
      expect(await runs().claim(one.run, 'three', 30, nobodyIsDead)).toMatchObject({
        owner: 'two',
      });
    });

    test('is taken over at once from an owner who is dead', async () => {
      const one = await claimed(runs());
      const claim = await runs().claim(one.run, 'two', 30, (owner) => owner === 'one');
      expect(claim).toMatchObject({ kind: 'claimed', lease: { fence: one.fence + 1 } });
    });

    test('goes to one of many who ask at the same time', async () => {
      const run = await runs().create(PLAN);
      const stores = await Promise.all(Array.from({ length: 5 }, () => bench.another()));
      const claims = await Promise.all(
        stores.map((store, index) => store.runs.claim(run, `owner ${index}`, 30, nobodyIsDead)),
      );
      expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    });

    test('of an earlier owner opens nothing any more', async () => {
      await subscribe(bench, 2);
      const old = await claimed(runs());
      await ledger().record(old, [step(1, 'released')]);
      bench.now = after(31);
      const other = (await bench.another()).runs;
      const claim = await other.claim(old.run, 'two', 30, nobodyIsDead);
      if (claim.kind !== 'claimed') throw new Error('The lease had ended.');
      expect(await ledger().record(old, [step(1, 'accepted'), step(2, 'released')])).toEqual([
        'lost',
        'lost',
      ]);
      expect(await runs().settle(old)).toBe(0);
      expect(await ledger().expire(old, 'x')).toBe(0);
      expect((await runs().amend(old, 'other')).run.version).toBe(1);
      expect(await other.tally(old.run)).toMatchObject({ planned: 1, released: 1 });
      expect(await other.settle(claim.lease)).toBe(1);
    });
  });

  test('an amended run keeps which version each subscriber got', async () => {
    await subscribe(bench, 2);
    const lease = await claimed(runs());
    await ledger().record(lease, [step(1, 'released')]);
    await ledger().record(lease, [step(1, 'accepted')]);
    const amended = await runs().amend(lease, 'other');
    expect(amended.run).toMatchObject({ version: 2, contentHash: 'other' });
    expect(await runs().find(PLAN.edition, 'all')).toEqual(amended.run);
    await ledger().record(amended, [step(2, 'released')]);
    expect([(await delivery(1))['version'], (await delivery(2))['version']]).toEqual([1, 2]);
  });
});
