import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKey, fullName, smtpAddress } from '../../src/subscribers/subscriber.ts';

describe('fullName', () => {
  const of = (names: { name?: string; firstName?: string; lastName?: string }) =>
    fullName({ email: 'a@example.com', attributes: {}, ...names });

  test.each([
    [{}, undefined],
    [{ name: 'Ada' }, 'Ada'],
    [{ firstName: 'Ada' }, 'Ada'],
    [{ lastName: 'Lovelace' }, 'Lovelace'],
    [{ firstName: 'Ada', lastName: 'Lovelace' }, 'Ada Lovelace'],
    [{ name: 'Countess', firstName: 'Ada', lastName: 'Lovelace' }, 'Countess'],
    [{ firstName: 'ليلى', lastName: 'المثال' }, 'ليلى المثال'],
  ])('of %j is "%s"', (names, full) => {
    expect(of(names)).toBe(full);
  });
});

describe('smtpAddress', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    ['Ada@Example.COM', 'Ada@example.com'],
    ['leser@bücher.example', 'leser@xn--bcher-kva.example'],
    ['jürgen@bücher.example', 'jürgen@xn--bcher-kva.example'],
  ])('of %s is %s', (email, smtp) => {
    expect(smtpAddress(email)).toBe(smtp);
  });

  test('equals the converted domain, whatever the domain', () => {
    const label = fc.stringMatching(/^[a-zA-Z0-9ü-]{1,8}$/);
    const domain = fc
      .array(fc.oneof(label, fc.constant('xn--bcher-kva')), { minLength: 2, maxLength: 4 })
      .map((labels) => labels.join('.'));
    fc.assert(
      fc.property(domain, (each) => {
        expect(smtpAddress(`ada@${each}`)).toBe(`ada@${domainToASCII(each)}`);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('addressKey', () => {
  test.each([
    ['Ada@Example.com', 'ada@example.COM'],
    ['leser@bücher.example', 'Leser@XN--BCHER-KVA.example'],
    ['leser@bücher.example', 'leser@bu\u0308cher.example'],
    ['JÜRGEN@example.com', 'jürgen@example.com'],
  ])('is the same for %s and %s', (one, other) => {
    expect(addressKey(one)).toBe(addressKey(other));
  });

  test.each([
    ['ada@example.com', 'ada@example.org'],
    ['ada@example.com', 'ada+news@example.com'],
    ['a.da@example.com', 'ada@example.com'],
  ])('differs for %s and %s', (one, other) => {
    expect(addressKey(one)).not.toBe(addressKey(other));
  });
});
