import { describe, expect, test } from 'vitest';
import { addressFault } from '../../src/base/address.ts';

describe('valid addresses', () => {
  test.each([
    'ada@example.com',
    'a@b.co',
    'first.last+tag@sub.example.org',
    "george.o'connor@example.org",
    '!#$%&*+/=?^_`{|}~-@example.com',
    'ADA@EXAMPLE.COM',
    'jürgen@example.com',
    'leser@bücher.example.org',
    'leser@xn--bcher-kva.example',
    'hanako@例え.テスト',
    'user@مثال.إختبار',
    `${'a'.repeat(64)}@example.com`,
    `a@${'b'.repeat(63)}.example.com`,
    'a@1and1.example',
    'a@3.example.com',
  ])('%s is a valid address', (email) => {
    expect(addressFault(email)).toBeUndefined();
  });
});

describe('invalid addresses', () => {
  test.each(['', 'ada', 'ada.example.com', ' '])('"%s" has no @', (email) => {
    expect(addressFault(email)).toBe('has no @');
  });

  test.each([
    '@example.com',
    '.a@example.com',
    'a.@example.com',
    'a..b@example.com',
    'a b@example.com',
    ' a@example.com',
    '"a b"@example.com',
    'Ada <ada@example.com',
    'a@b@example.com',
    'a,b@example.com',
    'a;b@example.com',
    'a\r\nBcc: b@example.com',
    'a\u0000@example.com',
    'a\u200b@example.com',
    'a\u202eb@example.com',
    'a\u00a0b@example.com',
    `${'a'.repeat(65)}@example.com`,
  ])('the part before the @ in %j is invalid', (email) => {
    expect(addressFault(email)).toContain('before the @');
  });

  test.each([
    'a@',
    'a@localhost',
    'a@example',
    'a@.com',
    'a@example..com',
    'a@example.com.',
    'a@-example.com',
    'a@example-.com',
    'a@exa_mple.com',
    'a@exa mple.com',
    'a@example.com>',
    'a@example.com;Ada',
    'a@[192.0.2.1]',
    'a@192.0.2.1',
    'a@127.1',
    'a@0x7f.1',
    'a@example.123',
    'a@example.com/path',
    'a@example.com\\path',
    'a@example.com?query',
    'a@example.com#fragment',
    'a@example.com:25',
    'a@ex%61mple.com',
    'a@exam\tple.com',
    'a@example.com\n',
    'a@example.com\r\nBcc: b',
    'a@example\u0000.com',
    `a@${'b'.repeat(64)}.com`,
    `a@${'b.'.repeat(130)}com`,
  ])('the domain of %j is invalid', (email) => {
    expect(addressFault(email)).toBeDefined();
  });
});
