/** The studio over the sample newsletter, with its real desk. */
import type { Hono } from 'hono';
import { openDesk, type OpenedDesk } from '../../src/app/studio/desk.ts';
import { openStoreOf, openWorkspace } from '../../src/app/workspace.ts';
import type { Environment } from '../../src/config/environment.ts';
import type { DeliveryState } from '../../src/deliver/state.ts';
import { openMaildir, type Maildir } from '../../src/mailbox/maildir.ts';
import type { Live } from '../../src/studio/live/live.ts';
import { createLetterViews } from '../../src/studio/letter/views.ts';
import { reachOf } from '../../src/studio/reach.ts';
import { studioApp, type StudioOptions } from '../../src/studio/server.ts';
import type { Store } from '../../src/store/open.ts';
import { makeNewsletter, SAMPLE_ID } from '../support/newsletter.ts';
import type { NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { nobodyIsDead, step } from '../store/stores.ts';

export const ID = SAMPLE_ID;

/** Nothing happens while it is asked. */
export const QUIET: Live = {
  listen: () => () => undefined,
  heard: () => undefined,
  moved: () => undefined,
  close: () => undefined,
};

export interface Newsroom {
  readonly app: Hono;
  /** Returns the same studio, behind a key. */
  withKey(key: string): Hono;
  readonly desk: OpenedDesk;
  readonly maildir: Maildir;
  readonly store: Store;
  readonly views: StudioOptions['views'];
  /** The errors that pages threw. */
  readonly faults: Error[];
  path(name: string): string;
  write(edition: string, article: string): void;
  /** Makes a run of the sample with a delivery for each state; with `stays` it is still sending. */
  send(states: readonly DeliveryState[], stays?: 'stays', audience?: string): Promise<void>;
  subscribe(people: readonly NewSubscriber[]): Promise<void>;
  suppress(email: string): Promise<void>;
  /** Fetches a path as the studio's own pages do. */
  get(
    path: string,
  ): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }>;
  /** Sends a form as the studio's own pages do; returns the status and where it leads. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly text: string; readonly location: string }>;
  close(): Promise<void>;
}

export async function openNewsroom(env: Environment = {}): Promise<Newsroom> {
  const newsletter = makeNewsletter();
  const clock = () => new Date('2023-06-14T10:00:00Z');
  const workspace = openWorkspace({ cwd: newsletter.folder, env, clock });
  // In a file: forms open it themselves.
  const store = await openStoreOf(workspace, { toRead: true });
  const maildir = await openMaildir(newsletter.path('mailbox'));
  const desk = openDesk({ workspace, store, maildir });
  const faults: Error[] = [];
  const views = { editions: createLetterViews(), mail: createLetterViews(1000) };
  const options: StudioOptions = {
    desk,
    views,
    live: QUIET,
    online: false,
    writers: 'here',
    hosts: reachOf('127.0.0.1').hosts,
    onFault: (error) => faults.push(error),
  };
  const app = studioApp(options);
  return {
    app,
    withKey: (key) => studioApp({ ...options, key }),
    desk,
    maildir,
    store,
    views,
    faults,
    path: (name) => newsletter.path(name),
    write: (edition, article) => {
      newsletter.write(`content/${edition}.txt`, article);
    },
    send: (states, stays, audience) => send(store, states, stays, audience),
    subscribe: async (people) => {
      await store.subscribers.save(people);
    },
    suppress: (email) => store.suppressions.add(email, 'asked by letter', 'by-hand'),
    get: async (path) => {
      const answer = await app.request(`http://localhost${path}`, {
        headers: { host: 'localhost' },
      });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
    post: async (path, fields) => {
      const answer = await app.request(`http://localhost${path}`, {
        method: 'POST',
        headers: { host: 'localhost', origin: 'http://localhost' },
        body: new URLSearchParams(fields),
      });
      const location = answer.headers.get('location') ?? '';
      return { status: answer.status, text: await answer.text(), location };
    },
    close: async () => {
      await desk.close();
      await Promise.all([views.editions.close(), views.mail.close(), store.close()]);
    },
  };
}

async function send(
  { subscribers, runs, ledger }: Store,
  states: readonly DeliveryState[],
  stays?: 'stays',
  audience = 'all',
): Promise<void> {
  const people = states.map((_, index) => ({
    email: `reader${index + 1}@${index % 3 === 0 ? 'mail.example.com' : 'example.com'}`,
    attributes: {},
  }));
  await subscribers.save(people);
  const run = await runs.create({
    edition: ID,
    audience,
    destination: 'server',
    contentHash: 'abc',
  });
  const claim = await runs.claim(run, 'elsewhere:1', 30, nobodyIsDead);
  if (claim.kind !== 'claimed') throw new Error('Another process owns the run.');
  const gone = states.flatMap((state, index) => (state === 'planned' ? [] : [{ state, index }]));
  await ledger.record(
    claim.lease,
    gone.map(({ index }) => step(index + 1, 'released')),
  );
  const ended = gone.filter(({ state }) => state !== 'released');
  await ledger.record(
    claim.lease,
    ended.map(({ state, index }) => step(index + 1, state, { reason: `it was ${state}` })),
  );
  if (stays === undefined) await runs.free(claim.lease);
}
