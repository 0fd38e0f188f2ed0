import { asError } from '../../base/as-error.ts';
import type { Build, Desk } from '../desk.ts';
import type { Listener } from './listeners.ts';
import type { LiveOptions, StudioEvent } from './live.ts';

/** A half-written file mends itself sooner than this: only what stays broken is told. */
const BROKEN_MS = 60;
/** Time for the pages to fetch the letter before the gate takes the processor. */
const GATE_MS = 150;

/** What the pages know of an edition. */
interface Known {
  /** Counts the builds: what came of an older one is not told. */
  turn: number;
  build?: Build;
  shown?: { readonly content: string; readonly event: StudioEvent };
  broken?: NodeJS.Timeout;
  gate?: NodeJS.Timeout;
}

export interface Builds {
  /** Builds an edition, and tells what is new of it. Never rejects. */
  readonly refresh: (id: string) => Promise<void>;
  /** Tells a new page what there is: the letter, or that it is broken. */
  readonly greet: (id: string, listener: Listener) => void;
  /** Nobody looks at it any more. */
  readonly forget: (id: string) => void;
  readonly close: () => void;
}

type Options = Pick<LiveOptions, 'onFault'> & {
  readonly desk: Pick<Desk, 'build'>;
  readonly tell: (event: StudioEvent) => void;
};

/** Builds and checks an edition before anybody asks: loading what that takes is slow. */
export async function warmUp(
  { desk, onFault }: Omit<Options, 'tell'>,
  edition: string,
): Promise<void> {
  try {
    const built = await desk.build(edition);
    if (built.ok) await built.build.problems();
  } catch (error) {
    onFault(asError(error));
  }
}

/** Knows what the pages show of each edition that is looked at. */
export function createBuilds({ desk, tell, onFault }: Options): Builds {
  const all = new Map<string, Known>();

  const show = (known: Known, content: string, event: StudioEvent) => {
    if (known.shown?.content === content) return;
    known.shown = { content, event };
    tell(event);
  };
  const runGate = async (edition: string, build: Build) => {
    try {
      await build.problems();
      tell({ kind: 'problems', edition });
    } catch (error) {
      onFault(asError(error));
    }
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
      if (!built.ok) {
        const { message } = built;
        known.broken = setTimeout(() => {
          show(known, `broken ${message}`, { kind: 'broken', edition, message });
        }, BROKEN_MS);
        return;
      }
      const { build } = built;
      const { contentHash } = build;
      show(known, `${contentHash} ${html}`, { kind: 'letter', edition, contentHash });
      if (build === known.build) return;
      known.build = build;
      clearTimeout(known.gate);
      known.gate = setTimeout(() => void runGate(edition, build), GATE_MS);
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
    clearTimeout(known.gate);
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
