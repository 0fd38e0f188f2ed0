import { describe, expect, onTestFinished, test } from 'vitest';
import {
  startOutOfStep,
  type Disorder,
  type OutOfStepOptions,
} from '../support/out-of-step-server.ts';
import { bench, useFreshBench } from './fresh-bench.ts';
import { SOON, total } from './run-bench.ts';

useFreshBench();

const LETTERS = 40;
const CONNECTIONS = 3;

/** Sends a run to a server, and returns the addresses in each state. */
async function sendTo(options: OutOfStepOptions) {
  const server = await startOutOfStep(options);
  onTestFinished(server.close);
  await bench.subscribe(LETTERS);
  const delivery = { ...SOON, maxConnections: CONNECTIONS, pause: { policy: 100, refused: 100 } };
  const timeouts = { connect: 5000, greeting: 5000, command: 300, dot: 300 };
  const { tally } = await bench.deliver({ url: server.url, delivery, timeouts });
  const rows = await bench.store.query(
    'select email, state, reply from deliveries d join subscribers s on s.id = d.subscriber_id',
  );
  const inState = (state: string) =>
    rows.filter((row) => row['state'] === state).map(({ email }) => String(email));
  return { server, tally, rows, inState };
}

const numberOf = (to: string) => Number(/^p(\d+)@/.exec(to)?.[1]);
const DISORDERS: readonly Disorder[] = [
  'dropped',
  'after MAIL',
  'after RCPT',
  'after DATA',
  'twice',
];

describe.each(DISORDERS)('a server whose reply to a letter comes %s', (disorder) => {
  test.each([
    ['refuses every letter', () => true, () => true],
    ['refuses every other letter', (to: string) => numberOf(to) % 2 === 0, () => true],
    ['refuses letters and addresses', () => true, (to: string) => numberOf(to) % 3 !== 0],
    ['accepts all', () => false, () => true],
  ])('and that %s: no letter is recorded as what it is not', async (_, refuses, knows) => {
    const { server, tally, rows, inState } = await sendTo({ disorder, refuses, knows });
    expect(total(tally)).toBe(LETTERS);
    expect(server.kept).toEqual(expect.arrayContaining(inState('accepted')));
    const notKept = [...inState('rejected'), ...inState('deferred'), ...inState('planned')];
    expect(server.kept.filter((to) => notKept.includes(to))).toEqual([]);
    expect(new Set(server.kept).size, 'nobody has it twice').toBe(server.kept.length);
    // The fault is in what follows a letter that was announced early.
    if (disorder !== 'twice') expect(server.announced()).toBeGreaterThan(0);
    // Each connection meets it once; then the server gets one command at a time.
    if (disorder !== 'dropped') expect(tally.unknown).toBeLessThanOrEqual(CONNECTIONS);
    const reasons = rows.filter(({ state }) => state === 'unknown').map(({ reply }) => reply);
    for (const reason of reasons) {
      expect(reason).toMatch(/came out of step|unexpected reply|did not answer/);
    }
  });
});

test('a server that replies in step leaves nothing unknown, whatever it refuses', async () => {
  const { server, tally } = await sendTo({
    disorder: 'none',
    refuses: (to) => numberOf(to) % 2 === 0,
    knows: (to) => numberOf(to) % 3 !== 0,
  });
  expect(tally).toMatchObject({ unknown: 0, accepted: server.kept.length });
});
