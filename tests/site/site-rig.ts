/** A site over a real database, and what tests need to know of it. */
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterAll, beforeAll } from 'vitest';
import { findEarlierIds } from '../../src/app/site/earlier-ids.ts';
import { newsletterOf } from '../../src/app/site/settings.ts';
import { parseSecrets } from '../../src/base/secrets.ts';
import { configSchema, type ConfigInput } from '../../src/config/schema.ts';
import { makeToken, type TokenPurpose } from '../../src/letter/token.ts';
import { siteApp } from '../../src/site/app.ts';
import type { SiteEvent, SiteOptions, SitePorts } from '../../src/site/options.ts';
import type { StoreLocation } from '../../src/store/open.ts';
import { readerKeys } from '../../src/subscribers/reader-keys.ts';
import { openQueryable, type QueryableStore } from '../store/queryable.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export const SECRET = 'a'.repeat(32);
export const START = new Date('2026-01-05T08:00:00Z');
export const SITE_URL = 'https://letters.example.com';

export interface SiteRig {
  readonly store: () => QueryableStore;
  readonly app: () => Hono;
  /** Without those of each request. */
  readonly events: SiteEvent[];
  readonly options: () => SiteOptions;
  /** The site's and the store's clock. */
  now: Date;
  /** Adds a reader, and returns the reader id. */
  readonly add: (email: string) => Promise<string>;
  readonly token: (id: string, purpose?: TokenPurpose) => string;
  /** Makes the site anew with other options. */
  readonly remake: (change: (options: SiteOptions) => Partial<SiteOptions>) => Hono;
}

const CONFIG: ConfigInput = {
  name: 'The Politics Briefing',
  from: { name: 'The Politics Briefing', email: 'briefing@example.com' },
  replyTo: { email: 'desk@example.com' },
  postalAddress: 'Broadsheet, 1 Harbour Street, Example Town',
  topics: { daily: 'Every morning', weekend: 'The weekend read' },
  links: { home: 'https://example.com/' },
  site: { url: SITE_URL },
};

/** Opens a site for the tests of a file; the settings replace some of the newsletter's. */
export function useSite(settings: Partial<ConfigInput> = {}, where?: () => Promise<StoreLocation>) {
  const folder = temporaryFolder();
  const config = configSchema.parse({ ...CONFIG, ...settings });
  const newsletter = newsletterOf(config);
  const secrets = parseSecrets(SECRET);
  let store: QueryableStore | undefined;
  let options: SiteOptions | undefined;
  let app: Hono | undefined;
  const opened = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The site is not open yet.');
    return value;
  };
  const rig: SiteRig = {
    now: START,
    events: [],
    store: () => opened(store),
    options: () => opened(options),
    app: () => opened(app),
    add: async (email) => {
      await opened(store).subscribers.save([{ email, attributes: {} }]);
      const reader = await opened(store).readers.findByEmail(email);
      return opened(reader).readerId;
    },
    token: (id, purpose = 'reader') => makeToken(purpose, newsletter.listId, id, secrets),
    remake: (change) => siteApp({ ...opened(options), ...change(opened(options)) }),
  };
  beforeAll(async () => {
    const file = join(folder, 'site.sqlite');
    const location = (await where?.()) ?? ({ kind: 'sqlite', file } as const);
    store = await openQueryable(location, () => rig.now, {
      readerKeys: readerKeys(() => secrets),
    });
    options = {
      ports: portsOf(store, newsletter.listId, () => rig.now),
      newsletter,
      settings: opened(config.site),
      secrets,
      clock: () => rig.now,
      onEvent: (event) => {
        if (event.kind !== 'request') rig.events.push(event);
      },
    };
    app = siteApp(options);
  });
  afterAll(() => store?.close());
  return rig;
}

function portsOf(store: QueryableStore, listId: string, clock: () => Date): SitePorts {
  return {
    ...store,
    ready: async () => {
      await store.facts();
    },
    findByEarlierId: findEarlierIds(listId, store.subscribers, clock),
  };
}
