import { expect, test } from 'vitest';
import type { Change } from '../../../src/deliver/ledger.ts';
import { DELIVERY_STATES } from '../../../src/deliver/state.ts';
import {
  after,
  claimed,
  nobodyIsDead,
  PLAN,
  rowOf,
  START,
  step,
  subscribe,
  type StoreBench,
} from '../stores.ts';

export function ledgerContract(bench: StoreBench): void {
  const ledger = () => bench.store().ledger;
  const runs = () => bench.store().runs;
  const delivery = (subscriberId: number) => rowOf(bench.store(), subscriberId);

  test('reads due deliveries page by page, in order, without those that are final or not due', async () => {
    await subscribe(bench, 6);
    const lease = await claimed(runs());
    await ledger().record(lease, [
      step(2, 'rejected'),
      step(3, 'deferred', { retryAt: after(60) }),
      step(4, 'deferred', { retryAt: after(600) }),
    ]);
    const first = await ledger().page(lease.run, 0, 2, after(60));
    const rest = await ledger().page(lease.run, first.at(-1)?.position ?? 0, 10, after(60));
    expect([...first, ...rest].map(({ subscriber }) => subscriber.id)).toEqual([1, 3, 5, 6]);
    expect(first[1]).toMatchObject({ attempts: 1, domain: 'example.com' });
    expect(await ledger().nextRetry(lease.run)).toEqual(after(60));
  });

  test('makes no step twice if a call is repeated whose answer was lost', async () => {
    await subscribe(bench, 4);
    const lease = await claimed(runs());
    const later = step(2, 'deferred', { retryAt: after(60), reason: 'busy' });
    const both = [step(1, 'released', { messageId: '<1>' }), later];
    expect(await ledger().record(lease, both, { at: START, again: false })).toEqual([
      'moved',
      'moved',
    ]);
    const more = [...both, step(3, 'released'), step(4, 'accepted')];
    const again = { at: START, again: true };
    expect(await ledger().record(lease, more, again)).toEqual([
      'moved',
      'moved',
      'moved',
      'refused',
    ]);
    expect(await delivery(2)).toMatchObject({ state: 'deferred', attempts: 1 });
    const steps = await bench.store().query('select * from transitions');
    expect(steps).toHaveLength(3);
    expect(await ledger().record(lease, both, { ...again, at: after(1) })).toEqual([
      'refused',
      'moved',
    ]);
  });

  test('records the rest of a delivery’s steps if a repeated call has recorded the first of them', async () => {
    await subscribe(bench, 1);
    const lease = await claimed(runs());
    await ledger().record(lease, [step(1, 'released')], { at: START, again: false });
    const steps = [step(1, 'released'), step(1, 'accepted')];
    const again = { at: START, again: true };
    expect(await ledger().record(lease, steps, again)).toEqual(['moved', 'moved']);
    expect(await ledger().record(lease, steps, again)).toEqual(['moved', 'moved']);
    expect(await delivery(1)).toMatchObject({ state: 'accepted', attempts: 1 });
  });

  test('calls a repeated step lost once another owner has the run', async () => {
    await subscribe(bench, 2);
    const lease = await claimed(runs());
    await ledger().record(lease, [step(1, 'released')], { at: START, again: false });
    await runs().claim(lease.run, 'other', 30, () => true);
    const steps = [step(1, 'released'), step(2, 'released')];
    expect(await ledger().record(lease, steps, { at: START, again: true })).toEqual([
      'moved',
      'lost',
    ]);
  });

  test('moves a delivery only between states that follow each other, and keeps each step', async () => {
    await subscribe(bench, 1);
    const lease = await claimed(runs());
    const reply = { code: 250, enhanced: '2.0.0', text: '250 2.0.0 taken' };
    const said = { code: 451, enhanced: '4.7.1', text: '451 4.7.1 greylisted' };
    const one = (change: Change) => ledger().record(lease, [change]);
    expect(await one(step(1, 'accepted'))).toEqual(['refused']);
    bench.now = after(1);
    expect(await one(step(1, 'deferred', { reply: said, retryAt: after(60) }))).toEqual(['moved']);
    bench.now = after(2);
    expect(await one(step(1, 'released', { messageId: '<1>' }))).toEqual(['moved']);
    expect(await one(step(1, 'released', { messageId: '<1>' }))).toEqual(['refused']);
    bench.now = after(3);
    expect(await one(step(1, 'accepted', { reply }))).toEqual(['moved']);
    expect(await one(step(1, 'rejected'))).toEqual(['refused']);
    expect(await delivery(1)).toMatchObject({
      state: 'accepted',
      attempts: 2,
      code: 250,
      enhanced: '2.0.0',
      reply: '250 2.0.0 taken',
      message_id: '<1>',
      version: 1,
      retry_at: null,
    });
    const steps = await bench
      .store()
      .query('select state, attempt, at, code, enhanced, reply from transitions order by id');
    expect(steps).toEqual([
      {
        state: 'deferred',
        attempt: 1,
        at: after(1).toISOString(),
        code: 451,
        enhanced: '4.7.1',
        reply: '451 4.7.1 greylisted',
      },
      {
        state: 'released',
        attempt: 2,
        at: after(2).toISOString(),
        code: null,
        enhanced: null,
        reply: null,
      },
      {
        state: 'accepted',
        attempt: 2,
        at: after(3).toISOString(),
        code: 250,
        enhanced: '2.0.0',
        reply: '250 2.0.0 taken',
      },
    ]);
  });

  test('returns the result of each of several changes, in their order', async () => {
    await subscribe(bench, 3);
    const lease = await claimed(runs());
    const changes = [
      step(3, 'released'),
      step(1, 'accepted'),
      step(3, 'accepted'),
      step(2, 'released'),
      step(99, 'released'),
    ];
    expect(await ledger().record(lease, changes)).toEqual([
      'moved',
      'refused',
      'moved',
      'moved',
      'refused',
    ]);
    expect(await runs().tally(lease.run)).toMatchObject({
      planned: 1,
      released: 1,
      accepted: 1,
    });
    expect(await ledger().record(lease, [])).toEqual([]);
  });

  test('keeps a reply in any script and of any length, without characters that a database refuses', async () => {
    await subscribe(bench, 1);
    const lease = await claimed(runs());
    const text = `550 \0 نعم ${'ü'.repeat(400)} \ud800`;
    const rejected = step(1, 'rejected', { reply: { code: 550, text } });
    expect(await ledger().record(lease, [rejected])).toEqual(['moved']);
    expect((await delivery(1))['reply']).toBe(`550   نعم ${'ü'.repeat(400)} \ufffd`);
  });

  test('expires all that waits, with the reason', async () => {
    await subscribe(bench, 4);
    const lease = await claimed(runs());
    await ledger().record(lease, [
      step(1, 'rejected'),
      step(2, 'deferred', { retryAt: after(1) }),
      step(3, 'released'),
    ]);
    expect(await ledger().expire(lease, 'too late')).toBe(2);
    expect(await ledger().nextRetry(lease.run)).toBeUndefined();
    expect(await ledger().tally(lease.run)).toMatchObject({ expired: 2, rejected: 1, released: 1 });
    expect(await delivery(4)).toMatchObject({ state: 'expired', reply: 'too late' });
  });

  test('counts each delivery in exactly one state of the tally and of its domain’s tally', async () => {
    await subscribe(bench, 7, ['example.com', 'example.org']);
    const lease = await claimed(runs());
    await ledger().record(lease, [step(1, 'rejected'), step(2, 'released')]);
    const tally = await runs().tally(lease.run);
    expect(Object.keys(tally)).toEqual([...DELIVERY_STATES]);
    expect(Object.values(tally).reduce((sum, count) => sum + count)).toBe(lease.run.total);
    const domains = await runs().tallyByDomain(lease.run);
    expect(domains.map(({ domain, states }) => [domain, states.planned])).toEqual([
      ['example.com', 3],
      ['example.org', 2],
    ]);
  });

  test('lists when letters were released since a time, oldest first', async () => {
    await subscribe(bench, 3);
    const lease = await claimed(runs());
    for (const id of [1, 2, 3]) {
      bench.now = after(id * 10);
      await ledger().record(lease, [step(id, 'released')]);
      await ledger().record(lease, [step(id, 'accepted')]);
    }
    const times = await Array.fromAsync(ledger().releasedSince(after(15), 'server'));
    expect(times).toEqual([
      { at: after(20), domain: 'example.com' },
      { at: after(30), domain: 'example.com' },
    ]);
  });

  test('does not count letters of a trial among those released to a server', async () => {
    await subscribe(bench, 1);
    const trial = await runs().create({ ...PLAN, destination: 'mailbox' });
    const claim = await runs().claim(trial, 'one', 30, nobodyIsDead);
    if (claim.kind !== 'claimed') throw new Error('The run is new.');
    await ledger().record(claim.lease, [step(1, 'released')]);
    expect(await Array.fromAsync(ledger().releasedSince(START, 'server'))).toEqual([]);
    expect(await Array.fromAsync(ledger().releasedSince(START, 'mailbox'))).toHaveLength(1);
  });

  test('lists more released letters than a page holds', async () => {
    await subscribe(bench, 1100);
    const lease = await claimed(runs());
    const ids = Array.from({ length: 1100 }, (_, index) => index + 1);
    await ledger().record(
      lease,
      ids.map((id) => step(id, 'released')),
    );
    expect(await Array.fromAsync(ledger().releasedSince(START, 'server'))).toHaveLength(1100);
    expect(await Array.fromAsync(ledger().releasedSince(after(1), 'server'))).toEqual([]);
  });
}
