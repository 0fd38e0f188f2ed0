import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { packageFolder } from '../base/program.ts';
import { parseSecrets } from '../base/secrets.ts';
import type { Environment } from '../config/environment.ts';
import type { OpenOptions, Store, StoreLocation } from '../store/open.ts';
import { readerKeys, type ReaderKeys } from '../subscribers/reader-keys.ts';

/** What the world outside hands to the use cases. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Environment;
  readonly clock: () => Date;
}

/** The folders of a newsletter, and the surroundings it is worked on in. */
export interface Workspace extends Pick<Surroundings, 'env' | 'clock'> {
  readonly root: string;
  readonly content: string;
  /** Where the database and the mailbox are kept. */
  readonly data: string;
  readonly dist: string;
  /** Where themes are looked for, in order. */
  readonly templates: readonly string[];
  /** A path as messages show it. */
  readonly show: (path: string) => string;
}

/**
 * Names the folders of the newsletter in a folder. `content` is where its editions are, otherwise
 * content/.
 */
export function openWorkspace({ cwd, env, clock }: Surroundings, content?: string): Workspace {
  return {
    env,
    clock,
    root: cwd,
    content: resolve(cwd, content ?? 'content'),
    data: resolve(cwd, dataFolder(env['BROADSHEET_DATA'])),
    dist: join(cwd, 'dist'),
    templates: [...new Set([join(cwd, 'templates'), join(packageFolder(), 'templates')])],
    show: (path) => {
      const shown = relative(cwd, path);
      return shown.startsWith('..') ? path : shown;
    },
  };
}

/** An empty variable, such as a compose file sets, is none: it must not mean the newsletter's folder. */
function dataFolder(variable = ''): string {
  return variable.trim() === '' ? '.broadsheet' : variable;
}

/**
 * Returns where the newsletter's database is: the PostgreSQL that DATABASE_URL names, or a file.
 */
export function storeLocation({ data, env }: Workspace): StoreLocation {
  const url = env['DATABASE_URL'];
  return url
    ? { kind: 'postgres', url }
    : { kind: 'sqlite', file: join(data, 'broadsheet.sqlite') };
}

/** Returns the newsletter's database as messages show it, without its password. */
export function databaseName(workspace: Workspace): string {
  const where = storeLocation(workspace);
  if (where.kind === 'sqlite') return workspace.show(where.file);
  const url = URL.parse(where.url);
  return url ? `${url.host}${url.pathname}` : 'DATABASE_URL';
}

/**
 * Returns whether the newsletter has a database already: opening a file that is not there makes it.
 */
export function hasStore(workspace: Workspace): boolean {
  const where = storeLocation(workspace);
  return where.kind === 'postgres' || existsSync(where.file);
}

/** Opens the newsletter's database, for the caller to close. */
export async function openStoreOf(workspace: Workspace, options?: OpenOptions): Promise<Store> {
  const { openStore } = await import('../store/open.ts');
  return openStore(storeLocation(workspace), workspace.clock, {
    ...options,
    readerKeys: readerKeysOf(workspace.env),
  });
}

/** The keys of readers, which BROADSHEET_SECRET makes; without one, ids are hashes. */
function readerKeysOf({ BROADSHEET_SECRET: secret = '' }: Environment): ReaderKeys {
  return readerKeys(() => (secret.trim() === '' ? [] : parseSecrets(secret)));
}

/** Opens the newsletter's database for the length of some work. */
export async function withStore<T>(
  workspace: Workspace,
  work: (store: Store) => Promise<T>,
  options?: OpenOptions,
): Promise<T> {
  const store = await openStoreOf(workspace, options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Returns the folder of the built-in mailbox. */
export function mailboxFolder(workspace: Workspace): string {
  return join(workspace.data, 'mailbox');
}

/** Returns the sample list for a first trial, if there is one. */
export function sampleList(workspace: Workspace): string | undefined {
  const file = join(workspace.content, 'subscribers.example.csv');
  return existsSync(file) ? file : undefined;
}
