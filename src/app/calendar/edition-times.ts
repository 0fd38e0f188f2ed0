import { statSync } from 'node:fs';
import { parseContent, parseSettings } from '../../article/parse.ts';
import type { EditionSettings } from '../../article/article.ts';
import { describe, failed, type Problem, type Result } from '../../base/problem.ts';
import type { Config } from '../../config/schema.ts';
import { audienceNamed } from '../../edition/audience.ts';
import type { SendTime } from '../../schedule/send-time.ts';
import { dueAt } from '../../schedule/when.ts';
import type { EditionFile } from '../editions.ts';
import { readArticle } from '../read-article.ts';
import type { Workspace } from '../workspace.ts';

/** When an edition goes out and to whom, as its lead story and the config say. */
export interface EditionTime {
  readonly file: EditionFile;
  readonly settings: EditionSettings;
  /** YYYY-MM-DD */
  readonly date: string;
  /** Absent if nothing says when, or if that can't be understood. */
  readonly when?: SendTime;
  /** A name that the config knows; absent if it can't be understood. */
  readonly audience?: string;
  /** The first thing that can't be understood, in words. */
  readonly fault?: string;
}

export interface EditionTimes {
  of(file: EditionFile, config: Config): EditionTime;
  /** Returns the subject of an edition, otherwise its headline; undefined if there is none. */
  titleOf(file: EditionFile): Promise<string | undefined>;
}

interface Known {
  /** Changes with the file. */
  readonly stamp: string;
  readonly settings: Result<EditionSettings>;
  title?: Promise<string | undefined>;
}

/** Reads times from files, each of them again only after it has changed: a calendar needs them all. */
export function editionTimes(workspace: Pick<Workspace, 'show'>): EditionTimes {
  const known = new Map<string, Known>();
  const read = (path: string): Known => {
    const stamp = stampOf(path);
    const before = known.get(path);
    if (before?.stamp === stamp) return before;
    const now = { stamp, settings: readSettings(path, workspace.show(path)) };
    known.set(path, now);
    return now;
  };
  return {
    of: (file, config) => timeOf(file, read(file.files[0]).settings, config, workspace),
    titleOf: ({ files: [lead] }) => {
      const story = read(lead);
      return (story.title ??= titleIn(lead, workspace.show(lead), story.settings));
    },
  };
}

function stampOf(path: string): string {
  try {
    const { mtimeNs, ctimeNs, size, ino } = statSync(path, { bigint: true });
    return [mtimeNs, ctimeNs, size, ino].join();
  } catch {
    return '';
  }
}

function readSettings(path: string, shown: string): Result<EditionSettings> {
  const bytes = readArticle(path, shown);
  return bytes.ok ? parseSettings(bytes.value, shown) : failed(...bytes.problems);
}

async function titleIn(
  path: string,
  shown: string,
  settings: Result<EditionSettings>,
): Promise<string | undefined> {
  if (!settings.ok || settings.value.subject !== undefined) {
    return settings.ok ? settings.value.subject : undefined;
  }
  const bytes = readArticle(path, shown);
  const parsed = bytes.ok ? await parseContent(bytes.value, shown) : bytes;
  return parsed.ok ? parsed.value.article.headline : undefined;
}

function timeOf(
  file: EditionFile,
  read: Result<EditionSettings>,
  config: Config,
  { show }: Pick<Workspace, 'show'>,
): EditionTime {
  if (!read.ok) return { file, settings: {}, date: file.date, fault: faultOf(read.problems) };
  const settings = read.value;
  const shown = show(file.files[0]);
  const date = settings.date ?? file.date;
  const when = dueAt(date, settings.send, config, shown);
  const audience = audienceNamed(settings.audience, config, shown);
  const problems = [when, audience].flatMap((each) => (each.ok ? [] : each.problems));
  return {
    ...{ file, settings, date },
    ...(when.ok && when.value && { when: when.value }),
    ...(audience.ok && { audience: audience.value }),
    ...(problems.length > 0 && { fault: faultOf(problems) }),
  };
}

function faultOf([first]: readonly Problem[]): string {
  return first ? describe(first).finding : 'it can’t be read';
}
