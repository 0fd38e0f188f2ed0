import { expect, test } from 'vitest';
import { outcomeOf } from '../../src/deliver/outcome.ts';

const reply = (command: string, responseCode: number) => ({
  message: 'x',
  command,
  responseCode,
  response: `${responseCode} said`,
});
const loss = { message: 'Connection closed unexpectedly', command: 'CONN' };

test.each([
  ['a refused sender stops the run', reply('MAIL FROM', 550), 'not-released', 'stopped'],
  ['a deferred sender stops the run', reply('MAIL FROM', 451), 'not-released', 'stopped'],
  ['a refused recipient is rejected', reply('RCPT TO', 550), 'not-released', 'rejected'],
  ['a greylisted recipient is deferred', reply('RCPT TO', 450), 'not-released', 'deferred'],
  ['a 503 to a recipient is not for good', reply('RCPT TO', 503), 'not-released', 'deferred'],
  ['a refused letter is rejected', reply('DATA', 554), 'ended', 'rejected'],
  ['a letter put off after the dot is deferred', reply('DATA', 451), 'ended', 'deferred'],
  ['a loss before the letter is safe to try again', loss, 'not-released', 'deferred'],
  ['a loss in the middle of the letter is safe to try again', loss, 'releasing', 'deferred'],
  ['a loss after the dot is unknown', loss, 'ended', 'unknown'],
  [
    'a 421 in place of a reply after the dot is unknown',
    { ...loss, responseCode: 421 },
    'ended',
    'unknown',
  ],
] as const)('%s', (_, failure, progress, kind) => {
  expect(outcomeOf(failure, progress).kind).toBe(kind);
});

test('keeps the first line of what the server said', () => {
  expect(
    outcomeOf(
      { ...reply('RCPT TO', 550), response: '550-5.1.1 no\r\n550 such user' },
      'not-released',
    ).reply,
  ).toBe('550-5.1.1 no');
});
