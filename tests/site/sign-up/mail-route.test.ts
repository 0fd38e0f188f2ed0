/** Whether a domain accepts mail, asked of a DNS server on this machine. */
import { Resolver } from 'node:dns/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailRoutes } from '../../../src/site/sign-up/mail-route.ts';
import { startDns, type DnsServer, type Zone } from '../../support/dns-server.ts';

const ZONE: Zone = {
  'MX mail.test': ['mx1.mail.test', 'mx2.mail.test'],
  'MX null.test': [''],
  'MX host.test': [],
  'A host.test': ['192.0.2.1'],
  'MX six.test': [],
  'AAAA six.test': ['2001:0db8:0:0:0:0:0:1'],
  'MX web-only.test': [],
  'MX refused.test': 'refused',
  'MX silent.test': 'silent',
  'MX half.test': [],
  'A half.test': 'refused',
};

let dns: DnsServer;
let resolver: Resolver;
beforeAll(async () => {
  dns = await startDns(ZONE);
  resolver = new Resolver({ timeout: 5000, tries: 1 });
  resolver.setServers([dns.address]);
});
afterAll(() => dns.close());
const routes = (patienceMs = 2000, clock = () => new Date()) =>
  mailRoutes(resolver, { patienceMs, clock });

describe('a domain', () => {
  test.each([
    ['accepts mail with an MX record', 'mail.test', 'accepts'],
    ['accepts mail with an address alone', 'host.test', 'accepts'],
    ['accepts mail with an IPv6 address alone', 'six.test', 'accepts'],
    ['refuses mail with a null MX', 'null.test', 'refuses'],
    ['refuses mail without a host', 'web-only.test', 'refuses'],
    ['refuses mail if it does not exist', 'gmial.test', 'refuses'],
    ['is unknown if the resolver refuses', 'refused.test', 'unknown'],
    ['is unknown if the resolver refuses the second question', 'half.test', 'unknown'],
  ])('%s', async (_, domain, route) => {
    expect(await routes()(domain)).toBe(route);
  });

  test('is unknown when nothing answers in time', async () => {
    const started = performance.now();
    expect(await routes(100)('silent.test')).toBe('unknown');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('is looked up once an hour, and again after a failure', async () => {
    let now = new Date('2026-01-05T08:00:00Z');
    const find = routes(2000, () => now);
    const asked = () => dns.asked.filter((name) => name.startsWith('MX')).length;
    const before = asked();
    await Promise.all([find('mail.test'), find('mail.test'), find('mail.test')]);
    await find('mail.test');
    expect(asked() - before).toBe(1);
    now = new Date('2026-01-05T09:00:01Z');
    await find('mail.test');
    expect(asked() - before).toBe(2);
    await find('refused.test');
    await find('refused.test');
    expect(asked() - before).toBe(4);
  });

  test('of a flood of invented ones is not looked up', async () => {
    const find = routes(200);
    const domains = Array.from({ length: 500 }, (_, index) => `d${index}.flood.test`);
    const before = dns.asked.length;
    const found = await Promise.all(domains.map((domain) => find(domain)));
    expect(found.filter((route) => route === 'unknown').length).toBeGreaterThanOrEqual(450);
    expect(dns.asked.length - before).toBeLessThanOrEqual(150);
  });
});
