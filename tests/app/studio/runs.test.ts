import { expect, test } from 'vitest';
import { ownerName } from '../../../src/app/send/owner.ts';
import { studioRuns } from '../../../src/app/studio/runs.ts';
import type { Lease } from '../../../src/deliver/ledger.ts';
import { openStore } from '../../../src/store/open.ts';
import { nobodyIsDead, PLAN, START, step } from '../../store/stores.ts';

const ID = PLAN.edition;

/** A run of three, in memory, and the studio's view of it. */
async function open(owner = 'elsewhere:1') {
  let now = START;
  const clock = () => now;
  const store = await openStore({ kind: 'sqlite', file: ':memory:' }, clock);
  const people = ['a', 'b', 'c'].map((name) => ({ email: `${name}@example.com`, attributes: {} }));
  await store.subscribers.save(people);
  const begin = async (): Promise<Lease> => {
    const run = await store.runs.create(PLAN);
    const claim = await store.runs.claim(run, owner, 30, nobodyIsDead);
    if (claim.kind !== 'claimed') throw new Error('The run is somebody else’s.');
    return claim.lease;
  };
  const wait = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  return { ...store, begin, wait, ...studioRuns(store.runs, clock) };
}

const ALL = { limit: 100 };

test('an edition that was not sent has no run and no report', async () => {
  const desk = await open();
  expect(await desk.run(ID)).toBeUndefined();
  expect(await desk.report('../../etc', ALL)).toBeUndefined();
});

test("a run is in progress as long as its owner's lease is valid", async () => {
  const desk = await open();
  const lease = await desk.begin();
  expect(await desk.run(ID)).toMatchObject({ sending: true, states: { planned: 3 } });
  desk.wait(31);
  expect(await desk.run(ID)).toMatchObject({ sending: false });
  await desk.runs.free(lease);
  expect(await desk.report(ID, ALL)).toMatchObject({ sending: false });
});

test('a run whose owner is dead is not in progress', async () => {
  // The name of a process that has ended: no process has so high a number.
  const dead = ownerName().replace(/^([^:]+):\d+/, '$1:4194305');
  const desk = await open(dead);
  await desk.begin();
  expect(await desk.run(ID)).toMatchObject({ sending: false });
});

test('an active run is counted again, and so is a finished run that continues', async () => {
  const desk = await open();
  const lease = await desk.begin();
  await desk.ledger.record(lease, [step(1, 'released')]);
  await desk.ledger.record(lease, [step(1, 'accepted')]);
  await desk.runs.free(lease);
  expect(await desk.run(ID)).toMatchObject({ states: { planned: 2, accepted: 1 } });
  expect(await desk.report(ID, ALL)).toMatchObject({ states: { planned: 2, accepted: 1 } });
  const again = await desk.begin();
  await desk.ledger.record(again, [step(2, 'rejected')]);
  await desk.runs.free(again);
  expect(await desk.run(ID)).toMatchObject({ states: { planned: 1, rejected: 1 } });
  expect(await desk.report(ID, ALL)).toMatchObject({ refusals: [{ state: 'rejected', count: 1 }] });
});

test('the states of a report are the sums of its domains, and add up to its audience', async () => {
  const desk = await open();
  const lease = await desk.begin();
  await desk.ledger.record(lease, [step(1, 'released'), step(2, 'released')]);
  desk.wait(2);
  await desk.ledger.record(lease, [
    step(1, 'accepted'),
    step(2, 'unknown', { reason: 'connection lost' }),
  ]);
  expect(await desk.report(ID, ALL)).toMatchObject({
    run: { total: 3 },
    states: { accepted: 1, unknown: 1, planned: 1, rejected: 0 },
    domains: [{ domain: 'example.com' }],
    accepted: [{ at: new Date(START.getTime() + 2000), count: 1 }],
    undelivered: [{ email: 'b@example.com', state: 'unknown', position: 2 }],
    refusals: [{ domain: 'example.com', state: 'unknown', reason: 'connection lost', count: 1 }],
  });
});
