import { asError } from '../../base/as-error.ts';
import type { Desk } from '../desk.ts';
import type { StudioEvent } from './events.ts';

const EVERY_MS = 30_000;

export interface StandingWatchOptions {
  readonly desk: Pick<Desk, 'standings'>;
  /** The editions that are on the screen. */
  readonly followed: () => readonly string[];
  readonly tell: (event: StudioEvent) => void;
  readonly onFault: (error: Error) => void;
  readonly everyMs?: number;
}

/**
 * Tells when the hour of an edition on the screen has come or has passed: nothing is written then.
 * Returns what ends it.
 */
export function watchStandings(options: StandingWatchOptions): () => void {
  const { desk, followed, tell, onFault, everyMs = EVERY_MS } = options;
  let last: ReadonlyMap<string, string> = new Map();
  const look = async () => {
    const standings = await desk.standings(followed());
    const now = new Map(Array.from(standings, ([id, each]) => [id, JSON.stringify(each)]));
    for (const [edition, standing] of now) {
      const before = last.get(edition);
      if (before !== undefined && before !== standing) tell({ kind: 'run', edition });
    }
    last = now;
  };
  const timer = setInterval(() => {
    if (followed().length === 0) return;
    look().catch((error: unknown) => {
      onFault(asError(error));
    });
  }, everyMs);
  return () => {
    clearInterval(timer);
  };
}
