import { describe, expect, onTestFinished, test } from 'vitest';
import { startVanishing } from '../support/smtp-sink.ts';
import { sink } from '../support/test-servers.ts';
import { bench, useFreshBench } from './fresh-bench.ts';
import { LATER, letterTo, SOON, total } from './run-bench.ts';

useFreshBench();

describe('a run', () => {
  test('delivers each letter once, byte for byte', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(250);
    const { result, tally, events } = await bench.deliver({ url });
    expect(result).toEqual({ kind: 'finished' });
    expect(tally).toMatchObject({ accepted: 250, planned: 0 });
    expect(events.filter(({ kind }) => kind === 'outcome')).toHaveLength(250);
    expect(new Set(letters.map(({ to }) => to)).size).toBe(250);
    for (const { to, raw } of letters) {
      const [sent] = letterTo({ email: to, attributes: {} }).chunks;
      expect(raw.equals(sent ?? Buffer.alloc(0))).toBe(true);
    }
  });

  test('does not send an accepted letter again', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(10);
    await bench.deliver({ url });
    await bench.deliver({ url });
    expect(letters).toHaveLength(10);
  });

  test('rejects a refused recipient, defers a greylisted one, and sends to the others', async () => {
    const { url } = await sink({
      refuse: (address) =>
        address.startsWith('p3@')
          ? [550, '5.7.1 not here']
          : address.startsWith('p5@')
            ? [450, '4.2.0 come back']
            : undefined,
    });
    await bench.subscribe(10);
    const { result, tally } = await bench.deliver({ url });
    expect(result.kind).toBe('deferred');
    expect(tally).toMatchObject({ accepted: 8, rejected: 1, deferred: 1 });
    const rows = await bench.store.query(
      `select state, code, enhanced, reply, attempts from deliveries
        where state != 'accepted' order by subscriber_id`,
    );
    expect(rows).toEqual([
      {
        state: 'rejected',
        code: 550,
        enhanced: '5.7.1',
        reply: '550 5.7.1 not here',
        attempts: 1,
      },
      {
        state: 'deferred',
        code: 450,
        enhanced: '4.2.0',
        reply: '450 4.2.0 come back',
        attempts: 1,
      },
    ]);
  });

  test('waits for a deferred delivery, and tries it again until it is accepted', async () => {
    const asked = new Map<string, number>();
    const { url, letters } = await sink({
      refuse: (address) => {
        asked.set(address, (asked.get(address) ?? 0) + 1);
        return (asked.get(address) ?? 0) < 3 ? [450, 'later'] : undefined;
      },
    });
    await bench.subscribe(4);
    const { result, tally, events } = await bench.deliver({ url, delivery: SOON });
    expect(result).toEqual({ kind: 'finished' });
    expect(tally).toMatchObject({ accepted: 4 });
    expect(letters).toHaveLength(4);
    expect(events.some(({ kind }) => kind === 'waiting')).toBe(true);
    const steps = await bench.store.query(
      'select state, attempt, code from transitions where subscriber_id = 1 order by id',
    );
    expect(steps).toEqual([
      { state: 'deferred', attempt: 1, code: 450 },
      { state: 'deferred', attempt: 2, code: 450 },
      { state: 'released', attempt: 3, code: null },
      { state: 'accepted', attempt: 3, code: 250 },
    ]);
  });

  test('leaves a delivery that is deferred for longer than it waits', async () => {
    const { url } = await sink({ refuse: () => [450, 'later'] });
    await bench.subscribe(3);
    const first = await bench.deliver({ url, delivery: LATER });
    expect(first.result).toMatchObject({ kind: 'deferred' });
    const again = await bench.deliver({ url, delivery: LATER });
    expect(
      again.events.filter(({ kind }) => kind === 'outcome'),
      'no attempt before the retry is due',
    ).toEqual([]);
  });

  test('rejects a letter that is refused after the dot', async () => {
    const { url } = await sink({
      refuseLetter: (to) => (to.startsWith('p1@') ? [554, 'spam'] : undefined),
    });
    await bench.subscribe(3);
    expect((await bench.deliver({ url })).tally).toMatchObject({ accepted: 2, rejected: 1 });
  });

  test('suppresses an address that does not exist, also in later runs', async () => {
    const { url } = await sink({
      refuse: (to) => (to.startsWith('p1@') ? [550, '5.1.1 no such user'] : undefined),
    });
    await bench.subscribe(3);
    await bench.deliver({ url });
    const next = await bench.store.runs.create({
      edition: 'next',
      audience: 'all',
      destination: 'server',
      contentHash: 'h',
    });
    expect(await bench.store.runs.tally(next)).toMatchObject({ planned: 2, suppressed: 1 });
  });

  test('leaves out an address that is suppressed during the run', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(40);
    const { tally } = await bench.deliver({
      url,
      delivery: { ...LATER, maxConnections: 1 },
      onEvent: (event) => {
        if (event.kind !== 'outcome' || letters.length !== 5) return;
        void bench.store.suppressions.add('p39@example.com', 'asked us to stop');
      },
    });
    expect(tally).toMatchObject({ accepted: 39, suppressed: 1 });
    expect(letters.map(({ to }) => to)).not.toContain('p39@example.com');
  });

  test('leaves out a reader who is erased while the server refuses their letter', async () => {
    const { url } = await sink({
      refuse: (to) => (to.startsWith('p1@') ? [550, '5.1.1 <p1@example.com> unknown'] : undefined),
    });
    await bench.subscribe(3);
    const { store } = bench;
    const record: typeof store.ledger.record = async (lease, changes, at) => {
      if (changes.some(({ state }) => state === 'rejected')) {
        await store.readers.erase('p1@example.com');
      }
      return store.ledger.record(lease, changes, at);
    };
    const { result, tally } = await bench.deliver({ url, ledger: { ...store.ledger, record } });
    expect(result).toEqual({ kind: 'finished' });
    expect(tally).toMatchObject({ accepted: 2, suppressed: 1, rejected: 0 });
    const rows = await store.query('select * from deliveries, transitions, suppressions');
    expect(JSON.stringify(rows)).not.toContain('p1@example.com');
  });

  test('expires deliveries that are not accepted in time', async () => {
    const { url, letters } = await sink();
    await bench.subscribe(3);
    const lease = await bench.lease();
    const tomorrow = new Date(Date.now() + 25 * 3_600_000);
    const { result, tally } = await bench.deliver({ url, lease, clock: () => tomorrow });
    expect(result).toEqual({ kind: 'finished' });
    expect(tally).toMatchObject({ expired: 3 });
    expect(letters).toEqual([]);
  });

  test('rejects only the address that the server can’t accept', async () => {
    const { url } = await sink();
    await bench.subscribe(2);
    await bench.store.subscribers.save([{ email: 'jürgen@example.com', attributes: {} }]);
    const { tally } = await bench.deliver({ url });
    expect(total(tally)).toBe(3);
    expect(tally.accepted).toBeGreaterThanOrEqual(2);
  });
});

describe('a server that disconnects', () => {
  test.each([
    ['mail', 'deferred'],
    ['rcpt', 'deferred'],
    ['data', 'deferred'],
    ['dot', 'unknown'],
  ] as const)('at %s leaves the delivery %s', async (at, state) => {
    const { port, close } = await startVanishing(at);
    onTestFinished(close);
    await bench.subscribe(1);
    const { tally } = await bench.deliver({ url: `smtp://127.0.0.1:${port}` });
    expect(tally).toMatchObject({ [state]: 1 });
  });

  test('at the greeting leaves everything planned', async () => {
    const { port, close } = await startVanishing('greeting');
    onTestFinished(close);
    await bench.subscribe(2);
    const { result, tally } = await bench.deliver({ url: `smtp://127.0.0.1:${port}` });
    expect(result.kind).toBe('paused');
    expect(tally).toMatchObject({ planned: 2 });
  });
});
