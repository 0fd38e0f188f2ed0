import { readArticle } from './read-article.ts';
import { parseSettings } from '../article/parse.ts';
import { ok, type Problem, type Result } from '../base/problem.ts';
import { UserError } from '../base/user-error.ts';
import type { Config } from '../config/schema.ts';
import { defined } from '../base/defined.ts';
import { audienceNamed } from '../edition/audience.ts';
import type { Hold } from '../edition/hold.ts';
import type { SendTime } from '../schedule/send-time.ts';
import { dueAt } from '../schedule/when.ts';
import type { Content, EditionFile } from './editions.ts';
import { readHold } from './hold.ts';
import type { Workspace } from './workspace.ts';

/** An edition that is sent automatically. */
export interface Scheduled {
  readonly edition: string;
  readonly when: SendTime;
  /** Who it is for. */
  readonly audience: string;
  /** That it must not go out yet, whatever its time is. */
  readonly hold?: Hold;
}

export interface Timetable {
  /** The earliest first. */
  readonly scheduled: readonly Scheduled[];
  /** Of editions whose time can't be understood, and of files that are skipped. */
  readonly problems: readonly Problem[];
  /** Why the time of an edition can't be understood, by its id. */
  readonly unreadable: ReadonlyMap<string, readonly Problem[]>;
}

const WEEK = 7 * 24 * 3_600_000;

/**
 * Reads when each of some editions goes out, of those that do so by themselves. Problems of an
 * edition dated more than a week ago are not among `problems`: no run of it will begin. Throws UserError
 * where nothing can ever be due.
 */
export function readTimetable(
  workspace: Workspace,
  config: Config,
  { editions, problems: skipped }: Content,
): Timetable {
  const now = workspace.clock();
  const scheduled: Scheduled[] = [];
  const problems: Problem[] = [...skipped];
  const unreadable = new Map<string, readonly Problem[]>();
  for (const edition of editions) {
    const when = sendTimeOf(workspace, config, edition);
    if (!when.ok) {
      unreadable.set(edition.id, when.problems);
      if (Date.parse(edition.date) > now.getTime() - WEEK) problems.push(...when.problems);
    } else if (when.value) {
      const hold = readHold(workspace, edition);
      scheduled.push({ edition: edition.id, ...when.value, ...defined({ hold }) });
    }
  }
  if (problems.length === 0 && scheduled.length === 0 && !config.schedule) throw nothingScheduled();
  scheduled.sort((a, b) => a.when.at.getTime() - b.when.at.getTime());
  return { scheduled, problems, unreadable };
}

/**
 * Reads when an edition goes out, and to whom; undefined if nothing says when. Fails if its source
 * can't be read.
 */
export function sendTimeOf(
  workspace: Workspace,
  config: Config,
  { files: [lead], date }: EditionFile,
): Result<Pick<Scheduled, 'when' | 'audience'> | undefined> {
  const file = workspace.show(lead);
  const bytes = readArticle(lead, file);
  if (!bytes.ok) return bytes;
  const settings = parseSettings(bytes.value, file);
  if (!settings.ok) return settings;
  const when = dueAt(settings.value.date ?? date, settings.value.send, config, file);
  if (!when.ok || !when.value) return when.ok ? ok(undefined) : when;
  const audience = audienceNamed(settings.value.audience, config, file);
  return audience.ok ? ok({ when: when.value, audience: audience.value }) : audience;
}

function nothingScheduled(): UserError {
  return new UserError(
    'Nothing says when an edition goes out, so none can ever be due.',
    'Set "schedule" in broadsheet.config.ts, or "send:" in the front matter of an edition.',
  );
}
