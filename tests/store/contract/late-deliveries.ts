import { expect, test } from 'vitest';
import type { Reply } from '../../../src/smtp/reply.ts';
import {
  claimed,
  nobodyIsDead,
  PLAN,
  rowOf,
  START,
  step,
  subscribe,
  type StoreBench,
} from '../stores.ts';

const EVERYBODY = [{ name: 'all' }];
const MESSAGE_ID = '<late@example.com>';
const REPLY: Reply = { code: 250, text: '250 2.0.0 queued' };

export function lateDeliveriesContract(bench: StoreBench): void {
  const late = () => bench.store().lateDeliveries;
  const readerId = async (email: string) => {
    const reader = await bench.store().readers.findByEmail(email);
    return reader?.readerId ?? '';
  };
  /** Puts somebody on the list after a run of PLAN was created for the others. */
  const join = async (email = 'new@example.org') => {
    await bench.store().subscribers.save([{ email, attributes: {} }]);
    return readerId(email);
  };
  const tally = async () => {
    const run = await bench.store().runs.create(PLAN);
    return { total: run.total, ...(await bench.store().runs.tally(run)) };
  };

  test('find the newest run for a reader who joined since, and none for who is in it', async () => {
    await subscribe(bench, 2);
    await bench.store().runs.create(PLAN);
    bench.now = new Date(START.getTime() + 60_000);
    await bench.store().runs.create({ ...PLAN, edition: '2023-06-15-y' });
    const id = await join();
    const found = await late().newestFor(id, EVERYBODY, 'server');
    expect(found).toMatchObject({
      run: { edition: '2023-06-15-y' },
      subscriber: { email: 'new@example.org' },
    });
    expect(await late().newestFor(await readerId('p1@example.com'), EVERYBODY, 'server')).toBe(
      undefined,
    );
    expect(await late().newestFor(id, EVERYBODY, 'mailbox')).toBeUndefined();
    expect(await late().newestFor('x'.repeat(22), EVERYBODY, 'server')).toBeUndefined();
  });

  test('pass over a run for an audience that the reader is not in', async () => {
    await subscribe(bench, 1);
    await bench.store().runs.create(PLAN);
    bench.now = new Date(START.getTime() + 60_000);
    const segment = { domain: 'example.com' };
    const plan = { ...PLAN, edition: '2023-06-15-y', audience: 'ours', segment };
    await bench.store().runs.create(plan);
    const audiences = [...EVERYBODY, { name: 'ours', segment }];
    const found = await late().newestFor(await join(), audiences, 'server');
    expect(found?.run.edition).toBe(PLAN.edition);
    const ours = await late().newestFor(await join('new@example.com'), audiences, 'server');
    expect(ours?.run.edition).toBe('2023-06-15-y');
  });

  test('are deliveries of the run, and its sums add up before and after', async () => {
    await subscribe(bench, 2);
    await bench.store().runs.create(PLAN);
    const found = await late().newestFor(await join(), EVERYBODY, 'server');
    if (!found) expect.unreachable();
    expect(await late().release(found, MESSAGE_ID)).toBe(true);
    expect(await late().release(found, MESSAGE_ID)).toBe(false);
    expect(await tally()).toMatchObject({ total: 3, planned: 2, released: 1 });
    await late().settle(found, { state: 'accepted', reply: REPLY });
    expect(await tally()).toMatchObject({ total: 3, planned: 2, released: 0, accepted: 1 });
    expect(await rowOf(bench.store(), found.subscriber.id)).toMatchObject({
      state: 'accepted',
      attempts: 1,
      message_id: MESSAGE_ID,
      code: 250,
    });
    const { readers } = bench.store();
    const reader = await readers.findByEmail('new@example.org');
    expect((await readers.record(reader?.readerId ?? ''))?.editions).toMatchObject([
      { edition: PLAN.edition, state: 'accepted' },
    ]);
  });

  test('are sent by no sender of the run', async () => {
    await subscribe(bench, 1);
    const lease = await claimed(bench.store().runs);
    const found = await late().newestFor(await join(), EVERYBODY, 'server');
    if (!found) expect.unreachable();
    await late().release(found, MESSAGE_ID);
    const due = await bench.store().ledger.page(lease.run, 0, 10, START);
    expect(due.map(({ subscriber }) => subscriber.email)).toEqual(['p1@example.com']);
    // A crash: what was released is unknown to the next sender, and is not sent again by itself.
    const again = await bench.store().runs.claim(lease.run, 'two', 30, () => true);
    if (again.kind !== 'claimed') expect.unreachable();
    expect(await bench.store().runs.settle(again.lease)).toBe(1);
    await late().settle(found, { state: 'accepted', reply: REPLY });
    expect(await rowOf(bench.store(), found.subscriber.id)).toMatchObject({ state: 'unknown' });
    expect(await late().release(found, MESSAGE_ID)).toBe(false);
  });

  test('do not go to a reader who is in a run of the edition, has left or is suppressed', async () => {
    const { readers, runs, suppressions, ledger } = bench.store();
    await subscribe(bench, 1);
    const lease = await claimed(runs);
    await ledger.record(lease, [step(1, 'released'), step(1, 'accepted')]);
    const other = await runs.create({ ...PLAN, audience: 'other', segment: { domain: 'x.org' } });
    expect(await runs.claim(other, 'one', 30, nobodyIsDead)).toMatchObject({ kind: 'claimed' });
    const subscriber = await bench.store().subscribers.find(1);
    if (!subscriber) expect.unreachable();
    expect(await late().release({ run: other, subscriber }, MESSAGE_ID)).toBe(false);
    const left = await join('left@example.org');
    const gone = await late().newestFor(left, EVERYBODY, 'server');
    const complained = await late().newestFor(await join('c@example.org'), EVERYBODY, 'server');
    if (!gone || !complained) expect.unreachable();
    await readers.leave([{ readerId: left, how: 'page', agent: 'browser' }]);
    await suppressions.add('c@example.org', 'complained', 'complaint');
    expect(await late().release(gone, MESSAGE_ID)).toBe(false);
    expect(await late().release(complained, MESSAGE_ID)).toBe(false);
    expect(await late().newestFor(left, EVERYBODY, 'server')).toBeUndefined();
    expect(await tally()).toMatchObject({ total: 1, accepted: 1 });
  });
}
