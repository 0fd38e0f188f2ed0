import { describe, expect, test } from 'vitest';
import { parseSecrets } from '../../../src/base/secrets.ts';
import { bucketsFor, foldedAddress, isRole } from '../../../src/site/sign-up/buckets.ts';
import { networksOf, truncatedAddress } from '../../../src/site/sign-up/networks.ts';

const secrets = parseSecrets('a'.repeat(32));

describe('the limits on sign-ups', () => {
  test('count the spellings of one mailbox together', () => {
    const spellings = [
      'ada.lovelace@gmail.com',
      'AdaLovelace@GMAIL.com',
      'a.d.a.lovelace+news@googlemail.com',
    ];
    expect(new Set(spellings.map(foldedAddress))).toEqual(new Set(['adalovelace@gmail.com']));
    expect(foldedAddress('Ada.L+x@example.com')).toBe('ada.l@example.com');
    expect(foldedAddress('+x@example.com')).toBe('+x@example.com');
    expect(foldedAddress('ada@bücher.example')).toBe('ada@xn--bcher-kva.example');
  });

  test('have keys that contain neither address nor network', () => {
    const networks = networksOf('2001:db8:1:2::5');
    const { ofNetworks, ofAddress } = bucketsFor(secrets, networks, 'ada@example.com');
    const buckets = [...ofNetworks, ofAddress];
    expect(buckets.map(({ key }) => key)).toEqual([
      expect.stringMatching(/^wide:[\w-]{22}$/),
      expect.stringMatching(/^network:[\w-]{22}$/),
      expect.stringMatching(/^address:[\w-]{22}$/),
    ]);
    expect(JSON.stringify(buckets)).not.toMatch(/ada|example|2001/);
  });

  test('count by address alone if the client’s is not known', () => {
    expect(bucketsFor(secrets, undefined, 'ada@example.com').ofNetworks).toEqual([]);
  });
});

test.each([
  ['192.0.2.77', '192.0.2.0/24', '192.0.2.0/24', false],
  ['8.8.4.4', '8.8.4.0/24', '8.8.4.0/24', false],
  ['::ffff:8.8.4.4', '8.8.4.0/24', '8.8.4.0/24', false],
  ['2a00:1450:4001:82a::200e', '2a00:1450:4001:82a::/64', '2a00:1450:4001::/48', false],
  ['10.1.2.3', '10.1.2.0/24', '10.1.2.0/24', true],
  ['::1', '::/64', '::/48', true],
])('the network of %s is %s, and %s is kept of it', (address, near, kept, isPrivate) => {
  expect(networksOf(address)).toMatchObject({ near, isPrivate });
  expect(truncatedAddress(address)).toBe(kept);
});

test.each([undefined, '', 'localhost', '1.2.3', '999.1.1.1', 'x'.repeat(10_000)])(
  'there is no network of %#',
  (address) => {
    expect(networksOf(address)).toBeUndefined();
    expect(truncatedAddress(address)).toBeUndefined();
  },
);

test.each([
  'abuse@example.com',
  'Postmaster@example.com',
  'no-reply+1@example.com',
  'hostmaster@gmail.com',
])('%s is the address of a role', (email) => {
  expect(isRole(email)).toBe(true);
});

test.each([
  'info@example.com',
  'abuse.team@example.com',
  'rooted@example.com',
  'admin@example.com',
])('%s may be that of a person', (email) => {
  expect(isRole(email)).toBe(false);
});
