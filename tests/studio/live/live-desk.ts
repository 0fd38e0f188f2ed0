/** A newsletter in a folder and a desk over its files: an edition's letter is its file's text. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { vi } from 'vitest';
import type { Build, Built, Desk, RunView } from '../../../src/studio/desk.ts';
import { createLive, type Live, type StudioEvent } from '../../../src/studio/live/live.ts';
import { watchPlaces } from '../../../src/studio/live/watch.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

export interface LiveDesk {
  readonly live: Live;
  /** What was told, as "kind edition". */
  readonly told: string[];
  readonly events: StudioEvent[];
  readonly faults: Error[];
  /** How often an edition was built, and a gate was run. */
  readonly counts: { builds: number; gates: number; polls: number };
  /** What the ledger says. */
  run: RunView | undefined;
  look(edition: string | undefined): () => void;
  write(file: string, text: string): void;
  path(file: string): string;
  /** The ids of the editions. */
  list(): readonly string[];
  /** Waits until something was told, and forgets all of it. */
  heard(event: string): Promise<void>;
  close(): void;
}

type RealDesk = Pick<Desk, 'editions' | 'build' | 'run'>;

/** An article that begins with "broken" cannot be built, one with "throws" throws. */
export function openLiveDesk(): LiveDesk {
  const root = temporaryFolder();
  const path = (file: string) => join(root, file);
  for (const folder of ['content', 'mailbox']) mkdirSync(path(folder));
  const list = () => readdirSync(path('content')).map((file) => basename(file, '.txt'));
  const built = new Map<string, Built>();
  const counts = { builds: 0, gates: 0, polls: 0 };
  const desk: RealDesk = {
    editions: () => {
      return Promise.resolve(list().map((id) => ({ id, date: '2026-01-01', future: false })));
    },
    build: (id) => {
      const known = built.get(id);
      if (known) return Promise.resolve(known);
      counts.builds++;
      const text = readFileSync(path(`content/${id}.txt`), 'utf8');
      if (text.startsWith('throws')) return Promise.reject(new Error(text));
      const made = buildOf(text, counts);
      built.set(id, made);
      return Promise.resolve(made);
    },
    run: () => {
      counts.polls++;
      return Promise.resolve(self.run);
    },
  };
  const faults: Error[] = [];
  const events: StudioEvent[] = [];
  const told: string[] = [];
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
      built.clear();
    },
    onFault: (error) => faults.push(error),
  });
  const self: LiveDesk = {
    live,
    told,
    events,
    faults,
    counts,
    run: undefined,
    path,
    list,
    look: (edition) =>
      live.listen(edition, (event) => {
        events.push(event);
        told.push('edition' in event ? `${event.kind} ${event.edition}` : event.kind);
      }),
    write: (file, text) => {
      writeFileSync(path(file), text);
    },
    heard: async (event) => {
      await vi.waitFor(
        () => {
          if (!told.includes(event)) throw new Error(`${event} is not among ${told.join(', ')}`);
        },
        { timeout: 4000, interval: 5 },
      );
      told.length = 0;
    },
    close: () => {
      live.close();
    },
  };
  return self;
}

function buildOf(text: string, counts: { gates: number }): Built {
  if (text.startsWith('broken') || text === '') return { ok: false, message: text, problems: [] };
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
    problems: () => {
      counts.gates++;
      if (text.includes('gate fault')) return Promise.reject(new Error('gate fault'));
      return Promise.resolve([]);
    },
  };
  return { ok: true, build: build as Build };
}
