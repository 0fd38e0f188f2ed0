import { localDate } from '../../base/time-zone.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { latenessOf, timelinessAt, type Timeliness } from '../../schedule/when.ts';
import type { Store } from '../../store/open.ts';
import type { Desk } from '../../studio/desk.ts';
import type { Standing } from '../../studio/standing.ts';
import { listEditions } from '../editions.ts';
import { readHold } from '../hold.ts';
import { firstHour, zonesByAudience } from '../send/turns.ts';
import { sendTimeOf } from '../timetable.ts';
import { storeLocation, type Workspace } from '../workspace.ts';
import { findSchedulers, type Scheduler } from './schedulers.ts';

const DRAFT: Standing = { kind: 'draft' };

/**
 * Returns what the studio says of an edition's hour: from its files, the config, and what runs
 * `send --due`.
 */
export function studioStandings(
  workspace: Workspace,
  store: Store,
): Pick<Desk, 'standings' | 'plan'> {
  const readConfig = () => loadConfig(workspace.root).catch(() => undefined);
  return {
    async standings(ids) {
      const config = await readConfig();
      if (!config) return new Map();
      const zonesFor = zonesByAudience(config, store);
      const situation = { config, now: workspace.clock(), ...plan(workspace) };
      const wanted = new Set(ids);
      const files = listEditions(workspace).filter(({ id }) => wanted.has(id));
      const standings = await Promise.all(
        files.map(async (file) => {
          const read = sendTimeOf(workspace, config, file);
          const hold = readHold(workspace, file);
          if (!read.ok || !read.value)
            return [file.id, hold ? ({ kind: 'held', hold } as const) : DRAFT] as const;
          const { when, audience } = read.value;
          const due = firstHour(when, await zonesFor(audience));
          const standing = standingOf(due, when.at, situation);
          return [file.id, hold ? ({ kind: 'held', hold, due } as const) : standing] as const;
        }),
      );
      return new Map(standings);
    },
    async plan() {
      const config = await readConfig();
      const { schedule } = config ?? {};
      const { schedulers, recorded } = plan(workspace);
      return {
        ...(config &&
          schedule && {
            schedule: { ...schedule, timeZone: schedule.timeZone ?? config.timeZone },
          }),
        schedulers: schedulers.map(({ file }) => file),
        recorded,
      };
    },
  };
}

function plan(workspace: Workspace) {
  const schedulers = findSchedulers(workspace.root);
  const recorded = storeLocation(workspace).kind === 'postgres' || !schedulers.some(({ ci }) => ci);
  return { schedulers, recorded };
}

interface Situation {
  readonly config: Config;
  readonly now: Date;
  readonly schedulers: readonly Scheduler[];
  readonly recorded: boolean;
}

/** How an edition stands that has no run: the first reader's hour is `due`, the newsletter's `at`. */
function standingOf(due: Date, at: Date, situation: Situation): Standing {
  const { config, now, schedulers, recorded } = situation;
  const lateness = latenessOf(config);
  const timeliness: Timeliness = timelinessAt(due, at, now, lateness);
  if (timeliness === 'early') return { kind: schedulers.length > 0 ? 'scheduled' : 'draft', due };
  // Nothing was to send it: today's edition of a new newsletter is no fault.
  const today = localDate(now, config.timeZone);
  if (schedulers.length === 0 && localDate(at, config.timeZone) === today) {
    return { kind: 'draft', due };
  }
  if (!recorded) return { kind: 'unrecorded', due };
  const goesOut = timeliness === 'due' || (timeliness === 'late' && lateness.policy === 'send');
  return { kind: goesOut && schedulers.length > 0 ? 'due' : 'missed', due };
}
