import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { reachOf } from '../../src/studio/reach.ts';

const card = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...{ address, internal, netmask: '', mac: '', cidr: null },
  ...(address.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
});
const CARDS = {
  lo: [card('127.0.0.1', true), card('::1', true)],
  eth0: [card('fe80::1c2d'), card('192.168.1.20'), card('2001:db8::20')],
  down: [card('169.254.3.4')],
};

describe('a studio that listens on every address', () => {
  test('on 0.0.0.0 is reached by IPv4 addresses only, and shows one of another device’s network', () => {
    expect(reachOf('0.0.0.0', CARDS)).toEqual({
      hosts: ['localhost', '127.0.0.1', '192.168.1.20'],
      shown: '192.168.1.20',
      shared: true,
    });
  });

  test('on :: is reached by both kinds, without addresses that need the name of a network card', () => {
    expect(reachOf('::', CARDS)).toEqual({
      hosts: ['localhost', '127.0.0.1', '[::1]', '192.168.1.20', '[2001:db8::20]'],
      shown: '192.168.1.20',
      shared: true,
    });
    expect(reachOf('::', { eth0: [card('2001:db8::20')] }).shown).toBe('[2001:db8::20]');
  });

  test('shows the loopback address on a machine without a network', () => {
    expect(reachOf('0.0.0.0', { lo: CARDS.lo }).shown).toBe('127.0.0.1');
    expect(reachOf('0.0.0.0', { down: CARDS.down }).shown).toBe('127.0.0.1');
  });
});

describe('a studio that listens on one address', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', 'localhost'],
    ['::1', '[::1]'],
    ['127.0.0.2', '127.0.0.2'],
  ])('is closed to other devices on %s, and shows %s', (host, shown) => {
    expect(reachOf(host, CARDS)).toMatchObject({ shown, shared: false });
    expect(reachOf(host, CARDS).hosts).toContain(shown);
    expect(reachOf(host, CARDS).hosts).not.toContain('192.168.1.20');
  });

  test.each([
    ['192.168.1.20', '192.168.1.20'],
    ['2001:DB8:0::20', '[2001:db8::20]'],
  ])('is reached by that address only: %s', (host, shown) => {
    expect(reachOf(host, CARDS)).toEqual({ hosts: [shown], shown, shared: true });
  });

  test('is reached by the name it was given', () => {
    const { hosts, shown, shared } = reachOf('Desk.local', CARDS);
    expect([shown, shared]).toEqual(['desk.local', true]);
    expect(hosts).toContain('desk.local');
  });
});
