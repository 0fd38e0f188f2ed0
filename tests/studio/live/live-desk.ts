/** A newsletter in a folder and a desk over its files: an edition's letter is its file's text. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { vi } from 'vitest';
import type { Build, Built, Desk } from '../../../src/studio/desk.ts';
import type { RunView } from '../../../src/studio/standing.ts';
import type { StudioEvent } from '../../../src/studio/live/events.ts';
import { createLive, type Live } from '../../../src/studio/live/live.ts';
import { watchPlaces } from '../../../src/studio/live/watch-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** How often something was done. */
interface Counts {
  builds: number;
  polls: number;
  /** Bursts of changed sources. */
  changes: number;
}

export interface LiveDesk {
  readonly live: Live;
  /** What was told, as "kind edition". */
  readonly told: string[];
  readonly faults: Error[];
  readonly counts: Readonly<Counts>;
  /** The hash of the letter that was told last. */
  readonly hash: string | undefined;
  /** What the ledger says. */
  run: RunView | undefined;
  look(edition: string | undefined): () => void;
  write(file: string, text: string): void;
  path(file: string): string;
  /** Lists the ids of the editions. */
  list(): readonly string[];
  /** Waits until an event was told, and forgets all that was told. */
  heard(event: string): Promise<void>;
  /** Waits until something was done once more than `before`, with all that it leads to at once. */
  done(what: keyof Counts, before: number): Promise<void>;
  close(): void;
}

type RealDesk = Pick<Desk, 'editions' | 'build' | 'run' | 'standings'>;

const PATIENCE = { timeout: 30_000, interval: 5 };

/**
 * Opens a newsletter of some articles. One that begins with "broken" cannot be built, and one that
 * begins with "throws" throws.
 */
export function openLiveDesk(articles: Readonly<Record<string, string>>): LiveDesk {
  const root = temporaryFolder();
  const path = (file: string) => join(root, file);
  const write = (file: string, text: string) => {
    writeFileSync(path(file), text);
  };
  for (const folder of ['content', 'mailbox']) mkdirSync(path(folder));
  for (const [id, text] of Object.entries(articles)) write(`content/${id}.txt`, text);
  const list = () => readdirSync(path('content')).map((file) => basename(file, '.txt'));
  const built = new Map<string, Built>();
  const counts: Counts = { builds: 0, polls: 0, changes: 0 };
  const desk: RealDesk = {
    editions: () => {
      return Promise.resolve(list().map((id) => ({ id, date: '2026-01-01' })));
    },
    build: (id) => {
      const known = built.get(id);
      if (known) return Promise.resolve(known);
      counts.builds++;
      const text = readFileSync(path(`content/${id}.txt`), 'utf8');
      if (text.startsWith('throws')) return Promise.reject(new Error(text));
      const made = buildOf(text);
      built.set(id, made);
      return Promise.resolve(made);
    },
    standings: () => Promise.resolve(new Map()),
    run: () => {
      counts.polls++;
      return Promise.resolve(self.run);
    },
  };
  const faults: Error[] = [];
  const told: string[] = [];
  let hash: string | undefined;
  const hear = (event: StudioEvent) => {
    if (event.kind === 'letter') hash = event.contentHash;
    told.push('edition' in event ? `${event.kind} ${event.edition}` : event.kind);
  };
  const live = createLive({
    desk,
    watch: watchPlaces(
      [
        { kind: 'source', path: path('content') },
        { kind: 'mailbox', path: path('mailbox') },
        { kind: 'ledger', path: path('ledger.sqlite-wal') },
      ],
      (error) => faults.push(error),
    ),
    changed: () => {
      counts.changes++;
      built.clear();
    },
    onFault: (error) => faults.push(error),
  });
  const self: LiveDesk = {
    live,
    told,
    faults,
    counts,
    get hash() {
      return hash;
    },
    run: undefined,
    path,
    list,
    write,
    look: (edition) => live.listen(edition, hear),
    heard: async (event) => {
      await vi.waitFor(() => {
        if (!told.includes(event)) throw new Error(`${event} is not among ${told.join(', ')}`);
      }, PATIENCE);
      told.length = 0;
    },
    done: async (what, before) => {
      await vi.waitFor(() => {
        if (counts[what] <= before) throw new Error(`${what} stay at ${before}`);
      }, PATIENCE);
      await nextTurn();
    },
    close: () => {
      live.close();
    },
  };
  return self;
}

function buildOf(text: string): Built {
  if (text.startsWith('broken') || text === '')
    return { ok: false, failure: { kind: 'mistake', message: text, remedy: 'Fix it.' } };
  const build: Pick<Build, 'contentHash' | 'letter' | 'problems'> = {
    contentHash: `hash of ${text}`,
    letter: (who) =>
      Promise.resolve({
        who,
        recipient: 'ada@example.com',
        html: text,
        text,
        mjml: text,
        raw: Buffer.from(text),
      }),
    problems: () =>
      text.includes('check fault') ? Promise.reject(new Error('check fault')) : Promise.resolve([]),
  };
  return { ok: true, build: build as Build };
}
