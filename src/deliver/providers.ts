import type { Config } from '../config/schema.ts';

export type DeliverySettings = Config['delivery'];
export type Limits = DeliverySettings['providers'][string];

/** Mailbox providers with several domains, by the recipient's domain. */
const PROVIDERS: readonly (readonly [name: string, domains: RegExp])[] = [
  ['gmail', /^(?:gmail|googlemail)\.com$/],
  ['microsoft', /^(?:(?:outlook|hotmail|live)\.[a-z]{2,3}(?:\.[a-z]{2})?|msn\.com|passport\.com)$/],
  [
    'yahoo',
    /^(?:(?:yahoo|ymail|rocketmail)\.[a-z]{2,3}(?:\.[a-z]{2})?|myyahoo\.com|aol\.com|aim\.com)$/,
  ],
  ['apple', /^(?:icloud|me|mac)\.com$/],
];

/** Returns the name of a domain's mailbox provider, or the domain itself. */
export function providerOf(domain: string): string {
  return PROVIDERS.find(([, domains]) => domains.test(domain))?.[0] ?? domain;
}

/** The limits that the letters of one lane share. */
export interface LaneLimits {
  readonly name: string;
  readonly limits: Limits;
}

/**
 * Returns the limits for a domain: those of the domain itself, of its provider, or of `others`, in
 * this order; undefined if the config sets none.
 */
export function limitsFor(domain: string, settings: DeliverySettings): LaneLimits | undefined {
  const { providers } = settings;
  const provider = providerOf(domain);
  for (const name of [domain, provider]) {
    const limits = providers[name];
    if (limits) return { name, limits };
  }
  return providers['others'] && { name: provider, limits: providers['others'] };
}
