import { expect, test } from 'vitest';
import { trueCounts } from '../true-counts.ts';
import { after, claimed, START, step, subscribe, type StoreBench } from '../stores.ts';

const PAGE = { source: 'preferences page' };

export function anotherAddressContract(bench: StoreBench): void {
  const { store } = bench;
  const readers = () => store().readers;
  const idOf = async (email: string) =>
    (await readers().findByEmail(email))?.readerId ?? expect.fail(`${email} is unknown.`);

  test('keeps the reader, their links and their editions, and is on record without the address', async () => {
    await subscribe(bench, 3, ['a.org', 'b.org']);
    const id = await idOf('p1@a.org');
    const lease = await claimed(store().runs);
    await store().ledger.record(lease, [step(1, 'released'), step(1, 'accepted')]);
    expect(await readers().changeEmail(id, 'New@B.org', PAGE)).toBe('changed');
    expect(await readers().findByEmail('p1@a.org')).toBeUndefined();
    const { reader, consents, editions } = (await readers().record(id)) ?? expect.fail('gone');
    expect(reader).toMatchObject({ email: 'New@B.org', since: START });
    expect(editions).toHaveLength(1);
    expect(consents.at(-1)).toMatchObject({ action: 'changed', detail: 'address', ...PAGE });
    await trueCounts(store(), lease.run);
    await store().runs.free(lease);
    await trueCounts(store(), lease.run);
  });

  test('in another spelling is a change of the spelling', async () => {
    await subscribe(bench, 1);
    const id = await idOf('p1@example.com');
    expect(await readers().changeEmail(id, 'P1@Example.com', PAGE)).toBe('changed');
    expect((await readers().find(id))?.email).toBe('P1@Example.com');
  });

  test('that another reader has, on the list or not, is taken', async () => {
    await subscribe(bench, 3);
    const id = await idOf('p1@example.com');
    await store().subscribers.remove('p3@example.com');
    expect(await readers().changeEmail(id, 'P2@example.com', PAGE)).toBe('taken');
    expect(await readers().changeEmail(id, 'p3@example.com', PAGE)).toBe('taken');
    expect(await readers().changeEmail('nobody', 'p2@example.com', PAGE)).toBe('unknown');
    expect((await readers().find(id))?.email).toBe('p1@example.com');
  });

  test.each([
    ['complaint', 'suppressed'],
    ['by-hand', 'suppressed'],
    ['hard-bounce', 'changed'],
    ['opted-out', 'changed'],
  ] as const)('with a suppression that is a %s is %s', async (kind, result) => {
    await subscribe(bench, 1);
    const id = await idOf('p1@example.com');
    await store().suppressions.add('new@example.com', 'why', kind);
    expect(await readers().changeEmail(id, 'new@example.com', PAGE)).toBe(result);
    const email = result === 'changed' ? 'new@example.com' : 'p1@example.com';
    expect(await readers().find(id)).toMatchObject({ email });
    expect(await readers().find(id)).not.toHaveProperty('suppression');
  });

  test('leaves the one before free for somebody new, whose links are others', async () => {
    await subscribe(bench, 1);
    const id = await idOf('p1@example.com');
    await readers().changeEmail(id, 'new@example.com', PAGE);
    bench.now = after(5);
    const rows = [{ email: 'p1@example.com', attributes: {} }];
    expect(await store().subscribers.save(rows)).toMatchObject({ added: 1 });
    expect(await store().subscribers.save(rows)).toMatchObject({ added: 0, updated: 1 });
    const other = await idOf('p1@example.com');
    expect(other).not.toBe(id);
    expect(await readers().find(id)).toMatchObject({ email: 'new@example.com' });
    expect(await readers().find(other)).toMatchObject({ email: 'p1@example.com', since: after(5) });
  });
}
