import type { Config } from '../../config/schema.ts';
import type { Hours } from '../../deliver/runs.ts';
import { pending, sumTallies } from '../../deliver/state.ts';
import type { Problem } from '../../base/problem.ts';
import type { Run } from '../../deliver/ledger.ts';
import { audienceOf } from '../../edition/audience.ts';
import type { Edition } from '../../edition/edition.ts';
import type { SendTime } from '../../schedule/send-time.ts';
import { instantsByZone, latenessOf, timelinessAt } from '../../schedule/when.ts';
import type { Store } from '../../store/open.ts';
import type { Segment } from '../../subscribers/segment.ts';
import type { Scheduled, Timetable } from '../timetable.ts';

/** What is to be done with an edition now. */
export type Turn = Scheduled &
  (
    | { readonly kind: 'go-on' | 'send' | 'send-late' }
    /** Somebody holds it: its front matter has "hold:". */
    | { readonly kind: 'held' }
    /** It is too late to go out by itself: it is reported until somebody sends it, or skipped. */
    | { readonly kind: 'missed' | 'skipped' }
    /** A file that is no edition looks like one, and may be meant in its place. */
    | { readonly kind: 'doubtful' }
    /** Its run is open, and no letter may go before a time: `deferred`, or each at its own hour. */
    | { readonly kind: 'waiting'; readonly until: Date; readonly deferred: number }
    /** Its run is open, and so many subscribers wait, but the edition no longer exists. */
    | { readonly kind: 'missing'; readonly left: number }
    | { readonly kind: 'early'; readonly until: Date }
  );

export interface Turns {
  /** Those with an open run first. */
  readonly turns: readonly Turn[];
  /** Of editions with an open run, beside those of the timetable. */
  readonly problems: readonly Problem[];
}

const LATE = { send: 'send-late', hold: 'missed', skip: 'skipped' } as const;
const WEEK = 7 * 24 * 3_600_000;

/**
 * Returns what is to be done with each edition of a timetable, and with every other edition whose
 * run began in the last week and is still open: what has begun is finished, whatever the schedule
 * says by now. `exists` tells whether content/ has an edition. Finished runs, and editions too old
 * to begin with, are left out.
 */
export async function turnsOf(
  timetable: Timetable,
  exists: (edition: string) => boolean,
  config: Config,
  store: Store,
  now: Date,
): Promise<Turns> {
  const zonesFor = zonesByAudience(config, store);
  const since = new Date(now.getTime() - WEEK);
  const begun = await store.runs.since(since, 'server');
  const runs = Map.groupBy(begun, ({ edition }) => edition);
  const turns: Turn[] = [];
  for (const each of timetable.scheduled) {
    const found = runs.get(each.edition) ?? [];
    const hasRun = found.some(({ audience }) => audience === each.audience);
    // One that began for another audience is not forgotten: sending refuses it aloud.
    const turn =
      (await firstOpen(found, each, store, now)) ??
      (hasRun ? undefined : await turnOf(each, await zonesFor(each.audience), config, store, now));
    if (turn) turns.push(heldBack(turn));
    runs.delete(each.edition);
  }
  const problems: Problem[] = [];
  for (const [edition, found] of runs) {
    const [run] = found;
    if (!run) continue;
    const when = { at: run.createdAt, timeZone: config.timeZone };
    const turn = await firstOpen(found, { edition, when, audience: run.audience }, store, now);
    const unread = timetable.unreadable.get(edition);
    if (turn && unread)
      problems.push(...unread.filter((each) => !timetable.problems.includes(each)));
    else if (turn) turns.push(exists(edition) ? turn : await missing(turn, found, store));
  }
  const isOpen = ({ kind }: Turn) => kind === 'go-on';
  return { turns: [...turns.filter(isOpen), ...turns.filter((turn) => !isOpen(turn))], problems };
}

/** An edition on hold waits once it is due, even in the middle of its run. */
function heldBack(turn: Turn): Turn {
  return turn.hold === undefined || turn.kind === 'early' ? turn : { ...turn, kind: 'held' };
}

/** What to do with an edition without a run of the last week. */
async function turnOf(
  scheduled: Scheduled,
  zones: readonly string[],
  config: Config,
  store: Store,
  now: Date,
): Promise<Turn | undefined> {
  const { edition, when } = scheduled;
  const lateness = latenessOf(config);
  const begins = firstHour(when, zones);
  const timeliness = timelinessAt(begins, when.at, now, lateness);
  if (timeliness === 'history') return undefined;
  const run = await store.runs.find(edition, scheduled.audience, 'server');
  if (run) return turnOfRun(scheduled, run, store, now);
  if (timeliness === 'early') return { ...scheduled, kind: 'early', until: begins };
  return { ...scheduled, kind: timeliness === 'due' ? 'send' : LATE[lateness.policy] };
}

/** What to do with a run: nothing once everybody has an outcome. */
async function turnOfRun(
  scheduled: Scheduled,
  run: Run,
  { runs }: Store,
  now: Date,
): Promise<Turn | undefined> {
  const states = await runs.tally(run);
  if (pending(states) + states.released === 0) return undefined;
  const hasDue = await runs.hasDue(run, now);
  const until = await runs.nextRetry(run);
  if (hasDue || states.released > 0 || !until) return { ...scheduled, kind: 'go-on' };
  return { ...scheduled, kind: 'waiting', until, deferred: states.deferred };
}

/** What to do with the first of some runs that is not finished. */
async function firstOpen(
  found: readonly Run[],
  scheduled: Scheduled,
  store: Store,
  now: Date,
): Promise<Turn | undefined> {
  for (const run of found) {
    const turn = await turnOfRun(scheduled, run, store, now);
    if (turn) return turn;
  }
  return undefined;
}

async function missing(turn: Turn, found: readonly Run[], { runs }: Store): Promise<Turn> {
  const { edition, when, audience } = turn;
  const tallies = await Promise.all(found.map((run) => runs.tally(run)));
  const left = pending(sumTallies(tallies));
  return { edition, when, audience, kind: 'missing', left };
}

/** Returns the zones whose own hours count for an audience, besides the newsletter's. */
async function zonesOf(
  { audience }: Config,
  { subscribers }: Store,
  segment: Segment | undefined,
): Promise<readonly string[]> {
  return audience.timeZone === 'subscriber' ? subscribers.timeZones(segment) : [];
}

/** Returns a function that finds the zones of an audience, once for each. */
export function zonesByAudience(
  config: Config,
  store: Store,
): (audience: string) => Promise<readonly string[]> {
  const known = new Map<string, Promise<readonly string[]>>();
  return (audience) => {
    const zones =
      known.get(audience) ?? zonesOf(config, store, audienceOf(audience, config).segment);
    known.set(audience, zones);
    return zones;
  };
}

/** Returns when each letter of an edition can be sent, unless all are due at once. */
export async function ownHours(
  { when }: Edition,
  config: Config,
  store: Store,
  segment: Segment | undefined,
): Promise<Hours | undefined> {
  if (!when || config.audience.timeZone !== 'subscriber') return undefined;
  return instantsByZone(when, await zonesOf(config, store, segment));
}

/** Returns when the first subscriber's hour comes. */
export function firstHour(when: SendTime, zones: readonly string[]): Date {
  const hours = instantsByZone(when, zones);
  const instants = [hours.otherwise, ...hours.zones.values()].map((each) => each.getTime());
  return new Date(Math.min(...instants));
}
