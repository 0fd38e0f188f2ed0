import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/deliver/ledger.ts';
import { DELIVERY_STATES } from '../../src/deliver/state.ts';
import { after, claimed, onBothEngines, PLAN, rowOf, START, step, subscribe } from './stores.ts';

onBothEngines((bench) => {
  const ledger = () => bench.store().ledger;
  const runs = () => bench.store().runs;
  const delivery = (subscriberId: number) => rowOf(bench.store(), subscriberId);

  describe('a run', () => {
    test('is found again by its edition and audience, also by another process', async () => {
      expect(await runs().find(PLAN.edition, 'all')).toBeUndefined();
      const run = await runs().create(PLAN);
      expect(run).toMatchObject({ ...PLAN, version: 1, createdAt: START });
      expect(await (await bench.another()).runs.find(PLAN.edition, 'all')).toEqual(run);
      expect(await runs().find(PLAN.edition, 'others')).toBeUndefined();
    });

    test('has one planned delivery for everybody on the list, and for nobody who comes later', async () => {
      await subscribe(bench, 3);
      const run = await runs().create(PLAN);
      await bench.store().subscribers.save([{ email: 'late@example.com', attributes: {} }]);
      expect(run.total).toBe(3);
      expect(await runs().tally(run)).toMatchObject({ planned: 3, accepted: 0 });
    });

    test('is made once, also by two at the same time', async () => {
      await subscribe(bench, 3);
      const other = await bench.another();
      // Two connections of one thread would wait for each other in SQLite: tests/kill/ has processes.
      const first = runs().create(PLAN);
      if (bench.engine === 'sqlite') await first;
      const [one, two] = await Promise.all([first, other.runs.create(PLAN)]);
      expect(one).toEqual(two);
      expect(await runs().tally(one)).toMatchObject({ planned: 3 });
    });

    test('can be of an empty list', async () => {
      expect((await runs().create(PLAN)).total).toBe(0);
    });

    test('leaves out who is suppressed, says why, and counts them', async () => {
      await subscribe(bench, 3);
      await bench.store().suppressions.add('P2@EXAMPLE.com', 'asked to be left alone');
      await bench.store().suppressions.add('p2@example.com', 'the first reason stands');
      const run = await runs().create(PLAN);
      expect(run.total).toBe(3);
      expect(await runs().tally(run)).toMatchObject({ planned: 2, suppressed: 1 });
      const left = await Array.fromAsync(runs().undelivered(run));
      expect(left).toEqual([
        expect.objectContaining({ email: 'p2@example.com', reason: 'asked to be left alone' }),
      ]);
    });

    test('spreads each domain evenly', async () => {
      const domains = ['gmail.com', 'gmail.com', 'gmail.com', 'example.com'];
      await subscribe(bench, 40, domains);
      const run = await runs().create(PLAN);
      const page = await ledger().page(run, 0, 100, START);
      expect(page.map(({ position }) => position)).toEqual(
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
      const quarters = [0, 10, 20, 30].map(
        (from) =>
          page.slice(from, from + 10).filter(({ domain }) => domain === 'example.com').length,
      );
      for (const count of quarters) {
        expect(count).toBeGreaterThanOrEqual(2);
        expect(count).toBeLessThanOrEqual(3);
      }
    });

    test('is read a page at a time, in order, without those that are through or not due', async () => {
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
  });

  describe('a delivery', () => {
    test('moves on only from a state from which it can, and each step is kept', async () => {
      await subscribe(bench, 1);
      const lease = await claimed(runs());
      const reply = { code: 250, enhanced: '2.0.0', text: '250 2.0.0 taken' };
      const said = { code: 451, enhanced: '4.7.1', text: '451 4.7.1 greylisted' };
      const one = (change: Change) => ledger().record(lease, [change]);
      expect(await one(step(1, 'accepted'))).toEqual(['refused']);
      bench.now = after(1);
      expect(await one(step(1, 'deferred', { reply: said, retryAt: after(60) }))).toEqual([
        'moved',
      ]);
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

    test('is recorded with others together, each with its own result, in their order', async () => {
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

    test('is not released to an address that was suppressed after the page was read', async () => {
      await subscribe(bench, 2);
      const lease = await claimed(runs());
      await ledger().page(lease.run, 0, 10, START);
      await bench.store().suppressions.add('p1@example.com', 'gone');
      const released = [step(1, 'released'), step(2, 'released')];
      expect(await ledger().record(lease, released)).toEqual(['refused', 'moved']);
      expect(await ledger().leaveOut(lease)).toBe(1);
      expect(await delivery(1)).toMatchObject({ state: 'suppressed', reply: 'gone' });
    });

    test('that was released and has no outcome becomes unknown, and no other does', async () => {
      await subscribe(bench, 3);
      const lease = await claimed(runs());
      await ledger().record(lease, [step(1, 'released'), step(2, 'released')]);
      await ledger().record(lease, [step(2, 'accepted')]);
      expect(await runs().settle(lease)).toBe(1);
      expect(await runs().settle(lease)).toBe(0);
      expect(await runs().tally(lease.run)).toMatchObject({
        planned: 1,
        accepted: 1,
        unknown: 1,
      });
    });

    test('is planned again only at the user’s word, and expires when it is told', async () => {
      await subscribe(bench, 5);
      const lease = await claimed(runs());
      await ledger().record(lease, [step(1, 'rejected'), step(2, 'released')]);
      await runs().settle(lease);
      await ledger().record(lease, [step(3, 'deferred', { retryAt: after(1) })]);
      expect(await ledger().expire(lease, 'too late')).toBe(3);
      expect(await ledger().nextRetry(lease.run)).toBeUndefined();
      expect(await runs().reopen(lease, [])).toBe(0);
      expect(await runs().reopen(lease, ['rejected', 'expired'])).toBe(4);
      expect(await runs().reopen(lease, ['unknown'])).toBe(1);
      expect(await runs().tally(lease.run)).toMatchObject({ planned: 5 });
      expect(await delivery(3)).toMatchObject({ reply: null, retry_at: null, attempts: 1 });
    });

    test('keeps a reply in any script, of any length, and with what no database holds', async () => {
      await subscribe(bench, 1);
      const lease = await claimed(runs());
      const text = `550 \0 نعم ${'ü'.repeat(400)} \ud800`;
      const rejected = step(1, 'rejected', { reply: { code: 550, text } });
      expect(await ledger().record(lease, [rejected])).toEqual(['moved']);
      expect((await delivery(1))['reply']).toBe(`550   نعم ${'ü'.repeat(400)} \ufffd`);
    });

    test('counts in exactly one state of the tally, and of its domain’s', async () => {
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

    test('tells when letters were released, oldest first', async () => {
      await subscribe(bench, 3);
      const lease = await claimed(runs());
      for (const id of [1, 2, 3]) {
        bench.now = after(id * 10);
        await ledger().record(lease, [step(id, 'released')]);
        await ledger().record(lease, [step(id, 'accepted')]);
      }
      const times = await Array.fromAsync(ledger().releasedSince(after(15)));
      expect(times).toEqual([
        { at: after(20), domain: 'example.com' },
        { at: after(30), domain: 'example.com' },
      ]);
    });
  });
});
