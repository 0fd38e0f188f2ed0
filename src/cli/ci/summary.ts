/** What a command has to say as Markdown, for the page of a job. */
import type { RunResult } from '../../deliver/events.ts';
import { DELIVERY_STATES, MEANING, pending, type Tally } from '../../deliver/state.ts';
import { describe, type Problem } from '../../base/problem.ts';
import { UserError } from '../../base/user-error.ts';
import { cell, table, type Outputs } from './output.ts';
import { EXIT, plural } from '../io.ts';
import { maskAddresses } from '../log/mask-address.ts';
import { ProblemsError, type Prepared } from '../../app/prepare.ts';
import { countBySeverity, countsInWords } from '../severities.ts';

const MOST_ROWS = 50;
const SIGNS = { error: '❌', warning: '⚠️', note: 'ℹ️' } as const;

/** How a run ended: as `deliverRun` says, or before there was anything to deliver. */
export type Ending = RunResult | { readonly kind: 'nothing' | 'owned' };

/** Letters that met the same end for the same reason. */
export interface FailureCount {
  readonly state: string;
  readonly reason: string;
  readonly count: number;
}

export function editionOutputs({ edition }: Prepared): Outputs {
  return { edition: edition.id, subject: edition.subject };
}

/** What later steps read of a run. */
export function runOutputs(states: Tally | undefined, { kind }: Ending): Outputs {
  if (!states) return { result: kind };
  const { accepted, rejected, unknown } = states;
  return { accepted, rejected, unknown, left: pending(states), result: kind };
}

/** What the letter is: subject, preheader, sizes. */
export function letterSummary({ edition, parts, letter }: Prepared): string {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
  const minutes = plural(edition.readingMinutes, 'minute');
  return `### ${cell(edition.id)}\n\n${table(
    ['', ''],
    [
      ['Subject', cell(edition.subject)],
      ['Preheader', cell(edition.preheader)],
      ['Length', `${plural(edition.wordCount, 'word')}, ${minutes} to read`],
      ['HTML', kilobytes(Buffer.byteLength(parts.html))],
      ['Plain text', kilobytes(Buffer.byteLength(parts.text))],
      ['Message', kilobytes(letter.size)],
    ],
  )}`;
}

/** What was found, and how to mend it; `about` is an edition, or a command. */
export function problemSummary(about: string, problems: readonly Problem[]): string {
  const counts = countBySeverity(problems);
  const sign = counts.errors > 0 ? '❌' : '✅';
  const heading = `### ${sign} ${cell(about)}: ${countsInWords(counts)}`;
  if (problems.length === 0) return heading;
  const rows = problems.slice(0, MOST_ROWS).map((each) => {
    const { finding, remedy } = describe(each);
    const { file, line } = each.place ?? { file: '' };
    const where = line === undefined ? file : `${file}:${line}`;
    return [SIGNS[each.severity], cell(each.code), cell(where), cell(finding), cell(remedy)];
  });
  const rest = more(problems.length - rows.length);
  return `${heading}\n\n${table(['', 'Code', 'Where', 'Finding', 'Remedy'], rows)}${rest}`;
}

/**
 * What has become of a run's letters, and of those that failed why. Nobody's address is in it: the
 * page of a job may be public.
 */
export function runSummary(
  { edition }: Prepared,
  states: Tally | undefined,
  ending: Ending,
  failures: readonly FailureCount[],
): string {
  const rows = DELIVERY_STATES.flatMap((state) =>
    states?.[state] ? [[state, figure(states[state]), MEANING[state]]] : [],
  );
  const reason = 'reason' in ending ? `: ${cell(maskAddresses(ending.reason))}` : '';
  return [
    `### ${cell(edition.id)}: ${ENDINGS[ending.kind]}${reason}`,
    `Subject: ${cell(edition.subject)}`,
    ...(rows.length > 0 ? [table(['State', 'Letters', 'What it means'], rows)] : []),
    ...(failures.length > 0 ? [failureTable(failures)] : []),
  ].join('\n\n');
}

const ENDINGS: Readonly<Record<Ending['kind'], string>> = {
  finished: 'sent',
  nothing: 'nothing to send',
  deferred: 'some letters were put off',
  interrupted: 'stopped when asked to',
  paused: 'paused',
  stopped: 'stopped',
  lost: 'taken over by another sender',
  unrecordable: 'the ledger cannot be written',
  owned: 'another sender is sending it',
};

function failureTable(failures: readonly FailureCount[]): string {
  const merged = new Map<string, FailureCount>();
  for (const { state, count, ...failure } of failures) {
    const reason = maskAddresses(failure.reason);
    const key = `${state} ${reason}`;
    merged.set(key, { state, reason, count: count + (merged.get(key)?.count ?? 0) });
  }
  const rows = Array.from(merged.values())
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST_ROWS);
  return `${table(
    ['State', 'Letters', 'Why'],
    rows.map(({ state, count, reason }) => [state, figure(count), cell(reason)]),
  )}${more(merged.size - rows.length)}`;
}

/** Why a command did nothing; of a bug, the log of the step says more. */
export function errorSummary(error: unknown, exit: number): string {
  if (error instanceof ProblemsError) return problemSummary('Nothing was made', error.problems);
  if (error instanceof UserError) return `### ❌ ${cell(error.message)}\n\n${cell(error.remedy)}`;
  const isBug = exit === EXIT.bug || !(error instanceof Error);
  return `### ❌ ${isBug ? 'A bug in Broadsheet' : cell(error.message)}`;
}

function more(count: number): string {
  return count > 0 ? `\n\n… and ${figure(count)} more.` : '';
}

function figure(count: number): string {
  return count.toLocaleString('en-US');
}
