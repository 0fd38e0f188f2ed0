import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConsentAction } from '../../../src/subscribers/reader.ts';
import type { StoreBench } from '../stores.ts';
import { after } from '../stores.ts';

const PAGE = { source: 'preferences page' };
const READERS = ['p0@example.com', 'p1@example.com'] as const;

type Step = 'leave' | 'comeBack' | 'pause' | 'goOn' | 'choose' | 'import' | 'remove' | 'erase';

/** What the model knows of a reader. */
interface Model {
  state: 'active' | 'paused' | 'unsubscribed' | 'erased';
  isPaused: boolean;
  topics: string | undefined;
  actions: ConsentAction[];
}

export function readerLawsContract(bench: StoreBench): void {
  test('any steps keep exactly one state for each reader, and consents only grow', async () => {
    let readers = 0;
    const step = fc.tuple(
      fc.nat({ max: READERS.length - 1 }),
      fc.constantFrom<Step>(
        ...(['leave', 'comeBack', 'pause', 'goOn', 'choose', 'import', 'remove'] as const),
        'erase',
      ),
    );
    const steps = fc.array(step, { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const people = READERS.map((email) => `${readers++}.${email}`);
        const { subscribers } = bench.store();
        await subscribers.save(people.map((email) => ({ email, attributes: {} })));
        const models = new Map(people.map((email) => [email, fresh()]));
        const ids = new Map<string, { id: number; readerId: string }>();
        for (const email of people) {
          const found = await bench.store().readers.findByEmail(email);
          ids.set(email, { id: found?.id ?? 0, readerId: found?.readerId ?? '' });
        }
        for (const [who, what] of all) {
          const email = people[who] ?? '';
          const { id, readerId } = ids.get(email) ?? expect.fail('known');
          const model = models.get(email) ?? expect.fail('known');
          await take(bench, what, email, readerId);
          apply(model, what);
          await expectLike(bench, model, email, id);
        }
        const { days } = await bench.store().readers.stats(after(-1));
        const change = days.reduce((sum, day) => sum + day.joined + day.returned - day.left, 0);
        expect(change).toBe(await subscribers.count());
      }),
      { numRuns: 25 },
    );
  });
}

function fresh(): Model {
  return { state: 'active', isPaused: false, topics: undefined, actions: ['imported'] };
}

async function take({ store }: StoreBench, what: Step, email: string, readerId: string) {
  const { readers, subscribers } = store();
  switch (what) {
    case 'leave':
      return readers.leave([{ readerId, how: 'page', agent: 'browser' }]);
    case 'comeBack':
      return readers.comeBack(readerId, PAGE);
    case 'pause':
      return readers.choose(readerId, { pausedUntil: after(3600) }, PAGE);
    case 'goOn':
      return readers.choose(readerId, { pausedUntil: null }, PAGE);
    case 'choose':
      return readers.choose(readerId, { topics: ['weekend'] }, PAGE);
    case 'import':
      return subscribers.save([{ email, attributes: {}, topics: ['daily'] }]);
    case 'remove':
      return subscribers.remove(email);
    case 'erase':
      return readers.erase(email);
  }
}

/** The same in the model. */
function apply(model: Model, what: Step): void {
  if (model.state === 'erased') return;
  const standing = () => (model.isPaused ? 'paused' : 'active');
  const isOn = model.state !== 'unsubscribed';
  switch (what) {
    case 'leave':
    case 'remove':
      if (isOn) model.actions.push('withdrawn');
      model.state = 'unsubscribed';
      return;
    case 'comeBack':
      if (!isOn) model.actions.push('restored');
      model.state = standing();
      return;
    case 'pause':
    case 'goOn':
      if (model.isPaused === (what === 'goOn')) model.actions.push('changed');
      model.isPaused = what === 'pause';
      if (isOn) model.state = standing();
      return;
    case 'choose':
      if (model.topics === undefined) model.actions.push('changed');
      model.topics = 'weekend';
      return;
    case 'import':
      return;
    case 'erase':
      if (isOn) model.actions.push('withdrawn');
      model.actions.push('erased');
      model.state = 'erased';
  }
}

async function expectLike({ store }: StoreBench, model: Model, email: string, id: number) {
  const { readers, subscribers, query } = store();
  const reader = await readers.findByEmail(email);
  expect(reader?.state.kind ?? 'erased').toBe(model.state);
  if (reader) expect(reader.topics?.join()).toBe(model.topics);
  const isOn = model.state === 'active' || model.state === 'paused';
  expect((await subscribers.findByEmail(email)) !== undefined).toBe(isOn);
  const rows = await query(`select action from consents where subscriber_id = ${id} order by id`);
  expect(rows.map(({ action }) => action)).toEqual(model.actions);
  const open = await query(
    `select 1 from departures where subscriber_id = ${id} and undone_at is null`,
  );
  expect(open).toHaveLength(isOn ? 0 : 1);
}
