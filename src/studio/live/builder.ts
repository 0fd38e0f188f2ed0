import { asError } from '../../base/as-error.ts';
import type { Build, Built, Desk } from '../desk.ts';
import type { Listener, StudioEvent } from './events.ts';

/** An editor finishes a half-written file within this time: what is broken longer is reported. */
const BROKEN_MS = 60;
/** The pages fetch the letter before the checks take the processor. */
const CHECKS_MS = 150;

/** What the pages know of an edition. */
interface Known {
  /** Counts the builds: the result of an older one is dropped. */
  turn: number;
  build?: Build;
  shown?: { readonly content: string; readonly event: StudioEvent };
  broken?: NodeJS.Timeout;
  checks?: NodeJS.Timeout;
}

export interface Builder {
  /** Builds an edition, and tells what has changed. Never rejects. */
  readonly refresh: (id: string) => Promise<void>;
  /** Tells a new page whether there is a letter, or that the edition is broken. */
  readonly greet: (id: string, listener: Listener) => void;
  /** Forgets an edition that no page shows. */
  readonly forget: (id: string) => void;
  readonly close: () => void;
}

export interface BuilderOptions {
  readonly desk: Pick<Desk, 'build'>;
  readonly tell: (event: StudioEvent) => void;
  readonly onFault: (error: Error) => void;
}

/** Builds and checks an edition ahead of time: loading the code for that is slow. */
export async function warmUp(
  { desk, onFault }: Omit<BuilderOptions, 'tell'>,
  edition: string,
): Promise<void> {
  try {
    const built = await desk.build(edition);
    if (built.ok) await built.build.problems();
  } catch (error) {
    onFault(asError(error));
  }
}

/** Builds the editions that pages show, and tells the pages what has changed. */
export function createBuilder({ desk, tell, onFault }: BuilderOptions): Builder {
  const all = new Map<string, Known>();

  const show = (known: Known, content: string, event: StudioEvent) => {
    if (known.shown?.content === content) return;
    known.shown = { content, event };
    tell(event);
  };
  const check = async (edition: string, build: Build) => {
    try {
      await build.problems();
      tell({ kind: 'problems', edition });
    } catch (error) {
      onFault(asError(error));
    }
  };
  const showBroken = (known: Known, edition: string, built: Built) => {
    known.broken = setTimeout(() => {
      show(known, JSON.stringify(built), { kind: 'broken', edition });
    }, BROKEN_MS);
  };
  const showLetter = (known: Known, edition: string, build: Build, html: string) => {
    const { contentHash } = build;
    show(known, `${contentHash} ${html}`, { kind: 'letter', edition, contentHash });
    if (build === known.build) return;
    known.build = build;
    clearTimeout(known.checks);
    known.checks = setTimeout(() => void check(edition, build), CHECKS_MS);
  };
  const refresh = async (edition: string) => {
    const known = all.get(edition) ?? { turn: 0 };
    all.set(edition, known);
    const turn = ++known.turn;
    clearTimeout(known.broken);
    try {
      const built = await desk.build(edition);
      const html = built.ok ? (await built.build.letter('nobody')).html : '';
      if (turn !== known.turn) return;
      if (built.ok) showLetter(known, edition, built.build, html);
      else showBroken(known, edition, built);
    } catch (error) {
      onFault(asError(error));
    }
  };
  const forget = (edition: string) => {
    const known = all.get(edition);
    if (known === undefined) return;
    all.delete(edition);
    known.turn++;
    clearTimeout(known.broken);
    clearTimeout(known.checks);
  };
  const close = () => {
    for (const edition of all.keys()) forget(edition);
  };
  const greet = (edition: string, listener: Listener) => {
    const event = all.get(edition)?.shown?.event;
    if (event) listener(event);
    else void refresh(edition);
  };
  return { refresh, greet, forget, close };
}
