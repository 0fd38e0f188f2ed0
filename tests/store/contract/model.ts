import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DELIVERY_STATES, REACHED_FROM, type DeliveryState } from '../../../src/deliver/state.ts';
import { PLAN, type StoreBench } from '../stores.ts';

const SUBSCRIBERS = 4;

export function modelContract(bench: StoreBench): void {
  test('follow REACHED_FROM for any groups of steps, and add up to the audience', async () => {
    const { subscribers, runs, ledger } = bench.store();
    const people = Array.from({ length: SUBSCRIBERS }, (_, index) => ({
      email: `p${index}@example.com`,
      attributes: {},
    }));
    await subscribers.save(people);
    const change = fc.record({
      subscriberId: fc.integer({ min: 1, max: SUBSCRIBERS }),
      state: fc.constantFrom(...DELIVERY_STATES),
    });
    let editions = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 6 }),
        async (groups) => {
          const plan = { ...PLAN, edition: `e${++editions}` };
          const claim = await runs.claim(await runs.create(plan), 'one', 30, () => false);
          if (claim.kind !== 'claimed') throw new Error('The run is new.');
          const model = new Map<number, DeliveryState>(
            people.map((_, index) => [index + 1, 'planned']),
          );
          for (const group of groups) {
            const expected = group.map(({ subscriberId, state }) => {
              const from = model.get(subscriberId);
              if (from === undefined || !REACHED_FROM[state].includes(from)) return 'refused';
              model.set(subscriberId, state);
              return 'moved';
            });
            expect(await ledger.record(claim.lease, group)).toEqual(expected);
          }
          const tally = await runs.tally(claim.lease.run);
          for (const state of DELIVERY_STATES) {
            expect(tally[state]).toBe([...model.values()].filter((each) => each === state).length);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
}
