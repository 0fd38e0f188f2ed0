import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asError } from '../../base/as-error.ts';
import { localDate } from '../../base/time-zone.ts';
import { UserError } from '../../base/user-error.ts';
import { loadConfig } from '../../config/load.ts';
import { openMaildir } from '../../mailbox/maildir.ts';
import type { Desk } from '../../studio/desk.ts';
import { deskOf, exportStudio } from '../../studio/export.ts';
import { createLetterViews } from '../../studio/letter/views.ts';
import { createLive } from '../../studio/live/live.ts';
import { watchPlaces, type WatchFiles } from '../../studio/live/watch-files.ts';
import { editionPath } from '../../studio/paths.ts';
import { reachOf } from '../../studio/reach.ts';
import { newKey } from '../../studio/sessions.ts';
import type { Store } from '../../store/open.ts';
import { startStudio, studioApp, type Studio, type StudioOptions } from '../../studio/server.ts';
import { editionById, findEdition } from '../editions.ts';
import { mailboxFolder, withStore, type Workspace } from '../workspace.ts';
import { openDesk } from './desk.ts';

export interface StudioRequest {
  /** The edition to open first; otherwise the list of them. */
  readonly edition?: string | undefined;
  /** Otherwise 4600, or a free one. */
  readonly port?: string;
  /** The address to listen on; otherwise only this machine can connect. */
  readonly host?: string;
  /** Lets remote pictures be fetched. */
  readonly online?: boolean;
  /** Lets other devices write and send, not only look. */
  readonly write?: boolean;
  /** Hears of a fault that the studio survives. */
  readonly onFault: (error: Error) => void;
  /** Hears of each browser on another machine that has opened the studio, with its address. */
  readonly onBrowser: (address: string) => void;
}

export interface OpenedStudio {
  /** Where to open it, with the key where other devices can connect. */
  readonly url: string;
  /** Other devices can connect. */
  readonly shared: boolean;
  /** Whether letters go, or are about to: they stop after those under way when `work` ends. */
  readonly underWay: () => 'waiting' | 'sending' | undefined;
}

const LOOPBACK = '127.0.0.1';
/** Tried first, so that the address stays the same from day to day. */
const USUAL_PORT = 4600;
/** Another port helps: this one is taken, or needs a permission. */
const PORT_FAULTS = ['EADDRINUSE', 'EACCES'];

/**
 * Serves the studio while `work` lasts. Throws UserError if there is no such edition, or where
 * the studio can't listen.
 */
export async function serveStudio(
  workspace: Workspace,
  options: StudioRequest,
  work: (studio: OpenedStudio) => Promise<void>,
): Promise<void> {
  const { host = LOOPBACK, online = false, write = false, onFault, onBrowser } = options;
  const { hosts, shown, shared } = reachOf(host);
  if (write && !shared) throw nobodyElse();
  const path = await firstPage(workspace, options.edition);
  const serve = async (store: Store) => {
    const maildir = await openMaildir(mailboxFolder(workspace));
    const onWritten = (path: string) => {
      live.heard(path);
    };
    const onSending = (edition: string) => {
      live.moved(edition);
    };
    const desk = openDesk({ workspace, store, maildir, onWritten, onSending, onFault });
    const watch = watchOf(workspace, onFault);
    const live = createLive({ desk, watch, changed: desk.forget, onFault });
    const key = shared ? { key: newKey() } : undefined;
    const views = openViews();
    const writers = write ? 'everybody' : 'here';
    const access = { hosts, writers, onBrowser, ...key } as const;
    const app = studioApp({ desk, live, views, online, onFault, ...access });
    try {
      const studio = await listen(app, host, options.port);
      readAhead(desk, onFault);
      const address = `http://${shown}:${studio.port}/${path}`;
      await work({
        url: `${address}${key ? `?key=${key.key}` : ''}`,
        shared,
        underWay: desk.underWay,
      });
      // Its pages show how the last letters go.
      await desk.close();
      await studio.close();
    } finally {
      await desk.close();
      live.close();
      await closeViews(views);
    }
  };
  // Forms that change the list open the database themselves.
  await withStore(workspace, serve, { toRead: true });
}

/** Writes the studio's pages of an edition into a folder; returns how many files. */
export async function writeStudio(
  workspace: Workspace,
  named: string | undefined,
  folder: string,
  { online = false }: { readonly online?: boolean } = {},
): Promise<number> {
  const write = async (store: Store) => {
    const maildir = await openMaildir(mailboxFolder(workspace));
    const desk = openDesk({ workspace, store, maildir, withoutReaders: true });
    const id = await editionOf(workspace, named);
    const nothing = () => undefined;
    const live = { listen: () => nothing, heard: nothing, moved: nothing, close: nothing };
    const onFault = (error: Error) => {
      throw error;
    };
    const { hosts } = reachOf(LOOPBACK);
    const views = openViews();
    const writers = 'nobody';
    const app = studioApp({ desk: deskOf(desk, id), live, views, online, onFault, hosts, writers });
    try {
      return await exportStudio(app, resolve(workspace.root, folder));
    } finally {
      await closeViews(views);
    }
  };
  return withStore(workspace, write, { toRead: true });
}

/** The first page comes before. */
const READ_AHEAD_MS = 1000;

/** Reads what the editions say, so that the first search does not wait for hundreds of files. */
function readAhead(desk: Desk, onFault: StudioRequest['onFault']): void {
  const read = async () => {
    await sleep(READ_AHEAD_MS, undefined, { ref: false });
    await desk.subjects((await desk.editions()).map(({ id }) => id));
  };
  read().catch((error: unknown) => {
    onFault(asError(error));
  });
}

function openViews(): StudioOptions['views'] {
  return { editions: createLetterViews(), mail: createLetterViews() };
}

async function closeViews({ editions, mail }: StudioOptions['views']): Promise<void> {
  await Promise.all([editions.close(), mail.close()]);
}

async function firstPage(workspace: Workspace, named: string | undefined): Promise<string> {
  return named === undefined ? '' : editionPath(await editionOf(workspace, named));
}

/**
 * Returns the id of an edition, otherwise of the newest. Throws UserError unless it is in the content
 * folder: the studio shows no other.
 */
async function editionOf(workspace: Workspace, named: string | undefined): Promise<string> {
  const timeZone = await loadConfig(workspace.root).then(
    (config) => config.timeZone,
    () => 'UTC',
  );
  const { id, path } = findEdition(workspace, named, localDate(workspace.clock(), timeZone));
  if (editionById(workspace, id)?.path === path) return id;
  throw new UserError(
    `${workspace.show(path)} is not in ${workspace.show(workspace.content)}/.`,
    'Pass the folder that it is in as --content.',
  );
}

async function listen(
  app: Parameters<typeof startStudio>[0],
  host: string,
  port: string | undefined,
): Promise<Studio> {
  const number = port === undefined || !/^\d{1,5}$/.test(port) ? NaN : Number(port);
  if (port !== undefined && !(number <= 65_535)) {
    throw new UserError(
      `"${port}" is not a port.`,
      'Pass a number from 0 to 65535, or omit --port.',
    );
  }
  if (host === '' || host.includes('%')) throw noSuchHost(host, 'no browser can open it');
  try {
    return await startStudio(app, host, port === undefined ? USUAL_PORT : number);
  } catch (error) {
    const { code, message } = asError(error) as NodeJS.ErrnoException;
    if (!PORT_FAULTS.includes(code ?? '')) throw noSuchHost(host, message);
    if (port === undefined) return startStudio(app, host, 0);
    throw new UserError(
      code === 'EADDRINUSE'
        ? `The studio can't listen on ${host}:${port}: another program, perhaps another studio, uses this port.`
        : `The studio can't listen on ${host}:${port}: ${message}.`,
      'Omit --port to use a free one.',
    );
  }
}

function nobodyElse(): UserError {
  return new UserError(
    '--write lets other devices write and send, and none can connect to this studio.',
    'Add --host 0.0.0.0, or omit --write: this machine may always write.',
  );
}

function noSuchHost(host: string, why: string): UserError {
  return new UserError(
    `The studio can't listen on "${host}": ${why}.`,
    'Pass an address of this machine to --host, or 0.0.0.0 for all of them.',
  );
}

function watchOf(workspace: Workspace, onFault: (error: Error) => void): WatchFiles {
  const { root, content, data, templates } = workspace;
  const sources = [content, ...templates, join(root, 'broadsheet.config.ts'), join(root, '.env')];
  return watchPlaces(
    [
      ...sources.map((path) => ({ kind: 'source', path }) as const),
      { kind: 'mailbox', path: join(mailboxFolder(workspace), 'new') },
      { kind: 'ledger', path: join(data, 'broadsheet.sqlite-wal') },
    ],
    onFault,
  );
}
