import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { asError } from '../../base/as-error.ts';
import { openMaildir } from '../../mailbox/maildir.ts';
import { deskOf, exportStudio } from '../../studio/export.ts';
import { hostsOf, newKey } from '../../studio/guard.ts';
import { createLive } from '../../studio/live/live.ts';
import { startStudio, studioApp, type Studio } from '../../studio/server.ts';
import { watchPlaces, type Watch } from '../../studio/live/watch.ts';
import type { Store } from '../../store/open.ts';
import { UserError } from '../../base/user-error.ts';
import { findEdition } from '../../app/find-edition.ts';
import { EXIT, plural, signed, type Io } from '../io.ts';
import { localDate } from '../../base/time-zone.ts';
import { openDesk } from '../../app/studio/desk.ts';
import { mailboxFolder, openWorkspace, withStore, type Workspace } from '../../app/workspace.ts';

export interface PreviewOptions {
  readonly content?: string;
  readonly port?: string;
  readonly host?: string;
  /** Lets remote pictures be fetched. */
  readonly online?: boolean;
  /** Writes the pages as files into a folder. */
  readonly export?: string;
}

const LOOPBACK = '127.0.0.1';
/** Tried first, so that the address stays the same from day to day. */
const USUAL_PORT = 4600;

/** Opens the studio until it is stopped, or writes its pages as files. */
export async function preview(
  named: string | undefined,
  options: PreviewOptions,
  io: Io,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  return withStore(workspace, io, async (store) =>
    options.export === undefined
      ? serveStudio(workspace, store, named, options, io)
      : writeStudio(workspace, store, named, { ...options, folder: options.export }, io),
  );
}

async function serveStudio(
  workspace: Workspace,
  store: Store,
  named: string | undefined,
  options: PreviewOptions,
  io: Io,
): Promise<number> {
  const { host = LOOPBACK, online = false } = options;
  const path = pathOf(workspace, named, io);
  const onFault = (error: Error) => {
    io.note(signed('error', `The studio has a fault and goes on: ${error.stack ?? error.message}`));
  };
  const desk = openDesk({
    workspace,
    io,
    store,
    maildir: await openMaildir(mailboxFolder(workspace)),
  });
  const live = createLive({
    desk,
    watch: watchOf(workspace, onFault),
    changed: desk.forget,
    onFault,
  });
  const hosts = hostsOf(host);
  const key = hosts.length > hostsOf(LOOPBACK).length ? newKey() : undefined;
  const app = studioApp({ desk, live, online, onFault, hosts, ...(key !== undefined && { key }) });
  const stop = io.stopSignal();
  try {
    const studio = await listen(app, host, options.port);
    await sayWhere(studio, host, key, path, io);
    if (!stop.aborted) await once(stop, 'abort');
    await studio.close();
  } finally {
    live.close();
  }
  return EXIT.done;
}

/** The page to begin with: of the edition that was named, or the list. */
function pathOf(workspace: Workspace, named: string | undefined, io: Io): string {
  if (named === undefined) return '';
  const { id } = findEdition(workspace, named, localDate(io.clock(), 'UTC'));
  return `editions/${encodeURIComponent(id)}/`;
}

async function listen(
  app: Parameters<typeof startStudio>[0],
  host: string,
  port: string | undefined,
): Promise<Studio> {
  if (port === undefined) {
    return startStudio(app, host, USUAL_PORT).catch(() => startStudio(app, host, 0));
  }
  const number = /^\d{1,5}$/.test(port) ? Number(port) : NaN;
  if (!(number <= 65_535)) {
    throw new UserError(`"${port}" is no port.`, 'Name a number from 0 to 65535, or leave it out.');
  }
  return startStudio(app, host, number).catch((error: unknown) => {
    throw new UserError(
      `The studio cannot listen on ${host}:${port}: ${asError(error).message}.`,
      'Leave --port out to take a free one.',
    );
  });
}

async function sayWhere(
  { port }: Studio,
  host: string,
  key: string | undefined,
  path: string,
  io: Io,
): Promise<void> {
  const shown = host === '0.0.0.0' || host === '::' ? (hostsOf(host).at(-1) ?? host) : host;
  const url = `http://${shown}:${port}/${path}${key === undefined ? '' : `?key=${key}`}`;
  io.out(signed('done', `The studio is open: ${url}`));
  if (key !== undefined && io.interactive) {
    const { renderUnicodeCompact } = await import('uqr');
    io.note(renderUnicodeCompact(url));
  }
  io.note('  Ctrl-C closes it.');
}

function watchOf(workspace: Workspace, onFault: (error: Error) => void): Watch {
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

async function writeStudio(
  workspace: Workspace,
  store: Store,
  named: string | undefined,
  { folder, online = false }: PreviewOptions & { readonly folder: string },
  io: Io,
): Promise<number> {
  const desk = openDesk({
    workspace,
    io,
    store,
    maildir: await openMaildir(mailboxFolder(workspace)),
  });
  const { id } = findEdition(workspace, named, localDate(io.clock(), 'UTC'));
  const live = { listen: () => () => undefined, close: () => undefined };
  const onFault = (error: Error) => {
    throw error;
  };
  const app = studioApp({
    desk: deskOf(desk, id),
    live,
    online,
    onFault,
    hosts: hostsOf(LOOPBACK),
  });
  const files = await exportStudio(app, resolve(workspace.root, folder));
  io.out(signed('done', `Wrote ${plural(files, 'file')} to ${folder}/: open index.html there.`));
  return EXIT.done;
}
