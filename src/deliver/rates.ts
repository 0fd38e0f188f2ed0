import type { Ledger } from './ledger.ts';
import { limitsFor, type DeliverySettings } from './providers.ts';
import { rateLimit, type Rate, type RateLimit } from './rate.ts';

/** The limits that hold over all passes of a run, and over the runs of the last hour. */
export interface Rates {
  readonly overall: RateLimit;
  /** Of a provider or a domain, by its name. */
  readonly of: (name: string, rate: Rate) => RateLimit;
}

const HOUR = 3_600_000;

/** The limits of the settings, with what was sent of late already counted. */
export async function createRates(
  ledger: Ledger,
  settings: DeliverySettings,
  now: Date,
): Promise<Rates> {
  const limited = [settings.rate, ...Object.values(settings.providers)].some(
    ({ perMinute, perHour }) => perMinute !== undefined || perHour !== undefined,
  );
  const overall = rateLimit(settings.rate);
  const byName = new Map<string, RateLimit>();
  const of = (name: string, rate: Rate) => {
    const found = byName.get(name) ?? rateLimit(rate);
    byName.set(name, found);
    return found;
  };
  if (!limited) return { overall, of };
  for await (const { at, domain } of ledger.releasedSince(new Date(now.getTime() - HOUR))) {
    overall.count(at.getTime());
    const lane = limitsFor(domain, settings);
    if (lane) of(lane.name, lane.limits).count(at.getTime());
  }
  return { overall, of };
}
