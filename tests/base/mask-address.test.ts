import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskAddresses, maskQuoted } from '../../src/base/mask-address.ts';

describe('every address of a text', () => {
  test.each([
    ['anna@example.com', 'a…@example.com'],
    ['a@example.com', 'a…@example.com'],
    ['élodie@example.com', 'é…@example.com'],
    ['😀smile@example.com', '😀…@example.com'],
    ['<anna@example.com>,<bob@example.org>', '<a…@example.com>,<b…@example.org>'],
    ['"anna bell"@example.com', '…@example.com'],
    ['anna@[192.0.2.1]', 'a…@[192.0.2.1]'],
    ['anna=example.com@relay.example.net', 'a…@relay.example.net'],
    ['no address at all', 'no address at all'],
    ['@', '@'],
    ['', ''],
  ])('%j becomes %j', (text, masked) => {
    expect(maskAddresses(text)).toBe(masked);
  });

  test('is masked in time that grows with the text, not with its square', () => {
    expect(maskAddresses(`${'a'.repeat(500_000)} @${'"'.repeat(2000)}`)).toContain('aaa');
  });
});

describe('a reply about an address', () => {
  const ADDRESS = 'Anna.Bell@Example.com';
  test.each([
    ['550 5.1.1 <anna.bell@example.com>: no', '550 5.1.1 <a…@example.com>: no'],
    ['550 ANNA.BELL@EXAMPLE.COM: no', '550 A…@EXAMPLE.COM: no'],
    ['550 unknown user: "anna.bell"', '550 unknown user: "A…"'],
    ['550 see ?p=NoSuchUser&a=anna.bell%40example.com', '550 see ?p=NoSuchUser&a=A…%40example.com'],
    ['550 annaXbell is somebody else', '550 annaXbell is somebody else'],
    ['550 anna.bellow is somebody else', '550 anna.bellow is somebody else'],
    ['550 joanna.bellow is somebody else', '550 joanna.bellow is somebody else'],
  ])('%j becomes %j', (text, masked) => {
    expect(maskQuoted(text, ADDRESS)).toBe(masked);
  });

  test('keeps the domain, also where it begins like the address', () => {
    expect(maskQuoted('550 <example@example.com>', 'example@example.com')).toBe(
      '550 <e…@example.com>',
    );
  });

  test('never holds the address, in whatever case and company', () => {
    const local = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{2,20}$/);
    const around = fc.constantFrom('', ' ', '<', '>', '"', "'", '(', ':', ',', '[', '\\');
    fc.assert(
      fc.property(local, around, around, fc.boolean(), (name, before, after, upper) => {
        const address = `${name}@example.com`;
        const quoted = upper ? address.toUpperCase() : address;
        const masked = maskQuoted(`550 ${before}${quoted}${after} no`, address);
        expect(masked.toLowerCase()).not.toContain(`${name}@`);
        expect(masked.toLowerCase()).toContain('…@example.com');
      }),
      { numRuns: 300 },
    );
  });
});
