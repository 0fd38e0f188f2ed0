/** What the write page shows of the letter beside a story: plain data, read by its script. */
import { PROBLEMS, type Severity } from '../../base/problem-texts.ts';
import type { Problem } from '../../base/problem.ts';
import type { Build, Built } from '../desk.ts';
import { shortDate } from '../pages/moment.ts';

/** A problem at its place in a file. */
export interface WrittenProblem {
  readonly severity: Severity;
  /** What was found, in one sentence. */
  readonly title: string;
  readonly remedy: string;
  readonly file?: string;
  readonly line?: number;
}

export interface WrittenLetter {
  readonly sender: string;
  readonly subject: string;
  readonly preheader: string;
  /** The edition's day, as an inbox shows it. */
  readonly day: string;
  /** What has been found so far. */
  readonly problems: readonly WrittenProblem[];
}

/**
 * Returns what is known of the letter beside a story: its last good build, and what was found in the
 * newest one, or why there is none.
 */
export function writtenLetter(
  built: Built,
  build: Build | undefined,
  found: readonly Problem[],
): WrittenLetter {
  const { edition, config } = build ?? {};
  const stopped = !built.ok && built.failure.kind === 'problems' ? built.failure.problems : [];
  return {
    sender: config?.from.name ?? config?.from.email ?? '',
    subject: edition?.subject ?? '',
    preheader: edition?.preheader ?? '',
    day: edition ? shortDate(edition.date, 'narrow') : '',
    problems: (built.ok ? found : stopped).map(writtenProblem),
  };
}

function writtenProblem({ code, severity, place, detail }: Problem): WrittenProblem {
  const { title, remedy } = PROBLEMS[code];
  return {
    severity,
    title: detail === undefined ? title : `${title}: ${detail}`,
    remedy,
    ...place,
  };
}
