import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { siteSchema } from '../../src/config/site.ts';
import { clientAddresses, networkOf } from '../../src/site/client-address.ts';

type Trusted = number | string[];

async function clientOf(trustedProxies: Trusted, peer: string | undefined, forwarded?: string) {
  const settings = siteSchema.parse({ url: 'https://example.com', trustedProxies });
  const clients = clientAddresses({ settings, peerOf: () => peer });
  const app = new Hono().get('/', (context) => context.json(clients(context) ?? null));
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return (await app.request('/', { headers })).json() as Promise<string | null>;
}

describe('the client’s address', () => {
  test.each<[string, Trusted, string | undefined, string | undefined, string | null]>([
    ['the socket’s, without proxies', [], '198.51.100.1', undefined, '198.51.100.1'],
    ['not what a stranger writes', [], '198.51.100.1', '203.0.113.7', '198.51.100.1'],
    ['what one proxy adds', 1, '10.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['not what stands left of it', 1, '10.0.0.1', '1.1.1.1, 203.0.113.7', '203.0.113.7'],
    ['what the outer of two adds', 2, '10.0.0.1', '6.6.6.6, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    ['the last that is known, with fewer than named', 3, '10.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['by networks', ['10.0.0.0/8'], '10.0.0.1', '6.6.6.6, 203.0.113.7, 10.9.9.9', '203.0.113.7'],
    ['the socket’s, if it is not trusted', ['10.0.0.0/8'], '192.0.2.1', '6.6.6.6', '192.0.2.1'],
    ['by single addresses', ['10.0.0.1'], '10.0.0.1', '203.0.113.7', '203.0.113.7'],
    [
      'an IPv4 address in IPv6',
      ['10.0.0.1'],
      '::ffff:10.0.0.1',
      '::ffff:203.0.113.7',
      '203.0.113.7',
    ],
    ['an IPv6 address', ['fd00::/8'], 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['with a port', 1, '10.0.0.1', '203.0.113.7:4711', '203.0.113.7'],
    ['with brackets and a port', 1, '10.0.0.1', '[2001:DB8::7]:4711', '2001:db8::7'],
    ['the proxy’s, if it adds no address', 1, '10.0.0.1', 'unknown', '10.0.0.1'],
    ['the proxy’s, if it adds nothing', 1, '10.0.0.1', '203.0.113.7,', '10.0.0.1'],
    ['the proxy’s, if there is no header', 1, '10.0.0.1', undefined, '10.0.0.1'],
    ['what a proxy adds that hides the socket', 1, undefined, '203.0.113.7', '203.0.113.7'],
    ['none', [], undefined, '203.0.113.7', null],
    ['none of markup', 1, '10.0.0.1', '<script>', '10.0.0.1'],
  ])('%s', async (_, trusted, peer, forwarded, expected) => {
    expect(await clientOf(trusted, peer, forwarded)).toBe(expected);
  });
});

test.each([
  ['203.0.113.7', 3, '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', 3, '2001:db8:1::/48'],
  ['2001:db8:1:2:3:4:5:6', 4, '2001:db8:1:2::/64'],
  ['2001:db8::1', 4, '2001:db8:0:0::/64'],
  ['::1', 3, '0:0:0::/48'],
  ['fe80::', 4, 'fe80:0:0:0::/64'],
] as const)('the network of %s, %i groups, is %s', (address, groups, network) => {
  expect(networkOf(address, groups)).toBe(network);
});
