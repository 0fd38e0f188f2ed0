/** 10,000 sign-ups by programs within an hour, with people in them: see tests/site/sign-up/flood.ts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newsletterOf } from '../src/app/site/settings.ts';
import { parseSecrets } from '../src/base/secrets.ts';
import { configSchema } from '../src/config/schema.ts';
import type { SiteOptions } from '../src/site/options.ts';
import { openStore, type Store, type StoreLocation } from '../src/store/open.ts';
import { startPostgres } from '../tests/support/postgres-server.ts';
import { flood, FLOODS, type Clock, type FloodResult } from '../tests/site/sign-up/flood.ts';
import { median } from './median.ts';

const BOTS = 10_000;
const SITE = { url: 'https://letters.example.com' };
const CONFIG = configSchema.parse({
  name: 'The Politics Briefing',
  from: { email: 'briefing@example.com' },
  postalAddress: 'Broadsheet, 1 Harbour Street, Example Town',
  site: SITE,
});

export async function benchSignUps(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-sign-ups-'));
  const postgres = await startPostgres({ asInstalled: true });
  console.log(`${BOTS.toLocaleString('en-US')} sign-ups by programs in an hour, 10 by people:`);
  try {
    for (const [index, what] of FLOODS.entries()) {
      const file = join(folder, `${index}.sqlite`);
      show(`${what.name}, SQLite`, await run({ kind: 'sqlite', file }, what));
      const url = await postgres.createDatabase();
      show(`${what.name}, PostgreSQL`, await run({ kind: 'postgres', url }, what));
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  }
}

async function run(where: StoreLocation, what: (typeof FLOODS)[number]): Promise<FloodResult> {
  const clock: Clock = { now: new Date('2026-01-05T08:00:00Z') };
  const store = await openStore(where, () => clock.now);
  try {
    return await flood(store, clock, optionsFor(store, clock), what, BOTS);
  } finally {
    await store.close();
  }
}

function optionsFor(store: Store, clock: Clock): SiteOptions {
  if (!CONFIG.site) throw new Error('The config has a site.');
  return {
    ports: {
      ...store,
      ready: () => Promise.resolve(),
      findByEarlierId: () => Promise.resolve(undefined),
    },
    newsletter: newsletterOf(CONFIG),
    settings: CONFIG.site,
    secrets: parseSecrets('a'.repeat(32)),
    clock: () => clock.now,
    onEvent: () => undefined,
  };
}

function show(name: string, { mails, mostToOne, waiting, people, times }: FloodResult): void {
  const slowest = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  const waited = people.map((minutes) => Math.round(minutes)).toSorted((a, b) => a - b);
  console.log(
    `  ${name}: ${mails} mails, at most ${mostToOne} to one, ${waiting} wait; people waited ${waited.join(', ')} min; ${median(times).toFixed(1)} ms each (99 %: ${slowest.toFixed(0)} ms)`,
  );
}
