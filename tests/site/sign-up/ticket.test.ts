import { describe, expect, test } from 'vitest';
import { parseSecrets } from '../../../src/base/secrets.ts';
import { makeReadyTicket, makeTicket, readTicket } from '../../../src/site/sign-up/ticket.ts';

const secrets = parseSecrets('a'.repeat(32));
const context = {
  secrets,
  listId: 'briefing.example.com',
  form: 'page',
  network: '192.0.2.0/24',
};
const NOW = new Date('2026-01-05T08:00:00Z');
const after = (ms: number) => new Date(NOW.getTime() + ms);
const DAY = 86_400_000;
const ticket = makeTicket(context, NOW);

describe('the ticket of a form', () => {
  test('is valid from 2 seconds to 24 hours after the form was made', () => {
    const kindAfter = (ms: number) => readTicket(ticket, context, after(ms)).kind;
    expect([-DAY, 0, 1999].map(kindAfter)).toEqual(['too-fast', 'too-fast', 'too-fast']);
    expect([2000, 60_000, DAY].map(kindAfter)).toEqual(['valid', 'valid', 'valid']);
    expect([DAY + 1, 100 * DAY].map(kindAfter)).toEqual(['expired', 'expired']);
  });

  test('has a nonce of its own each time, and stays valid after a change of secret', () => {
    const nonces = Array.from({ length: 50 }, () => {
      const reading = readTicket(makeTicket(context, NOW), context, after(5000));
      return reading.kind === 'valid' ? reading.nonce : '';
    });
    expect(new Set(nonces).size).toBe(50);
    const rotated = [...parseSecrets('b'.repeat(32)), ...secrets];
    const reading = readTicket(ticket, { ...context, secrets: rotated }, after(5000));
    expect(reading).toMatchObject({ kind: 'valid', sameNetwork: true });
  });

  test('is valid at once for a form that a person has filled in already', () => {
    expect(readTicket(makeReadyTicket(context, NOW), context, NOW).kind).toBe('valid');
  });

  test('tells whether the form was fetched from another network', () => {
    const elsewhere = { ...context, network: '198.51.100.0/24' };
    expect(readTicket(ticket, elsewhere, after(5000))).toMatchObject({ sameNetwork: false });
    expect(readTicket(ticket, { ...context, network: undefined }, after(5000))).toMatchObject({
      sameNetwork: false,
    });
  });

  test('is of no use for another form, list or secret', () => {
    const others = [
      { ...context, form: 'other' },
      { ...context, listId: 'other.example.com' },
      { ...context, secrets: parseSecrets('b'.repeat(32)) },
      { ...context, secrets: [] },
    ];
    for (const other of others) expect(readTicket(ticket, other, after(5000)).kind).toBe('none');
  });

  test('is of no use with any character changed', () => {
    for (let index = 0; index < ticket.length; index++) {
      for (const other of ['A', 'b', '0', '.', '\0', 'é']) {
        const changed = ticket.slice(0, index) + other + ticket.slice(index + 1);
        if (changed === ticket) continue;
        expect(readTicket(changed, context, after(5000)).kind).toBe('none');
      }
    }
  });

  test.each(['', '.....', ticket.slice(0, -1), `${ticket}A`, ` ${ticket}`, 'f1.'.repeat(1e6)])(
    'can’t be another text (%#)',
    (text) => {
      expect(readTicket(text, context, after(5000)).kind).toBe('none');
    },
  );
});
