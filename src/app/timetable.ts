import { readFileSync } from 'node:fs';
import { parseSettings } from '../article/parse.ts';
import type { Config } from '../config/schema.ts';
import type { SendTime } from '../schedule/send-time.ts';
import { dueAt } from '../schedule/when.ts';
import type { Problem, Result } from '../base/problem.ts';
import { UserError } from '../base/user-error.ts';
import type { EditionFile } from './find-edition.ts';
import type { Workspace } from './workspace.ts';

/** An edition that goes out by itself. */
export interface Scheduled {
  readonly id: string;
  readonly when: SendTime;
}

export interface Timetable {
  /** The earliest first. */
  readonly scheduled: readonly Scheduled[];
  /** Of editions that cannot say when they go. */
  readonly problems: readonly Problem[];
}

const WEEK = 7 * 24 * 3_600_000;

/**
 * When each of some editions goes out, of those that do so by themselves. What cannot be understood
 * in an edition dated more than a week ago is nobody's concern any more.
 */
export function readTimetable(
  workspace: Workspace,
  config: Config,
  editions: readonly EditionFile[],
  now: Date,
): Timetable {
  const scheduled: Scheduled[] = [];
  const problems: Problem[] = [];
  for (const edition of editions) {
    const when = sendTimeOf(workspace, config, edition);
    if (!when.ok) {
      if (Date.parse(edition.date) > now.getTime() - WEEK) problems.push(...when.problems);
    } else if (when.value) scheduled.push({ id: edition.id, when: when.value });
  }
  scheduled.sort((a, b) => a.when.at.getTime() - b.when.at.getTime());
  return { scheduled, problems };
}

function sendTimeOf(
  workspace: Workspace,
  config: Config,
  { files: [lead], date }: EditionFile,
): Result<SendTime | undefined> {
  const file = workspace.show(lead);
  const settings = parseSettings(readFileSync(lead), file);
  if (!settings.ok) return settings;
  return dueAt(settings.value.date ?? date, settings.value.send, config, file);
}

/** The mistake of asking what is due where nothing ever can be. */
export function nothingScheduled(): UserError {
  return new UserError(
    'Nothing says when an edition goes out, so none can ever be due.',
    'Set "schedule" in broadsheet.config.ts, or "send:" in the front matter of an edition.',
  );
}
