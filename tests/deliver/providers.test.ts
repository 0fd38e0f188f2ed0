import { expect, test } from 'vitest';
import { limitsFor, providerOf } from '../../src/deliver/providers.ts';
import { sampleConfig } from '../support/sample.ts';

test.each([
  ['gmail.com', 'gmail'],
  ['googlemail.com', 'gmail'],
  ['hotmail.co.uk', 'microsoft'],
  ['outlook.de', 'microsoft'],
  ['yahoo.com.br', 'yahoo'],
  ['aol.com', 'yahoo'],
  ['icloud.com', 'apple'],
  ['example.com', 'example.com'],
  ['notgmail.com', 'notgmail.com'],
  ['gmail.com.example.com', 'gmail.com.example.com'],
  ['live.example.com', 'live.example.com'],
])('providerOf(%s) is %s', (domain, provider) => {
  expect(providerOf(domain)).toBe(provider);
});

test('limitsFor prefers the limits of a domain, then of its provider, then of `others`', () => {
  const { delivery } = sampleConfig({
    delivery: {
      providers: {
        'gmail.com': { perSecond: 1 },
        gmail: { perSecond: 2 },
        others: { perSecond: 3 },
      },
    },
  });
  const found = ['gmail.com', 'googlemail.com', 'example.com'].map((each) =>
    limitsFor(each, delivery),
  );
  expect(found).toEqual([
    { name: 'gmail.com', limits: { perSecond: 1 } },
    { name: 'gmail', limits: { perSecond: 2 } },
    { name: 'example.com', limits: { perSecond: 3 } },
  ]);
  expect(limitsFor('gmail.com', sampleConfig().delivery)).toBeUndefined();
});
