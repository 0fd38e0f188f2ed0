import { describe, expect, test } from 'vitest';
import type { ConfigInput } from '../../src/config/schema.ts';
import { checkDmarc } from '../../src/doctor/checks/dmarc.ts';
import { checkSpf } from '../../src/doctor/checks/spf.ts';
import { type Zone } from '../support/dns-server.ts';
import { RSA_SETTINGS } from '../dkim/signing-keys.ts';
import { codes, contextOf, dns, useServers } from './context.ts';

useServers();

describe('SPF', () => {
  const look = async (zone: Zone, config: Partial<ConfigInput> = {}) =>
    checkSpf(contextOf(config, await dns(zone)));

  test.each([
    'v=spf1 include:spf.example.net ~all',
    'V=SPF1 mx -all',
    'v=spf1 redirect=_spf.example.net',
    'v=spf1 ip4:192.0.2.1 ?all',
  ])('%s passes', async (record) => {
    expect(codes(await look({ 'example.com': ['a note', record, 'v=spf10 x'] }))).toEqual(['done']);
  });

  test.each([
    ['v=spf1 -all', 'spf/nobody'],
    ['v=spf1  -ALL ', 'spf/nobody'],
    ['v=spf1 mx +all', 'spf/anybody'],
    ['v=spf1 all', 'spf/anybody'],
    ['spf1 mx -all', 'spf/missing'],
    ['v=spf2.0/pra mx', 'spf/missing'],
  ])('%s is reported as %s', async (record, code) => {
    expect(codes(await look({ 'example.com': [record] }))).toEqual([code]);
  });

  test('a missing record and a second record are reported', async () => {
    expect(codes(await look({}))).toEqual(['spf/missing']);
    const two = { 'example.com': ['v=spf1 mx ~all', 'v=spf1 a ~all'] };
    expect(codes(await look(two))).toEqual(['spf/several-records']);
  });

  test('is looked up at the domain of the return path', async () => {
    const config = { delivery: { bounces: 'b@bounces.example.com' } };
    const zone = { 'bounces.example.com': ['v=spf1 mx ~all'] };
    expect(codes(await look(zone, config))).toEqual(['done']);
    expect(codes(await look(zone))).toEqual(['spf/missing']);
  });

  test('is a note if the lookup fails', async () => {
    const found = await look({ 'example.com': 'refused' });
    expect(found).toMatchObject([{ code: 'dns/unanswered', severity: 'note' }]);
  });

  test('shows only the beginning of a long record', async () => {
    const [found] = await look({
      'example.com': [`v=spf1 ${'mx '.repeat(20_000)}`.slice(0, 9000)],
    });
    expect(found?.message.length).toBeLessThan(400);
  });
});

describe('DMARC', () => {
  const look = async (zone: Zone, config: Partial<ConfigInput> = {}) =>
    checkDmarc(contextOf(config, await dns(zone)));
  const at = (record: string, ...more: string[]) => ({ '_dmarc.example.com': [record, ...more] });

  test.each([
    'v=DMARC1; p=reject',
    'v=DMARC1;p=quarantine;rua=mailto:d@example.com',
    'v=DMARC1; p=Reject; ',
  ])('%s passes', async (record) => {
    expect(codes(await look(at(record, 'a note')))).toEqual(['done', 'done']);
  });

  test('p=none passes, with a note', async () => {
    const found = await look(at('v=DMARC1; p=none'));
    expect(codes(found)).toEqual(['done', 'dmarc/only-watched', 'done']);
  });

  test.each([
    ['v=DMARC1', 'dmarc/record-broken'],
    ['v=DMARC1; p=rejekt', 'dmarc/record-broken'],
    ['v=DMARC1; \u0000\u001b[2J', 'dmarc/record-broken'],
    ['v=dmarc1; p=none', 'dmarc/missing'],
    ['DMARC1; p=none', 'dmarc/missing'],
  ])('%j is reported as %s', async (record, code) => {
    expect(codes(await look(at(record)))).toEqual([code]);
  });

  test('a missing record and a second record are reported', async () => {
    expect(codes(await look({}))).toEqual(['dmarc/missing']);
    expect(codes(await look(at('v=DMARC1; p=none', 'v=DMARC1; p=reject')))).toEqual([
      'dmarc/several-records',
    ]);
  });

  test('the record of a parent domain counts, with its policy for subdomains', async () => {
    const from = 'news@mail.example.com';
    const [found] = await look(at('v=DMARC1; p=none; sp=reject'), { from });
    expect(found?.message).toBe('DMARC: _dmarc.example.com has p=reject');
    expect(codes(await look({ '_dmarc.com': ['v=DMARC1; p=none'] }, { from }))).toEqual([
      'dmarc/missing',
    ]);
  });

  test('is a note if the lookup fails, and no parent domain is looked up', async () => {
    const { server, lookUp } = await dns({ '_dmarc.mail.example.com': 'refused' });
    const found = await checkDmarc(contextOf({ from: 'news@mail.example.com' }, { lookUp }));
    expect(found).toMatchObject([{ code: 'dns/unanswered', severity: 'note' }]);
    expect(server.asked).not.toContain('_dmarc.example.com');
  });

  test.each([
    [
      'the return path is at another domain',
      '',
      { delivery: { bounces: 'b@example.net' } },
      undefined,
    ],
    [
      'the return path is at another domain, and letters are signed',
      '',
      { delivery: { bounces: 'b@example.net' }, dkim: [RSA_SETTINGS] },
      'DKIM',
    ],
    [
      'the return path is at a subdomain',
      '',
      { delivery: { bounces: 'b@bounces.example.com' } },
      'SPF',
    ],
    [
      'the return path is at a subdomain, which is not enough',
      'aspf=s',
      { delivery: { bounces: 'b@bounces.example.com' } },
      undefined,
    ],
    ['everything is at one domain', 'aspf=s; adkim=s', { dkim: [RSA_SETTINGS] }, 'DKIM and SPF'],
    [
      'the parent domain signs',
      '',
      {
        from: 'n@mail.example.com',
        dkim: [{ ...RSA_SETTINGS, domain: 'example.com' }],
        delivery: { bounces: 'b@example.net' },
      },
      'DKIM',
    ],
    [
      'the parent domain signs, which is not enough',
      'adkim=s',
      {
        from: 'n@mail.example.com',
        dkim: [{ ...RSA_SETTINGS, domain: 'example.com' }],
        delivery: { bounces: 'b@example.net' },
      },
      undefined,
    ],
    [
      'the return path is at a sibling domain',
      '',
      { from: 'n@mail.example.com', delivery: { bounces: 'b@bounces.example.com' } },
      'SPF',
    ],
  ] as const)('checks alignment where %s (%s)', async (_, tags, config, by) => {
    const found = (
      await look(at(`v=DMARC1; p=reject; ${tags}`), config as Partial<ConfigInput>)
    ).at(-1);
    if (by === undefined) expect(found).toMatchObject({ code: 'dmarc/alignment' });
    else expect(found?.message).toMatch(new RegExp(`is aligned by ${by}$`));
  });

  test('a signature of the parent domain aligns with a subdomain that has its own policy', async () => {
    const zone = { '_dmarc.mail.example.com': ['v=DMARC1; p=reject'] };
    const found = await look(zone, {
      from: 'news@mail.example.com',
      dkim: [{ ...RSA_SETTINGS, domain: 'example.com' }],
      delivery: { bounces: 'b@example.net' },
    });
    expect(found.at(-1)?.message).toMatch(/is aligned by DKIM$/);
  });
});
