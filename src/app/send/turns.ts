import type { Config } from '../../config/schema.ts';
import type { Hours } from '../../deliver/runs.ts';
import { pending } from '../../deliver/state.ts';
import type { Edition } from '../../edition/edition.ts';
import type { SendTime } from '../../schedule/send-time.ts';
import { instantsByZone, latenessOf, timelinessAt } from '../../schedule/when.ts';
import type { Store } from '../../store/open.ts';
import type { Scheduled } from '../timetable.ts';
import { AUDIENCE } from './sending.ts';

/** What is to be done with an edition now. */
export type Turn = Scheduled &
  (
    | { readonly kind: 'go-on' | 'send' | 'send-late' | 'held' | 'skipped' }
    /** Its run is open, and everybody whose hour has come has it. */
    | { readonly kind: 'waiting'; readonly until: Date }
    | { readonly kind: 'early'; readonly until: Date }
  );

const LATE = { send: 'send-late', hold: 'held', skip: 'skipped' } as const;

/**
 * Returns what is to be done with each edition of a timetable, those with an open run first;
 * finished runs, and editions too old to begin with, are left out.
 */
export async function turnsOf(
  scheduled: readonly Scheduled[],
  config: Config,
  store: Store,
  now: Date,
): Promise<readonly Turn[]> {
  const zones = await zonesOf(config, store);
  const turns: Turn[] = [];
  for (const each of scheduled) {
    const turn = await turnOf(each, zones, config, store, now);
    if (turn) turns.push(turn);
  }
  return [
    ...turns.filter(({ kind }) => kind === 'go-on'),
    ...turns.filter(({ kind }) => kind !== 'go-on'),
  ];
}

async function turnOf(
  scheduled: Scheduled,
  zones: readonly string[],
  config: Config,
  { runs }: Store,
  now: Date,
): Promise<Turn | undefined> {
  const { edition, when } = scheduled;
  const lateness = latenessOf(config);
  const begins = firstHour(when, zones);
  const timeliness = timelinessAt(begins, when.at, now, lateness);
  if (timeliness === 'early') return { ...scheduled, kind: 'early', until: begins };
  if (timeliness === 'history') return undefined;
  const run = await runs.find(edition, AUDIENCE, 'server');
  if (!run) return { ...scheduled, kind: timeliness === 'due' ? 'send' : LATE[lateness.policy] };
  const states = await runs.tally(run);
  if (pending(states) + states.released === 0) return undefined;
  const hasDue = await runs.hasDue(run, now);
  const until = await runs.nextRetry(run);
  if (hasDue || states.released > 0 || !until) return { ...scheduled, kind: 'go-on' };
  return { ...scheduled, kind: 'waiting', until };
}

/** The zones whose own hours count, besides the newsletter's. */
async function zonesOf({ audience }: Config, { subscribers }: Store): Promise<readonly string[]> {
  return audience.timeZone === 'subscriber' ? subscribers.timeZones() : [];
}

/** Returns when each letter of an edition can be sent, unless all are due at once. */
export async function ownHours(
  { when }: Edition,
  config: Config,
  store: Store,
): Promise<Hours | undefined> {
  if (!when || config.audience.timeZone !== 'subscriber') return undefined;
  return instantsByZone(when, await zonesOf(config, store));
}

/** When the first subscriber's hour comes. */
function firstHour(when: SendTime, zones: readonly string[]): Date {
  const hours = instantsByZone(when, zones);
  const instants = [hours.otherwise, ...hours.zones.values()].map((each) => each.getTime());
  return new Date(Math.min(...instants));
}
