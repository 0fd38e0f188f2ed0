/** The sample newsletter with its real desk, and the studio over it. */
import type { Hono } from 'hono';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesk } from '../../src/app/studio/desk.ts';
import { openWorkspace } from '../../src/app/workspace.ts';
import type { DeliveryState } from '../../src/deliver/state.ts';
import { openMaildir, type Maildir } from '../../src/mailbox/maildir.ts';
import type { Desk } from '../../src/studio/desk.ts';
import { hostsOf } from '../../src/studio/guard.ts';
import { studioApp } from '../../src/studio/server.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { ROOT } from '../support/sample.ts';
import { nobodyIsDead, step } from '../store/stores.ts';

export const ID = '2023-06-14-blinken-beijing';

export interface Newsroom {
  readonly app: Hono;
  readonly desk: Desk;
  readonly maildir: Maildir;
  /** What pages threw. */
  readonly faults: Error[];
  write(edition: string, article: string): void;
  /** Makes the sample's run, of as many readers as there are states; its owner goes on or leaves. */
  send(states: readonly DeliveryState[], stays?: 'stays'): Promise<void>;
  /** The page of a path, as the studio's own pages ask for it. */
  get(
    path: string,
  ): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }>;
  close(): Promise<void>;
}

export async function openNewsroom(): Promise<Newsroom> {
  const root = mkdtempSync(join(tmpdir(), 'broadsheet-studio-'));
  cpSync(join(ROOT, 'content'), join(root, 'content'), { recursive: true });
  const config = readFileSync(join(ROOT, 'broadsheet.config.ts'), 'utf8');
  // vitest resolves imports itself, and knows no "broadsheet".
  const alone = config.replace(/^import .*$/m, 'const defineConfig = (config) => config;');
  writeFileSync(join(root, 'broadsheet.config.ts'), alone);
  const clock = () => new Date('2023-06-14T10:00:00Z');
  const store = await openStore({ kind: 'sqlite', file: ':memory:' }, clock);
  const maildir = await openMaildir(join(root, 'mailbox'));
  const workspace = openWorkspace({ cwd: root, env: {}, clock });
  const desk = openDesk({ workspace, store, maildir });
  const faults: Error[] = [];
  const app = studioApp({
    desk,
    live: { listen: () => () => undefined, close: () => undefined },
    online: false,
    hosts: hostsOf('127.0.0.1'),
    onFault: (error) => faults.push(error),
  });
  return {
    app,
    desk,
    maildir,
    faults,
    write: (edition, article) => {
      writeFileSync(join(root, 'content', `${edition}.txt`), article);
    },
    send: (states, stays) => send(store, states, stays),
    get: async (path) => {
      const answer = await app.request(`http://localhost${path}`, {
        headers: { host: 'localhost' },
      });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
    close: async () => {
      await store.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function send(
  { subscribers, runs, ledger }: Store,
  states: readonly DeliveryState[],
  stays?: 'stays',
): Promise<void> {
  const people = states.map((_, index) => ({
    email: `reader${index + 1}@${index % 3 === 0 ? 'mail.example.com' : 'example.com'}`,
    attributes: {},
  }));
  await subscribers.save(people);
  const run = await runs.create({ edition: ID, audience: 'all', contentHash: 'abc' });
  const claim = await runs.claim(run, 'elsewhere:1', 30, nobodyIsDead);
  if (claim.kind !== 'claimed') throw new Error('The run is somebody else’s.');
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
