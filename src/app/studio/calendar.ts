/** The calendar as the studio shows it, and the changes that its forms make. */
import { localDate } from '../../base/time-zone.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { firings } from '../../schedule/firings.ts';
import { publishedAt } from '../../schedule/wall-clock.ts';
import { dueAt } from '../../schedule/when.ts';
import type { Store } from '../../store/open.ts';
import type {
  CalendarDays,
  CalendarDesk,
  CalendarEntry,
  Days,
  GivenTime,
  Timing,
  TimingChanged,
} from '../../studio/calendar.ts';
import type { Desk } from '../../studio/desk.ts';
import { changeKey } from '../calendar/change-key.ts';
import { editionTimes, type EditionTime } from '../calendar/edition-times.ts';
import { heldStories, readHold } from '../hold.ts';
import { writtenTime } from '../calendar/written-time.ts';
import { editionById, readContent } from '../editions.ts';
import type { Workspace } from '../workspace.ts';
import type { CountAudience } from './audiences.ts';

export interface CalendarOptions {
  readonly workspace: Workspace;
  readonly store: Store;
  /** What the studio says of runs, and of editions before they have one. */
  readonly known: Pick<Desk, 'run' | 'standings'>;
  readonly count: CountAudience;
  readonly onWritten?: ((path: string) => void) | undefined;
}

/** Returns what the studio says of when editions go out, and does about it. */
export function studioCalendar(options: CalendarOptions): CalendarDesk {
  const { workspace, store, known } = options;
  const times = editionTimes(workspace);
  const config = () => loadConfig(workspace.root);

  const entriesOf = async (
    found: readonly EditionTime[],
    config: Config,
  ): Promise<readonly CalendarEntry[]> => {
    const standing = await known.standings(found.map(({ file }) => file.id));
    return Promise.all(
      found.map(async (time) => {
        const { id } = time.file;
        const run = await known.run(id);
        const title = await times.titleOf(time.file);
        const audience =
          time.audience === undefined ? undefined : await options.count(id, time.audience, config);
        return {
          ...{ id, run, audience, title: title ?? id },
          ...placeOf(
            time,
            run?.run.destination === 'server' ? run.run.createdAt : undefined,
            config,
          ),
          standing: standing.get(id) ?? { kind: 'draft' },
          ...(time.fault !== undefined && { fault: time.fault }),
        };
      }),
    );
  };
  const entryOf = async (id: string, config: Config) => {
    const file = editionById(workspace, id);
    if (!file) return undefined;
    const time = times.of(file, config);
    const [entry] = await entriesOf([time], config);
    return entry && { entry, time };
  };

  return {
    today: async () => localDate(workspace.clock(), (await config()).timeZone),
    async calendar(days) {
      const read = await config();
      const { editions } = readContent(workspace);
      const span = spanOf(days, read.timeZone);
      const begun = await store.runs.since(span.start, 'server');
      const sent = new Set(
        begun.filter(({ createdAt }) => createdAt < span.end).map(({ edition }) => edition),
      );
      const found = editions
        .map((file) => times.of(file, read))
        .filter((time) => sent.has(time.file.id) || isWithin(time, days, span));
      const entries = (await entriesOf(found, read))
        .filter(({ day }) => day >= days.from && day < days.until)
        .sort(byTime);
      return { entries, ...freeTimes(found, read, span, workspace.clock()) };
    },
    calendarEntry: async (id) => (await entryOf(id, await config()))?.entry,
    async timing(id) {
      const read = await config();
      const found = await entryOf(id, read);
      return found && timingOf(found, read, workspace);
    },
    setTime: (id, given) => setTime(options, id, given),
    clearTime: (id, was) =>
      changeKey(workspace, { ...lead(options, id), key: 'send', value: '', was }),
    hold: (id, reason) =>
      changeKey(workspace, { ...lead(options, id), key: 'hold', value: reasonOf(reason), was: '' }),
    release: (id) => release(options, id),
  };
}

function lead({ onWritten }: CalendarOptions, edition: string) {
  return { edition, index: 0, onWritten };
}

interface Span {
  readonly start: Date;
  readonly end: Date;
}

function spanOf({ from, until }: Days, timeZone: string): Span {
  return {
    start: publishedAt(from, '00:00', timeZone),
    end: publishedAt(until, '00:00', timeZone),
  };
}

function isWithin(
  { when, date }: EditionTime,
  { from, until }: Days,
  { start, end }: Span,
): boolean {
  return when ? when.at >= start && when.at < end : date >= from && date < until;
}

/** Where an edition stands: at the time at which its sending began, or is to begin. */
function placeOf(
  { when, date }: EditionTime,
  begun: Date | undefined,
  { timeZone, audience }: Config,
): Pick<CalendarEntry, 'day' | 'at' | 'ownHours'> {
  const at = begun ?? when?.at;
  const ownHours =
    begun === undefined && when?.wall !== undefined && audience.timeZone === 'subscriber';
  return at ? { day: localDate(at, timeZone), at, ownHours } : { day: date, ownHours };
}

function byTime(one: CalendarEntry, other: CalendarEntry): number {
  const [a, b] = [one, other].map(({ day, at }) => `${day} ${at?.toISOString() ?? ''}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** The times of the schedule that are to come and that no edition has. */
function freeTimes(
  found: readonly EditionTime[],
  config: Config,
  { start, end }: Span,
  now: Date,
): Omit<CalendarDays, 'entries'> {
  const { timeZone } = config;
  const taken = new Set(found.map(({ when }) => when?.at.getTime()));
  const from = new Date(Math.max(now.getTime(), start.getTime() - 1));
  const free = firings(config, from, new Date(end.getTime() - 1))
    .map(({ at }) => at)
    .filter((at) => !taken.has(at.getTime()));
  return { free, timeZone, today: localDate(now, timeZone) };
}

function timingOf(
  { entry, time }: { readonly entry: CalendarEntry; readonly time: EditionTime },
  config: Config,
  workspace: Workspace,
): Timing {
  const { timeZone, publishAt, schedule } = config;
  const { send } = time.settings;
  const hold = readHold(workspace, time.file);
  const byItself = dueAt(time.date, undefined, config, '');
  const clock = time.when && wallIn(time.when.at, timeZone);
  return {
    entry,
    send: send?.text ?? '',
    chosen: clock ?? { date: time.date, time: schedule?.at ?? publishAt },
    oneMoment: time.when !== undefined && time.when.wall === undefined,
    perReader: config.audience.timeZone === 'subscriber',
    timeZone,
    ...(hold && { hold }),
    ...(byItself.ok && byItself.value && { scheduled: byItself.value.at }),
  };
}

/** The date and the time of day that the clocks of a zone show. */
function wallIn(at: Date, timeZone: string): Timing['chosen'] {
  const style = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', style).format(at).split(' ');
  return { date, time };
}

async function setTime(
  options: CalendarOptions,
  id: string,
  given: GivenTime,
): Promise<TimingChanged | undefined> {
  const { workspace, store } = options;
  const { timeZone } = await loadConfig(workspace.root);
  const begun = await store.runs.ofEdition(id, 'server');
  if (begun.length > 0) return BEGUN;
  const written = writtenTime(given, timeZone, workspace.clock());
  if (!written.ok) return written;
  return changeKey(workspace, {
    ...lead(options, id),
    ...{ key: 'send', value: written.text, was: given.was },
  });
}

const BEGUN = {
  ok: false,
  message: 'The sending of this edition has begun, so its time can’t be changed.',
  remedy: 'To keep it from those who still wait, hold it.',
} as const;

/** A word that YAML reads as yes or no is no reason. A damaged character would block the edition. */
function reasonOf(text: string): string {
  const line = text.replace(/[\s\p{Cc}\ufffd]+/gu, ' ').trim();
  return line === '' || /^(?:true|false|yes|no|on|off|none)$/i.test(line) ? 'true' : line;
}

/** Releases every story that holds the edition. */
async function release(options: CalendarOptions, id: string): Promise<TimingChanged | undefined> {
  const { workspace, onWritten } = options;
  const file = editionById(workspace, id);
  if (!file) return undefined;
  for (const index of heldStories(workspace, file)) {
    const released = await changeKey(workspace, {
      ...{ edition: id, index, onWritten },
      ...{ key: 'hold', value: '' },
    });
    if (released?.ok !== true) return released;
  }
  return { ok: true };
}
