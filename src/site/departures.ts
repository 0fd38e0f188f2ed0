/** How readers are taken off the list: many at once, and with an eye on scanners. */
import { asError } from '../base/as-error.ts';
import { DatabaseUnavailableError } from '../base/database-unavailable.ts';
import { inGroups } from '../base/in-groups.ts';
import { BURST } from '../subscribers/bursts.ts';
import type { Left, Leaving } from '../subscribers/readers.ts';
import type { Site } from './options.ts';

/** Takes a reader off the list; resolves when that is durable. */
export type Leave = (leaving: Leaving) => Promise<Left>;

/** A transaction of more would let those behind it wait too long. */
const MOST_AT_ONCE = 200;

/** Makes the function that takes readers off the list; those who leave at one time share a commit. */
export function departures(site: Site): Leave {
  const watch = watchBursts(site);
  return inGroups(async (group) => {
    const outcomes = await site.ports.readers.leave(group);
    if (outcomes.includes('left')) watch();
    return outcomes;
  }, MOST_AT_ONCE);
}

const CHECK_EVERY_MS = 5000;
/** A domain is not reported again within this time. */
const QUIET_MS = 60 * 60_000;

/**
 * Makes a function to call after departures: it reports a domain so many of whose readers leave
 * within minutes that a scanner may have followed their links. Looks at most every few seconds, and
 * once more after the last departure.
 */
function watchBursts({ ports, clock, onEvent }: Site): () => void {
  const told = new Map<string, number>();
  let state: 'idle' | 'resting' | 'due' = 'idle';

  const look = async () => {
    const now = clock().getTime();
    for (const [domain, at] of told) if (now - at > QUIET_MS) told.delete(domain);
    const since = new Date(now - BURST.withinSeconds * 1000);
    for (const burst of await ports.bursts.since(since, BURST.atLeast, BURST.share)) {
      if (told.has(burst.domain)) continue;
      told.set(burst.domain, now);
      onEvent({ kind: 'burst', ...burst });
    }
  };
  const lookAndRest = () => {
    state = 'resting';
    look().catch((error: unknown) => {
      const kind = error instanceof DatabaseUnavailableError ? 'unavailable' : 'fault';
      onEvent({ kind, route: 'the watch for bursts', error: asError(error) });
    });
    setTimeout(() => {
      if (state === 'due') lookAndRest();
      else state = 'idle';
    }, CHECK_EVERY_MS).unref();
  };
  return () => {
    if (state === 'idle') lookAndRest();
    else state = 'due';
  };
}
