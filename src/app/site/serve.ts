import { asError } from '../../base/as-error.ts';
import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import { UserError } from '../../base/user-error.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import type { SiteEvent } from '../../site/options.ts';
import { startSite, type SiteServer } from '../../site/server.ts';
import type { MailEvent } from '../outbox/drain.ts';
import { openOutbox, type OpenOutbox } from '../outbox/outbox.ts';
import { eraseLetters } from '../subscribers/traces.ts';
import { openStoreOf, type Workspace } from '../workspace.ts';
import { lazyStore, portOn, type LazyStore } from './lazy-store.ts';
import { workInBackground, type BackgroundFault } from './mail-loop.ts';
import { siteOf, siteSettings } from './site-app.ts';

export type ServeEvent =
  | SiteEvent
  | MailEvent
  | BackgroundFault
  /** The database can't be used yet; requests are answered as soon as it can. */
  | { readonly kind: 'no-database'; readonly error: DatabaseUnavailableError };

export interface ServeRequest {
  /** Otherwise that of a site.url on this machine, or 4700. */
  readonly port?: string;
  /** The address to listen on; otherwise only this machine can connect. */
  readonly host?: string;
  readonly onEvent: (event: ServeEvent) => void;
}

/** Where the site's mails go: `later` is the next `send --due`. */
export type MailsGo = 'servers' | 'mailbox' | 'later';

export interface OpenedSite {
  /** Where it listens. */
  readonly address: string;
  /** Where readers reach it. */
  readonly url: string;
  readonly mails: MailsGo;
}

const LOOPBACK = '127.0.0.1';
const USUAL_PORT = 4700;
/** A stop of the process must not wait for a silent mail server; a reply takes seconds. */
const MAIL_PATIENCE_MS = 60_000;

/**
 * Serves the site while `work` lasts, and sends its mails; then finishes the requests and the mail
 * under way. Throws UserError if a setting is missing, or where it can't listen. A database that is
 * down is waited for.
 */
export async function serveSite(
  workspace: Workspace,
  { port, host = LOOPBACK, onEvent }: ServeRequest,
  work: (site: OpenedSite) => Promise<void>,
): Promise<void> {
  const config = await loadConfig(workspace.root);
  const { url } = siteSettings(config);
  const { clock, env } = workspace;
  const store = lazyStore(() => openStoreOf(workspace));
  const onErased = async (email: string) => {
    await eraseLetters(workspace, email);
  };
  const app = siteOf({ config, env, store, clock, onEvent, onErased });
  const mails = whereMailsGo(workspace, config);
  const stop = new AbortController();
  let outbox: OpenOutbox | undefined;
  try {
    await openEarly(store, onEvent);
    outbox = mails === 'later' ? undefined : await openOutboxOn(workspace, config, store, onEvent);
    const server = await listen(() => startSite(app, host, portOf(port, url)), host, port);
    const working = background(workspace, store, outbox, onEvent, stop.signal);
    await work({ address: addressOf(host, server.port), url, mails });
    stop.abort();
    await Promise.all([server.close(), withinPatience(working)]);
  } finally {
    stop.abort();
    await outbox?.close();
    await store.close();
  }
}

/** A mistake in the settings is reported at once; a database that is down may come back. */
async function openEarly(store: LazyStore, onEvent: ServeRequest['onEvent']): Promise<void> {
  try {
    await store.open();
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    onEvent({ kind: 'no-database', error });
  }
}

/**
 * A trial on this machine has the built-in mailbox. Where real readers sign up, nobody would look for
 * their mails there.
 */
function whereMailsGo({ env }: Workspace, config: Config): MailsGo {
  if ((env['SMTP_URL'] ?? '').trim() !== '') return 'servers';
  const isTrial = siteSettings(config).url.startsWith('http:') && !env['DATABASE_URL'];
  return isTrial ? 'mailbox' : 'later';
}

function openOutboxOn(
  workspace: Workspace,
  config: Config,
  store: LazyStore,
  onEvent: ServeRequest['onEvent'],
): Promise<OpenOutbox> {
  const ports = {
    outbox: portOn(store, 'outbox'),
    lateDeliveries: portOn(store, 'lateDeliveries'),
    suppressions: portOn(store, 'suppressions'),
    readers: portOn(store, 'readers'),
    signUps: portOn(store, 'signUps'),
  };
  return openOutbox(workspace, config, ports, onEvent);
}

async function background(
  { clock }: Workspace,
  store: LazyStore,
  outbox: OpenOutbox | undefined,
  onEvent: ServeRequest['onEvent'],
  signal: AbortSignal,
): Promise<void> {
  const queue = portOn(store, 'outbox');
  const ports = { outbox: queue, signUps: portOn(store, 'signUps') };
  await workInBackground({ outbox, ports, clock, onFault: onEvent }, signal);
}

async function withinPatience(working: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, MAIL_PATIENCE_MS);
  });
  await Promise.race([working, patience]);
  clearTimeout(timer);
}

function portOf(port: string | undefined, url: string): number {
  if (port === undefined) {
    const own = new URL(url);
    return own.protocol === 'http:' ? Number(own.port || 80) : USUAL_PORT;
  }
  const number = /^\d{1,5}$/.test(port) ? Number(port) : NaN;
  if (number <= 65_535) return number;
  throw new UserError(`"${port}" is not a port.`, 'Pass a number from 0 to 65535, or omit --port.');
}

async function listen(
  start: () => Promise<SiteServer>,
  host: string,
  port: string | undefined,
): Promise<SiteServer> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code, message } = asError(error) as NodeJS.ErrnoException;
    const isPort = code === 'EADDRINUSE' || code === 'EACCES';
    throw new UserError(
      `The site can't listen on ${host}${port === undefined ? '' : `:${port}`}: ${message}.`,
      isPort
        ? 'Stop the program that uses the port, or pass another one to --port.'
        : 'Pass an address of this machine to --host, or 0.0.0.0 for all of them.',
    );
  }
}

function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
