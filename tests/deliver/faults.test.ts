/** Every cell of the table “stage × reply” in a whole run: the state, the retry, the exit code. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runExitCode } from '../../src/cli/commands/send/text.ts';
import type { RunResult } from '../../src/deliver/events.ts';
import { hugeReply, startScripted, type Action, type Step } from '../support/scripted-server.ts';
import { LATER, letterTo, openRunBench, SOON, type RunBench } from './run-bench.ts';
import { PATIENT } from '../smtp/connections.ts';
import { withTimeouts } from './fault-cells.ts';

const FAULTS: Readonly<Record<string, Action>> = {
  '4xx': { reply: '451 4.3.0 not now' },
  '421': { reply: '421 4.3.2 closing', then: 'disconnect' },
  '5xx': { reply: '554 5.3.0 no' },
  disconnect: { then: 'disconnect' },
  reset: { then: 'reset' },
  stall: { then: 'stall' },
  garbage: { reply: 'what is the matter?' },
  'a reply in single bytes': { reply: '451 4.3.0 not now', bytewise: true },
  'a reply of 1 MB': { reply: hugeReply(451) },
};
type Kind = 'transient' | 'permanent' | 'loss';

function kindOf(fault: string): Kind {
  if (fault === '5xx') return 'permanent';
  // A reply that is too long counts as none.
  const none = ['disconnect', 'reset', 'stall', 'garbage', 'a reply of 1 MB'];
  return none.includes(fault) ? 'loss' : 'transient';
}

interface Expected {
  /** The state of the delivery that meets the fault; the other one is accepted by default. */
  readonly state: 'planned' | 'deferred' | 'rejected' | 'unknown';
  readonly others?: 'planned';
  readonly result: RunResult['kind'];
  readonly code: number;
  /** The state once the server works again and the retry is due. */
  readonly afterwards: 'accepted' | 'the same';
}

const nobody = (result: RunResult['kind'], code: number, afterwards: Expected['afterwards']) =>
  ({ state: 'planned', others: 'planned', result, code, afterwards }) as const;
const WAITS = nobody('paused', 75, 'accepted');
const PAUSES = nobody('paused', 75, 'the same');
const STOPS = nobody('stopped', 2, 'the same');
const DEFERRED = {
  state: 'deferred',
  result: 'deferred',
  code: 75,
  afterwards: 'accepted',
} as const;
const REJECTED = {
  state: 'rejected',
  result: 'finished',
  code: 1,
  afterwards: 'the same',
} as const;
const UNKNOWN = { state: 'unknown', result: 'finished', code: 1, afterwards: 'the same' } as const;
const EXPECTED: Readonly<Record<string, Readonly<Record<Kind, Expected>>>> = {
  greeting: { transient: WAITS, permanent: PAUSES, loss: WAITS },
  ehlo: { transient: WAITS, permanent: WAITS, loss: WAITS },
  auth: { transient: WAITS, permanent: STOPS, loss: WAITS },
  mail: { transient: DEFERRED, permanent: PAUSES, loss: DEFERRED },
  rcpt: { transient: DEFERRED, permanent: REJECTED, loss: DEFERRED },
  data: { transient: DEFERRED, permanent: REJECTED, loss: DEFERRED },
  body: { transient: DEFERRED, permanent: REJECTED, loss: DEFERRED },
  dot: { transient: DEFERRED, permanent: REJECTED, loss: UNKNOWN },
};

let bench: RunBench;
let close: (() => Promise<void>) | undefined;
beforeEach(async () => {
  bench = await openRunBench();
  await bench.subscribe(2);
});
afterEach(async () => {
  await close?.();
  await bench.close();
});

/** A server with a fault at the first of each step, and none afterwards. */
async function faulty(step: Step, fault: Action) {
  let met = false;
  const server = await startScripted({
    extensions: ['PIPELINING', 'AUTH PLAIN'],
    script: (event) => {
      if (event.step !== step || met) return undefined;
      met = true;
      // It reads no further, so that the dot can't be out.
      return step === 'body' ? { then: 'stall', ...fault, after: 5000 } : fault;
    },
  });
  close = server.close;
  return server;
}

/** Makes the first letter too long for the buffers on the way: its dot is not out for a while. */
function longAtFirst() {
  let first = true;
  return (subscriber: Parameters<typeof letterTo>[0]) => {
    const letter = letterTo(subscriber);
    if (!first) return letter;
    first = false;
    const line = Buffer.from(`${'long '.repeat(15)}\r\n`);
    const chunks = [...letter.chunks, Buffer.alloc(32_000_000, line)];
    return { ...letter, chunks: [...chunks, Buffer.from('\r\n')], size: 32_000_000 };
  };
}

describe.each(Object.keys(EXPECTED))('a fault of the server at %s', (name) => {
  const step = name as Step;

  test.each(Object.keys(FAULTS))('of the kind %s has its expected outcome', async (fault) => {
    const expected = EXPECTED[name]?.[kindOf(fault)];
    if (!expected) throw new Error(`Nothing is expected at ${name}.`);
    const server = await faulty(step, FAULTS[fault] ?? {});
    const url = `smtp://desk:secret@127.0.0.1:${server.port}?maxConnections=1`;
    const letterFor = step === 'body' ? longAtFirst() : letterTo;

    const first = await withTimeouts(fault, step, (timeouts) =>
      bench.deliver({ url, delivery: LATER, timeouts, letterFor }),
    );
    const [met, other] = await bench.store.query(
      'select state, retry_at from deliveries order by position',
    );
    expect(first.result.kind).toBe(expected.result);
    expect(met?.['state']).toBe(expected.state);
    expect(other?.['state']).toBe(expected.others ?? 'accepted');
    expect(met?.['retry_at'] !== null, 'to be tried again').toBe(expected.state === 'deferred');
    expect(runExitCode(first.tally, first.result)).toBe(expected.code);

    if (expected.afterwards !== 'accepted') return;
    await bench.store.query('update deliveries set retry_at = null');
    const again = await bench.deliver({ url, delivery: SOON, timeouts: PATIENT, letterFor });
    expect(again.tally).toMatchObject({ accepted: 2 });
    expect(server.accepted.map(({ to }) => to).toSorted()).toEqual([
      'p0@example.com',
      'p1@example.com',
    ]);
  });
});
