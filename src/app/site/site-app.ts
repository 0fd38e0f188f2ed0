/** The site of a newsletter over its database: for a server, and for hosts that start no process. */
import { Resolver } from 'node:dns/promises';
import type { Hono } from 'hono';
import { parseSecrets } from '../../base/secrets.ts';
import { UserError } from '../../base/user-error.ts';
import type { Environment } from '../../config/environment.ts';
import { listIdOf, type Config } from '../../config/schema.ts';
import type { SiteSettings } from '../../config/site.ts';
import { siteApp } from '../../site/app.ts';
import type { SiteEvent, SiteOptions, SitePorts } from '../../site/options.ts';
import { mailRoutes } from '../../site/sign-up/mail-route.ts';
import type { Readers } from '../../subscribers/readers.ts';
import { findEarlierIds } from './earlier-ids.ts';
import { openOrUnavailable, portOn, type LazyStore } from './lazy-store.ts';
import { newsletterOf } from './settings.ts';

const LOOK_UP_MS = 2000;

/** What the site of a newsletter is made of. */
export interface SiteParts extends Pick<SiteOptions, 'peerOf' | 'mailRoute'> {
  readonly config: Config;
  readonly env: Environment;
  readonly store: LazyStore;
  readonly clock: () => Date;
  readonly onEvent: (event: SiteEvent) => void;
  /** Removes what is kept outside the database of somebody who was erased. */
  readonly onErased?: (email: string) => Promise<void>;
}

/** Makes the site. Throws UserError if the config has no site, or there is no secret. */
export function siteOf(parts: SiteParts): Hono {
  const { config, env, clock, onEvent, peerOf, mailRoute } = parts;
  return siteApp({
    ports: portsOf(parts),
    newsletter: newsletterOf(config),
    settings: siteSettings(config),
    secrets: parseSecrets(env['BROADSHEET_SECRET']),
    clock,
    onEvent,
    mailRoute: mailRoute ?? mailRoutes(new Resolver({ timeout: LOOK_UP_MS, tries: 1 }), { clock }),
    ...(peerOf && { peerOf }),
  });
}

/** Returns the settings of the site. Throws UserError if there are none. */
export function siteSettings({ site }: Config): SiteSettings {
  if (site) return site;
  throw new UserError(
    'The config has no site.url, so the links in letters would lead nowhere.',
    "Set where readers reach the site, such as site: { url: 'https://letters.example.com' }, or http://localhost:4700 to try it.",
  );
}

function portsOf({ store, config, clock, onErased }: SiteParts): SitePorts {
  const subscribers = {
    all: async function* () {
      yield* (await openOrUnavailable(store)).subscribers.all();
    },
  };
  const outbox = portOn(store, 'outbox');
  return {
    readers: erasing(portOn(store, 'readers'), onErased),
    outbox,
    suppressions: portOn(store, 'suppressions'),
    bursts: portOn(store, 'bursts'),
    limits: portOn(store, 'limits'),
    signUps: portOn(store, 'signUps'),
    ready: async () => {
      await outbox.standing();
    },
    findByEarlierId: findEarlierIds(listIdOf(config), subscribers, clock),
  };
}

/** Lets a reader who is erased be erased elsewhere, too. */
function erasing(readers: Readers, onErased: SiteParts['onErased']): Readers {
  if (!onErased) return readers;
  const erase = async (email: string) => {
    const erasure = await readers.erase(email);
    await onErased(email);
    return erasure;
  };
  return Object.assign(Object.create(readers) as Readers, { erase });
}
