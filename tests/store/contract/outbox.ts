import { expect, test } from 'vitest';
import type { NewMail } from '../../../src/subscribers/outbox.ts';
import { after, START, type StoreBench } from '../stores.ts';

const WELCOME: NewMail = {
  to: 'ada@example.com',
  mail: { kind: 'welcome', readerId: 'r1' },
  locale: 'de',
};
const SENT = { kind: 'sent', messageId: '<m1@example.com>' } as const;

export function outboxContract(bench: StoreBench): void {
  const outbox = () => bench.store().outbox;
  const rows = () => bench.store().query('select * from outbox order by id');

  test('hands out each kind of mail as it was queued, the oldest first', async () => {
    const mails: readonly NewMail[] = [
      WELCOME,
      { to: 'new@example.com', mail: { kind: 'confirm', signUpId: 's1' } },
      { to: 'ada@example.com', mail: { kind: 'export', requestId: 'q1' } },
    ];
    for (const [index, mail] of mails.entries()) {
      bench.now = after(index);
      await outbox().add([mail]);
    }
    const claimed = await outbox().claim('one', 10, 60);
    expect(claimed).toEqual(
      mails.map((mail, index) => ({
        ...mail,
        id: index + 1,
        attempts: 0,
        createdAt: after(index),
        opaqueId: expect.stringMatching(/^[\w-]{22}$/) as string,
      })),
    );
    expect(new Set(claimed.map(({ opaqueId }) => opaqueId)).size).toBe(3);
  });

  test('gives a mail to one sender at a time, and to another when the claim has ended', async () => {
    const other = await bench.another();
    await outbox().add([WELCOME, WELCOME]);
    const both = await Promise.all([
      outbox().claim('one', 1, 60),
      other.outbox.claim('two', 1, 60),
    ]);
    expect(both.map((mails) => mails.length)).toEqual([1, 1]);
    expect(await other.outbox.claim('two', 10, 60)).toEqual([]);
    // PostgreSQL measures claims by its own clock.
    await bench.store().query(`update outbox set owned_until = '2000-01-01T00:00:00.000Z'`);
    const [first] = both[0];
    const again = await other.outbox.claim('two', 10, 60);
    expect(again).toContainEqual({ ...first, attempts: 1 });
    expect(await outbox().settle('one', first?.id ?? 0, SENT)).toBe(false);
    expect(await other.outbox.settle('two', first?.id ?? 0, SENT)).toBe(true);
  });

  test('never claims one mail twice when many senders ask at once', async () => {
    const others = [bench.store(), await bench.another(), await bench.another()];
    await outbox().add(Array.from({ length: 60 }, () => WELCOME));
    const claimed = await Promise.all(
      others.flatMap((store, index) =>
        Array.from({ length: 10 }, () => store.outbox.claim(`sender ${index}`, 5, 60)),
      ),
    );
    const ids = claimed.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await outbox().claim('the last', 100, 60);
    expect(ids.length + rest.length).toBe(60);
  });

  test('keeps a deferred mail until its time, with the same opaque id', async () => {
    await outbox().add([WELCOME]);
    const [mail] = await outbox().claim('one', 1, 60);
    const later = new Date(Date.now() + 3_600_000);
    const deferred = { kind: 'deferred', reason: '451 later', retryAt: later } as const;
    expect(await outbox().settle('one', mail?.id ?? 0, deferred)).toBe(true);
    expect(await outbox().claim('one', 1, 60)).toEqual([]);
    expect(await outbox().standing()).toEqual({ waiting: 1, nextAt: later });
    bench.now = new Date(later.getTime() + 1);
    expect(await outbox().claim('two', 1, 60)).toEqual([{ ...mail, attempts: 1 }]);
  });

  test('settles a mail once, and keeps what came of it', async () => {
    await outbox().add([WELCOME, WELCOME]);
    const [first, second] = await outbox().claim('one', 2, 60);
    expect(await outbox().settle('one', first?.id ?? 0, SENT)).toBe(true);
    expect(await outbox().settle('one', first?.id ?? 0, SENT)).toBe(false);
    const failed = { kind: 'failed', reason: '550 no such user' } as const;
    expect(await outbox().settle('one', second?.id ?? 0, failed)).toBe(true);
    expect(await rows()).toMatchObject([
      { state: 'sent', message_id: '<m1@example.com>', owner: null },
      { state: 'failed', reply: '550 no such user', owner: null },
    ]);
    expect(await outbox().standing()).toEqual({ waiting: 0 });
  });

  test('notes the Message-ID of a confirmation with its sign-up', async () => {
    await bench.store().query(`insert into sign_ups
      (sign_up_id, address_key, email, source, asked_at)
      values ('s1', 'new@example.com', 'new@example.com', 'form', '${START.toISOString()}')`);
    await outbox().add([{ to: 'new@example.com', mail: { kind: 'confirm', signUpId: 's1' } }]);
    const [mail] = await outbox().claim('one', 1, 60);
    await outbox().settle('one', mail?.id ?? 0, SENT);
    expect(await bench.store().query('select message_id from sign_ups')).toEqual([
      { message_id: '<m1@example.com>' },
    ]);
  });

  test('purges what was settled before a time, and nothing that waits', async () => {
    await outbox().add([WELCOME, WELCOME]);
    const [mail] = await outbox().claim('one', 1, 60);
    await outbox().settle('one', mail?.id ?? 0, SENT);
    expect(await outbox().purge(START)).toBe(0);
    expect(await outbox().purge(after(1))).toBe(1);
    expect(await rows()).toMatchObject([{ state: 'waiting' }]);
  });
}
