import { expect, test } from 'vitest';
import { cutAtSlots, isSlotName, slotRegister } from '../../src/render/slots.ts';

test('a text split at its tokens can be joined again', () => {
  const register = slotRegister('edition');
  const name = { name: 'name', fallback: 'reader' } as const;
  const email = { name: 'email', fallback: '' } as const;
  const text = `${register.token(name)} and ${register.token(email)}${register.token(name)}`;
  expect(cutAtSlots(text, register.table())).toEqual([name, ' and ', email, name]);
});

test('equal slots have equal tokens, and another fallback makes another token', () => {
  const { token } = slotRegister('edition');
  const first = token({ name: 'name', fallback: 'a' });
  expect(token({ name: 'name', fallback: 'a' })).toBe(first);
  expect(token({ name: 'name', fallback: 'b' })).not.toBe(first);
});

test('the token of another edition is ordinary text', () => {
  const other = slotRegister('another').token({ name: 'email', fallback: '' });
  expect(cutAtSlots(`x ${other} y`, slotRegister('edition').table())).toEqual([`x ${other} y`]);
});

test('tokens consist of letters and digits and are the same in every build', () => {
  const token = slotRegister('edition').token({ name: 'email', fallback: '' });
  expect(token).toMatch(/^[a-z0-9]+$/);
  expect(slotRegister('edition').token({ name: 'email', fallback: '' })).toBe(token);
});

test('the names of slots and attributes are recognised', () => {
  expect(['email', 'firstName', 'attributes.city'].map(isSlotName)).toEqual([true, true, true]);
  expect(['first_name', 'attributes.', 'constructor'].map(isSlotName)).toEqual([
    false,
    false,
    false,
  ]);
});
