import { expect, test } from 'vitest';
import { txtLookUp } from '../../src/doctor/dns.ts';
import { UserError } from '../../src/base/user-error.ts';
import { dns, useServers } from './context.ts';

useServers();

test('returns TXT records, with the parts of long ones joined, and looks up nothing else', async () => {
  const long = `v=DKIM1; p=${'x'.repeat(700)}`;
  const { server, lookUp } = await dns({ 'a.example.com': ['one', long] });
  const answer = await lookUp('a.example.com');
  expect(answer).toMatchObject({ kind: 'records' });
  // A server may return them in any order.
  expect(answer.kind === 'records' && answer.records.toSorted()).toEqual(['one', long]);
  expect(new Set(server.asked)).toEqual(new Set(['a.example.com']));
});

test('distinguishes a missing name and a name without TXT records from a refused query', async () => {
  const { lookUp } = await dns({ 'empty.example.com': [], 'shy.example.com': 'refused' });
  expect(await lookUp('nothing.example.com')).toEqual({ kind: 'none' });
  expect(await lookUp('empty.example.com')).toEqual({ kind: 'none' });
  expect(await lookUp('shy.example.com')).toMatchObject({ kind: 'unanswered' });
});

test('does not wait long for a server that does not respond', async () => {
  const { lookUp } = await dns({ 'silent.example.com': 'silent' }, 300);
  const start = performance.now();
  const answer = await lookUp('silent.example.com');
  expect(answer).toEqual({ kind: 'unanswered', reason: 'it timed out' });
  expect(performance.now() - start).toBeLessThan(3000);
});

test.each(['foo', 'ns.example.com', '', '127.0.0.1:x'])(
  '"%s" is refused as the DNS server',
  (server) => {
    expect(() => txtLookUp(server)).toThrow(UserError);
  },
);

test.each([
  'example.com',
  '_dmarc.mail.example.org.',
  'x.test',
  'x.invalid',
  'localhost',
  'a.example',
])('a look-up of %s asks no server of the machine: nobody has such a name', async (name) => {
  expect(await txtLookUp()(name)).toEqual({
    kind: 'unanswered',
    reason: 'it is an example domain, which is not looked up',
  });
});
