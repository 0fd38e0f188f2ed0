import { expect, test } from 'vitest';
import { cutAtSlots, isSlotName, slotRegister } from '../../src/render/slots.ts';

test('cuts a text at its tokens and puts it together again', () => {
  const register = slotRegister('edition');
  const name = { name: 'name', fallback: 'reader' } as const;
  const email = { name: 'email', fallback: '' } as const;
  const text = `${register.token(name)} and ${register.token(email)}${register.token(name)}`;
  expect(cutAtSlots(text, register.table())).toEqual([name, ' and ', email, name]);
});

test('gives the same slot the same token, and another fallback another one', () => {
  const { token } = slotRegister('edition');
  const first = token({ name: 'name', fallback: 'a' });
  expect(token({ name: 'name', fallback: 'a' })).toBe(first);
  expect(token({ name: 'name', fallback: 'b' })).not.toBe(first);
});

test('leaves a text alone that holds the token of another edition', () => {
  const other = slotRegister('another').token({ name: 'email', fallback: '' });
  expect(cutAtSlots(`x ${other} y`, slotRegister('edition').table())).toEqual([`x ${other} y`]);
});

test('makes tokens of letters and digits only, the same at every build', () => {
  const token = slotRegister('edition').token({ name: 'email', fallback: '' });
  expect(token).toMatch(/^[a-z0-9]+$/);
  expect(slotRegister('edition').token({ name: 'email', fallback: '' })).toBe(token);
});

test('knows the names of slots and of attributes', () => {
  expect(['email', 'firstName', 'attributes.city'].map(isSlotName)).toEqual([true, true, true]);
  expect(['first_name', 'attributes.', 'constructor'].map(isSlotName)).toEqual([
    false,
    false,
    false,
  ]);
});
