import { expect, test } from 'vitest';
import { UserError } from '../../../src/base/user-error.ts';
import { readerKeys } from '../../../src/subscribers/reader-keys.ts';
import { trueCounts } from '../true-counts.ts';
import { after, claimed, PLAN, rowOf, START, step, subscribe, type StoreBench } from '../stores.ts';

const PAGE = { source: 'preferences page' };
const ADA = 'ada@personal.example.org';

export function erasingContract(bench: StoreBench): void {
  const { store } = bench;
  const readers = () => store().readers;
  const idOf = async (email: string) =>
    (await readers().findByEmail(email))?.readerId ?? expect.fail(`${email} is unknown.`);
  const erase = (email: string) => readers().erase(email);

  /** Every value of every table, as text. */
  async function everything(): Promise<string> {
    const tables = [
      ...['subscribers', 'suppressions', 'deliveries', 'transitions', 'tallies', 'consents'],
      ...['departures', 'reader_requests', 'sign_ups', 'outbox', 'runs', 'wordings', 'limits'],
    ];
    const rows = await Promise.all(tables.map((table) => store().query(`select * from ${table}`)));
    return JSON.stringify(rows).toLowerCase();
  }

  /** Ada, with all that can be known of her, and two others. */
  async function knowAda(): Promise<void> {
    await store().subscribers.save(
      [
        {
          email: 'Ada@Personal.example.org',
          firstName: 'Ada',
          lastName: 'Lovelace',
          attributes: { city: 'Londinium', time_zone: 'Europe/London' },
        },
        { email: 'p2@example.com', attributes: {} },
        { email: 'p3@personal.example.org', attributes: {} },
      ],
      {
        consentOf: (row) => ({
          source: `list.csv:${row + 2}`,
          ...(row === 0 && { ip: '192.0.2.0' }),
        }),
      },
    );
    const id = await idOf(ADA);
    await readers().choose(id, { topics: ['weekend'], locale: 'en-GB' }, PAGE);
    await readers().leave([{ readerId: id, how: 'page', agent: 'browser' }]);
    await readers().giveReason(id, `too many letters to ${ADA}`);
    await readers().comeBack(id, { ...PAGE, page: `https://example.com/?${ADA}` });
    await readers().ask(id, 'address', 'lovelace@example.net');
    await readers().ask(await idOf('p2@example.com'), 'address', 'ADA@personal.example.org');
    for (const key of [`export:${id}`, 'network:x']) {
      await store().limits.take([{ key, size: 3, perHour: 1 }]);
    }
    await store().signUps.ask({ email: ADA, ...PAGE });
    await store().outbox.add([{ to: ADA, mail: { kind: 'welcome', readerId: id } }]);
  }

  test('leaves nothing by which a reader could be recognized in any table', async () => {
    await knowAda();
    const { runs, ledger } = store();
    const lease = await claimed(runs);
    await ledger.record(lease, [step(1, 'released', { messageId: '<m1@example.com>' })]);
    const refused = { code: 550, text: `550 5.1.1 <${ADA}> user unknown` };
    await ledger.record(lease, [step(1, 'rejected', { reply: refused })]);
    await ledger.suppress(ADA, refused.text);
    const id = await idOf(ADA);
    expect(await erase('ADA@personal.example.org')).toEqual({ known: true, isClean: true });
    const left = await everything();
    for (const trace of [
      'ada',
      'lovelace',
      'londinium',
      'london',
      'weekend',
      'm1@',
      '192.0.2',
      id,
    ]) {
      expect(left, trace).not.toContain(trace.toLowerCase());
    }
    expect(await readers().find(id)).toBeUndefined();
    expect(await readers().findByEmail(ADA)).toBeUndefined();
    expect(await readers().record(id)).toBeUndefined();
    expect(await readers().leave([{ readerId: id, how: 'page', agent: 'none' }])).toEqual([
      'unknown',
    ]);
    expect(await readers().comeBack(id, PAGE)).toBe(false);
  });

  test('leaves no mail to an address that the reader had before, or asked for', async () => {
    await knowAda();
    const id = await idOf(ADA);
    const request = await readers().ask(id, 'address', 'byron@example.net');
    await store().outbox.add([
      { to: 'byron@example.net', mail: { kind: 'confirm-address', requestId: request.id } },
      { to: 'p2@example.com', mail: { kind: 'welcome', readerId: await idOf('p2@example.com') } },
    ]);
    await readers().changeEmail(id, 'countess@example.org', PAGE);
    await erase('countess@example.org');
    expect(await store().query('select email from outbox')).toEqual([{ email: 'p2@example.com' }]);
  });

  test('keeps when consent was given and withdrawn', async () => {
    await knowAda();
    bench.now = after(60);
    await erase(ADA);
    const rows = await store().query(
      'select action, at, source from consents where subscriber_id = 1 order by id',
    );
    expect(rows.map(({ action }) => action)).toEqual([
      ...['imported', 'changed', 'withdrawn', 'restored', 'withdrawn', 'erased'],
    ]);
    expect(rows[0]).toMatchObject({ at: START.toISOString(), source: 'list.csv:2' });
  });

  test('is known by a hash, so that no import puts the reader back', async () => {
    await knowAda();
    await erase(ADA);
    expect(await store().suppressions.find(ADA)).toMatchObject({ kind: 'erased', since: START });
    const rows = ['new@example.com', ADA, 'ADA@PERSONAL.example.org'];
    const batch = rows.map((email) => ({ email, attributes: {} }));
    expect(await store().subscribers.save(batch)).toEqual({
      added: 1,
      updated: 0,
      skipped: [
        { index: 1, email: ADA, why: 'erased' },
        { index: 2, email: 'ADA@PERSONAL.example.org', why: 'erased' },
      ],
    });
    await store().suppressions.add(ADA, 'by hand, later');
    await store().ledger.suppress(ADA, '550 no such user');
    expect(await everything()).not.toContain('ada@');
  });

  test('is undone by the reader alone, who signs up again and confirms', async () => {
    await knowAda();
    const before = await idOf(ADA);
    await erase(ADA);
    await store().signUps.ask({ email: ADA, source: 'sign-up form' });
    const [row] = await store().query('select sign_up_id as id from sign_ups');
    const confirmed = await store().signUps.confirm(String(row?.['id']));
    expect(confirmed).toEqual({ kind: 'confirmed', readerId: before });
    expect(await store().suppressions.find(ADA)).toBeUndefined();
    const { reader, consents, editions } = (await readers().record(before)) ?? expect.fail('gone');
    expect(reader).toMatchObject({ email: ADA, state: { kind: 'active' } });
    expect(consents.map(({ action }) => action)).toEqual(['asked', 'confirmed']);
    expect(editions).toEqual([]);
  });

  test('of somebody unknown, or twice, says what was known', async () => {
    await subscribe(bench, 1);
    expect(await erase('nobody@example.com')).toEqual({ known: false, isClean: true });
    expect((await erase('p1@example.com')).known).toBe(true);
    expect((await erase('p1@example.com')).known).toBe(true);
    const rows = await store().query('select kind from suppressions');
    expect(rows).toEqual([{ kind: 'erased' }]);
    await store().suppressions.add('stranger@example.com', 'complained', 'complaint');
    expect((await erase('stranger@example.com')).known).toBe(true);
    expect(await everything()).not.toContain('stranger');
  });

  test('is impossible without a secret, and then changes nothing', async () => {
    await subscribe(bench, 1);
    const other = await bench.another(readerKeys(() => []));
    await expect(other.readers.erase('p1@example.com')).rejects.toThrow(UserError);
    expect(await readers().findByEmail('p1@example.com')).toBeDefined();
  });

  test('leaves out the letter that waits, and the sums still add up, by domain too', async () => {
    await subscribe(bench, 9, ['a.org', 'b.org', 'c.org']);
    const { runs, ledger } = store();
    const lease = await claimed(runs);
    await runs.create({ ...PLAN, edition: 'earlier' });
    await ledger.record(
      lease,
      [1, 2, 3].map((id) => step(id, 'released')),
    );
    await runs.free(lease);
    const again = await claimed(runs);
    // These are not counted yet.
    await ledger.record(again, [step(1, 'accepted'), step(4, 'deferred'), step(5, 'rejected')]);
    for (const email of ['p1@a.org', 'p2@b.org', 'p4@a.org', 'p5@b.org', 'p6@c.org']) {
      await erase(email);
      await trueCounts(store(), again.run);
    }
    expect(await rowOf2(4, again.run.id)).toMatchObject({
      state: 'suppressed',
      reply: 'left out: the reader was erased',
    });
    const undelivered = await Array.fromAsync(runs.undelivered(again.run));
    expect(undelivered.map(({ email }) => email)).toContain('an erased reader');
    await ledger.record(again, [step(2, 'accepted'), step(7, 'released'), step(7, 'accepted')]);
    await trueCounts(store(), again.run);
    await runs.free(again);
    await trueCounts(store(), again.run);
    const domains = await runs.tallyByDomain(again.run);
    expect(domains.map(({ domain }) => domain)).toEqual(['erased', 'c.org', 'a.org', 'b.org']);
    expect((await runs.tally(again.run)).suppressed).toBe(2);
  });

  const rowOf2 = async (subscriberId: number, run: number) => {
    const [row] = await store().query(
      `select * from deliveries where subscriber_id = ${subscriberId} and run_id = ${run}`,
    );
    return row;
  };

  test('removes the only reader of a domain with the domain', async () => {
    await subscribe(bench, 2, ['ada-lovelace.example.org', 'example.com']);
    const lease = await claimed(store().runs);
    await erase('p1@ada-lovelace.example.org');
    expect(await everything()).not.toContain('lovelace');
    const domains = await store().runs.tallyByDomain(lease.run);
    expect(domains.map(({ domain }) => domain).toSorted()).toEqual(['erased', 'example.com']);
  });

  test.each([
    ['accepted', { code: 250, text: `250 2.1.5 p1@example.com Ok` }],
    ['rejected', { code: 550, text: '550 5.1.1 p1@example.com user unknown' }],
    ['deferred', { code: 450, text: '450 4.2.0 p1@example.com greylisted' }],
  ] as const)('lets a letter on its way become %s, without the reply', async (state, reply) => {
    await subscribe(bench, 1);
    const { runs, ledger } = store();
    const lease = await claimed(runs);
    await ledger.record(lease, [step(1, 'released', { messageId: '<m@example.com>' })]);
    await erase('p1@example.com');
    const outcome = step(1, state, { reply, messageId: '<m@example.com>' });
    expect(await ledger.record(lease, [outcome])).toEqual(['moved']);
    expect(await rowOf(store(), 1)).toMatchObject({ state, reply: null, code: reply.code });
    expect(await everything()).not.toMatch(/p1@example.com|<m@/);
    await trueCounts(store(), lease.run);
    expect(await ledger.page(lease.run, 0, 10, after(3600))).toEqual([]);
    expect(await Array.fromAsync(runs.waiting(lease.run))).toEqual([]);
  });

  test('holds up nobody who sends, begins a run or leaves, and the sums still add up', async () => {
    await subscribe(bench, 120, ['a.org', 'b.org', 'c.org']);
    const domains = ['a.org', 'b.org', 'c.org'];
    const emailOf = (id: number) => `p${id}@${domains[(id - 1) % 3] ?? ''}`;
    const lease = await claimed(store().runs);
    const sender = await bench.another();
    const send = async () => {
      for (let first = 1; first <= 120; first += 10) {
        const ids = Array.from({ length: 10 }, (_, index) => first + index);
        const results = await sender.ledger.record(
          lease,
          ids.map((id) => step(id, 'released')),
        );
        const released = ids.filter((_, index) => results[index] === 'moved');
        await sender.ledger.record(
          lease,
          released.map((id) => step(id, 'accepted')),
        );
      }
    };
    const eraseSome = async () => {
      for (let id = 3; id <= 120; id += 6) await erase(emailOf(id));
    };
    const leaveSome = async () => {
      const editor = await bench.another();
      for (let id = 5; id <= 120; id += 6) await editor.subscribers.remove(emailOf(id));
    };
    const begin = async () => {
      const other = await bench.another();
      for (let n = 0; n < 5; n++) await other.runs.create({ ...PLAN, edition: `e${n}` });
    };
    await Promise.all([send(), eraseSome(), leaveSome(), begin()]);
    for (const edition of [PLAN.edition, 'e0', 'e1', 'e2', 'e3', 'e4']) {
      const run = await store().runs.find(edition, 'all', 'server');
      await trueCounts(store(), run ?? expect.fail(edition));
    }
    await store().runs.free(lease);
    await trueCounts(store(), lease.run);
  });

  test('frees nobody else', async () => {
    await knowAda();
    const rows = () => store().query('select * from subscribers where id <> 1 order by id');
    const before = await rows();
    await erase(ADA);
    expect(await rows()).toEqual(before);
    expect(await store().subscribers.count()).toBe(2);
  });
}
