/** The processes beside the load of bench/one-click.ts: a site, and a sender's ledger at full speed. */
import { newsletterOf } from '../src/app/site/settings.ts';
import { parseSecrets } from '../src/base/secrets.ts';
import { configSchema } from '../src/config/schema.ts';
import { siteApp } from '../src/site/app.ts';
import { startSite } from '../src/site/server.ts';
import { openStore, type Store, type StoreLocation } from '../src/store/open.ts';
import { readerKeys } from '../src/subscribers/reader-keys.ts';

export const SECRETS = parseSecrets('0123456789abcdef'.repeat(2));
export const KEYS = readerKeys(() => SECRETS);
const CONFIG = configSchema.parse({
  name: 'The Politics Briefing',
  from: { email: 'briefing@example.com' },
  postalAddress: 'Broadsheet, 1 Harbour Street, Example Town',
  site: { url: 'http://localhost:4700' },
});
export const LIST_ID = newsletterOf(CONFIG).listId;

/** As many letters as a sender with 20 connections has in the air. */
const AT_ONCE = 20;

if (process.argv[1] === import.meta.filename) {
  const [, , role, where = ''] = process.argv;
  const store = await openStore(JSON.parse(where) as StoreLocation, () => new Date(), {
    readerKeys: KEYS,
  });
  await (role === 'site' ? serveSite(store) : recordDeliveries(store));
  await store.close();
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('message', () => {
      resolve();
    });
  });
}

async function serveSite(store: Store): Promise<void> {
  if (!CONFIG.site) throw new Error('The config has a site.');
  const app = siteApp({
    ports: {
      ...store,
      ready: () => Promise.resolve(),
      findByEarlierId: () => Promise.resolve(undefined),
    },
    newsletter: newsletterOf(CONFIG),
    settings: CONFIG.site,
    secrets: SECRETS,
    clock: () => new Date(),
    onEvent: (event) => {
      if (event.kind === 'fault' || event.kind === 'unavailable') console.error(event);
    },
  });
  const server = await startSite(app, '127.0.0.1', 0);
  process.send?.(server.port);
  await stopped();
  await server.close();
  process.send?.(0);
}

/** Moves deliveries as fast as they can be recorded, and tells how many a second. */
async function recordDeliveries({ runs, ledger }: Store): Promise<void> {
  const plan = { edition: 'e', audience: 'all', destination: 'server', contentHash: '' } as const;
  const claim = await runs.claim(await runs.create(plan), 'bench', 3600, () => true);
  if (claim.kind !== 'claimed') throw new Error('The run is new.');
  process.send?.(0);
  const end = stopped().then(() => 'stop' as const);
  const began = performance.now();
  let recorded = 0;
  while ((await Promise.race([end, Promise.resolve()])) !== 'stop') {
    const ids = Array.from({ length: AT_ONCE }, (_, index) => recorded + index + 1);
    for (const state of ['released', 'accepted'] as const) {
      await ledger.record(
        claim.lease,
        ids.map((subscriberId) => ({ subscriberId, state })),
      );
    }
    recorded += AT_ONCE;
    // So that the message to stop is heard.
    await new Promise(setImmediate);
  }
  process.send?.(recorded / ((performance.now() - began) / 1000));
}
