/** What a command has to say as Markdown, for the page of a job. */
import type { Prepared } from '../../app/prepare/prepare.ts';
import { ProblemsError } from '../../app/problems-error.ts';
import { formatCount, kilobytes, plural } from '../../base/format.ts';
import { describe, type Problem } from '../../base/problem.ts';
import { fileFault } from '../../base/file-fault.ts';
import { UserError } from '../../base/user-error.ts';
import type { RunResult } from '../../deliver/events.ts';
import type { DestinationKind } from '../../deliver/destination.ts';
import type { RefusalCount } from '../../deliver/runs.ts';
import { DELIVERY_STATES, meaningOf, pending, type Tally } from '../../deliver/state.ts';
import type { Edition } from '../../edition/edition.ts';
import { EXIT, type Io } from '../io.ts';
import { maskAddresses } from '../../base/mask-address.ts';
import { countBySeverity, countsInWords } from '../problems.ts';
import { cell, ciListens, table, tellCi, type Outputs } from './output.ts';

const MOST_ROWS = 50;
const SIGNS = { error: '❌', warning: '⚠️', note: 'ℹ️' } as const;

/** How a run ended: as `deliverRun` says, or before there was anything to deliver. */
export type Ending = RunResult | { readonly kind: 'nothing' | 'owned' };

/** What a page says of an edition. */
type EditionLine = Pick<Edition, 'id' | 'subject'>;

/** Returns what later steps read of an edition. */
export function editionOutputs(edition: EditionLine): Outputs {
  return { edition: edition.id, subject: edition.subject };
}

/** Returns what later steps read of a run. */
export function runOutputs(states: Tally | undefined, { kind }: Ending): Outputs {
  if (!states) return { result: kind };
  const { accepted, rejected, unknown } = states;
  return { accepted, rejected, unknown, left: pending(states), result: kind };
}

/** Returns what the letter is: subject, preheader, sizes. */
export function letterSummary({ edition, parts, letter }: Prepared): string {
  return `### ${cell(edition.id)}\n\n${table(
    ['', ''],
    [
      ['Subject', cell(edition.subject)],
      ['Preheader', cell(edition.preheader)],
      ['Length', `${plural(edition.wordCount, 'word')}, ${edition.readingMinutes} min read`],
      ['HTML', kilobytes(Buffer.byteLength(parts.html))],
      ['Plain text', kilobytes(Buffer.byteLength(parts.text))],
      ['Message', kilobytes(letter.size)],
    ],
  )}`;
}

/** Returns what was found, and how to fix it; `about` is an edition, or a command. */
export function problemSummary(about: string, problems: readonly Problem[]): string {
  const counts = countBySeverity(problems);
  const sign = counts.errors > 0 ? '❌' : '✅';
  const heading = `### ${sign} ${cell(about)}: ${countsInWords(counts)}`;
  if (problems.length === 0) return heading;
  const rows = problems.slice(0, MOST_ROWS).map((each) => {
    const { where, finding, remedy } = describe(each);
    // The page of a job may be public, and nobody's address on the list is for it.
    const shown = each.code.startsWith('list/') ? maskAddresses(finding) : finding;
    return [SIGNS[each.severity], cell(each.code), cell(where), cell(shown), cell(remedy)];
  });
  const rest = more(problems.length - rows.length);
  return `${heading}\n\n${table(['', 'Code', 'Where', 'Finding', 'Remedy'], rows)}${rest}`;
}

/**
 * Returns what has become of a run's letters, and of those that failed why. Nobody's address is in
 * it: the page of a job may be public.
 */
export function runSummary(
  edition: EditionLine,
  destination: DestinationKind,
  states: Tally | undefined,
  ending: Ending,
  failures: readonly RefusalCount[],
): string {
  const rows = DELIVERY_STATES.flatMap((state) =>
    states?.[state] ? [[state, formatCount(states[state]), meaningOf(state, destination)]] : [],
  );
  const reason = 'reason' in ending ? `: ${cell(maskAddresses(ending.reason))}` : '';
  return [
    `### ${cell(edition.id)}: ${endingOf(ending.kind, destination)}${reason}`,
    `Subject: ${cell(edition.subject)}`,
    ...(rows.length > 0 ? [table(['State', 'Letters', 'What it means'], rows)] : []),
    ...(failures.length > 0 ? [failureTable(failures)] : []),
  ].join('\n\n');
}

function endingOf(kind: Ending['kind'], destination: DestinationKind): string {
  if (destination === 'server') return ENDINGS[kind];
  const ending = kind === 'finished' ? '' : `, ${ENDINGS[kind]}`;
  return `a trial in the built-in mailbox${ending}. Nobody has received it`;
}

const ENDINGS: Readonly<Record<Ending['kind'], string>> = {
  finished: 'sent',
  nothing: 'nothing to send',
  deferred: 'some letters were deferred',
  interrupted: 'stopped on request',
  paused: 'paused',
  stopped: 'stopped',
  lost: 'taken over by another process',
  unrecordable: "can't write to the ledger",
  'ledger-gone': 'stopped: the database was removed or replaced',
  owned: 'another process is sending it',
};

type FailureCount = Pick<RefusalCount, 'state' | 'reason' | 'count'>;

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
    rows.map(({ state, count, reason }) => [state, formatCount(count), cell(reason)]),
  )}${more(merged.size - rows.length)}`;
}

/** That no server answers, and nothing was sent. */
export function unreachableSummary(edition: string): string {
  return `### ❌ ${cell(edition)}: no server answers, nothing was sent`;
}

/** Returns why a command did nothing; of a bug, the log of the step says more. */
export function errorSummary(error: unknown, exit: number): string {
  if (error instanceof ProblemsError) return problemSummary('Nothing was made', error.problems);
  const known = error instanceof UserError ? error : fileFault(error);
  if (known) return `### ❌ ${cell(known.message)}\n\n${cell(known.remedy)}`;
  const isBug = exit === EXIT.bug || !(error instanceof Error);
  return `### ❌ ${isBug ? 'A bug in Broadsheet' : cell(error.message)}`;
}

function more(count: number): string {
  return count > 0 ? `\n\n… and ${formatCount(count)} more.` : '';
}

/** Reports to CI how a command ended, and its error. */
export function tellExit(
  io: Pick<Io, 'env' | 'note' | 'redact'>,
  exit: number,
  error?: unknown,
): void {
  if (!ciListens(io)) return;
  const told = exit !== EXIT.done && error !== undefined;
  tellCi(io, { outputs: { exit }, ...(told && { summary: errorSummary(error, exit) }) });
}
