import { parseSecrets } from '../../base/secrets.ts';
import { UserError } from '../../base/user-error.ts';
import type { Environment } from '../../config/environment.ts';
import type { ConfigInput } from '../../config/schema.ts';
import { validateConfig } from '../../config/validate.ts';
import type { SiteEvent } from '../../site/options.ts';
import { openPostgresStore } from '../../store/open-postgres.ts';
import { readerKeys } from '../../subscribers/reader-keys.ts';
import { lazyStore } from './lazy-store.ts';
import { siteOf } from './site-app.ts';

export interface CreateSiteOptions {
  /** The default export of broadsheet.config.ts. */
  readonly config: ConfigInput;
  /** DATABASE_URL and BROADSHEET_SECRET. Default: the process's. */
  readonly env?: Environment;
  /** Hears what happens, for a log; no event names a reader or a token. */
  readonly onEvent?: (event: SiteEvent) => void;
}

export interface SiteHandler {
  /** Answers a request to the site. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Closes the database, for a host that announces its end. */
  readonly close: () => Promise<void>;
}

/** Each instance of a function answers few requests at a time, and there may be many instances. */
const CONNECTIONS = 2;

/**
 * Makes the site of a newsletter as a function of a request, for hosts that start no process of
 * their own. It keeps nothing on a disk, and opens PostgreSQL at the first request. It sends no mail:
 * the next `send --due` does. Throws UserError if a setting is wrong or missing.
 */
export function createSite({
  config: input,
  env = process.env,
  onEvent = () => undefined,
}: CreateSiteOptions): SiteHandler {
  const config = validateConfig(input, 'The config');
  const url = env['DATABASE_URL'] ?? '';
  if (url.trim() === '') {
    throw new UserError(
      'DATABASE_URL is not set: the site needs the PostgreSQL database of the newsletter.',
      'Set it in the settings of the host.',
    );
  }
  const secrets = parseSecrets(env['BROADSHEET_SECRET']);
  const clock = () => new Date();
  const keys = readerKeys(() => secrets);
  const store = lazyStore(() =>
    openPostgresStore({ url, clock, readerKeys: keys, connections: CONNECTIONS }),
  );
  const app = siteOf({ config, env, store, clock, onEvent });
  return {
    fetch: async (request) => app.fetch(request),
    close: () => store.close(),
  };
}
