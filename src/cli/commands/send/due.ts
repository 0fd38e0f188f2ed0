import type { DueEvent, DueResult, TakenTurn } from '../../../app/send/due.ts';
import type { SiteMails } from '../../../app/send/site-mails.ts';
import type { Turn } from '../../../app/send/turns.ts';
import { openWorkspace, type Workspace } from '../../../app/workspace.ts';
import { plural } from '../../../base/format.ts';
import { printable } from '../../../base/printable.ts';
import type { Hold } from '../../../edition/hold.ts';
import { cell, tellCi } from '../../ci/output.ts';
import { errorSummary, problemSummary } from '../../ci/summary.ts';
import { EXIT, type Io } from '../../io.ts';
import type { JobRecord } from '../../log/job-record.ts';
import { present, type Presenter } from '../../present.ts';
import { formatMistake } from '../../problems.ts';
import { marked, unstyled, type Mark } from '../../style.ts';
import { formatInstant, span } from '../../time-words.ts';
import { tellSend } from './ci.ts';
import { watchSending } from './hooks.ts';
import {
  endNotes,
  isOnlyDeferred,
  releaseRemedy,
  sendExitCode,
  sendPresenter,
  type SendOptions,
} from './text.ts';

/** The exit codes, the worst last. */
const WORSE: readonly number[] = [EXIT.done, EXIT.tryLater, EXIT.failed, EXIT.userError, EXIT.bug];

/** Sends every edition that is due. Returns the worst exit code of all. */
export async function sendDue(
  edition: string | undefined,
  options: SendOptions,
  io: Io,
  record?: JobRecord,
): Promise<number> {
  const app = await import('../../../app/send/due.ts');
  const workspace = openWorkspace(io, options.content);
  const request = { ...options, edition };
  const { close, ...watch } = watchSending({ ...options, due: true }, io, record);
  const onEvent = (event: DueEvent) => {
    if (event.kind === 'timetable') {
      tellCi(io, { summary: problemSummary('send --due', event.problems) });
    }
    if (event.kind === 'turn') announce(event.turn, options, io);
    watch.onEvent(event);
    if (event.kind === 'turn-ended') showOutcome(event, workspace, options, io);
  };
  const result = await app.sendDue(workspace, request, { ...watch, onEvent }).finally(close);
  if (result.taken.length === 0 && result.problems.length === 0) {
    tellCi(io, { outputs: { result: 'nothing-due' }, summary: '- Nothing is due.' });
  } else if (result.taken.length === 0) tellCi(io, { outputs: { result: 'unreadable' } });
  for (const line of mailLines(result.mails)) io.note(line);
  const exit = present(result, duePresenter(workspace, options), options, io);
  if (exit === EXIT.tryLater && result.taken.every(isDoneForNow)) record?.worked();
  return exit;
}

/** Writes what is special about a turn; nothing of an edition that is simply sent. */
function announce(turn: Turn, { json = false }: SendOptions, io: Io): void {
  const said = turnLines(turn, io.clock());
  if (!said) return;
  const { mark, line, next } = said;
  const lines = next === undefined ? marked(mark, line) : `${marked(mark, line)}\n  ${next}`;
  (json ? io.note : io.out)(lines);
  const outputs = { edition: turn.edition, result: actionOf(turn) };
  tellCi(io, { outputs, summary: `- ${cell(unstyled(lines))}` });
}

function turnLines(
  turn: Turn,
  now: Date,
): { readonly mark: Mark; readonly line: string; readonly next?: string } | undefined {
  const { edition, when } = turn;
  const late = `${edition} was due at ${formatInstant(when.at, when.timeZone)}, ${span(when.at, now)} ago`;
  switch (turn.kind) {
    case 'go-on':
      return { mark: 'note', line: `Continuing ${edition}, which was started before.` };
    case 'send-late':
      return { mark: 'warning', line: `${late}: sending it anyway (schedule.lateness).` };
    case 'skipped':
      return { mark: 'warning', line: `${late}: skipped (schedule.lateness). Nobody gets it.` };
    case 'held':
      return turn.hold && heldLines(turn, turn.hold);
    case 'missed':
      return {
        mark: 'error',
        line: `${late}: missed, too late to go out by itself (schedule.lateness). Nobody has it.`,
        next: `To send it anyway, run: broadsheet send ${edition}`,
      };
    case 'doubtful':
      return {
        mark: 'error',
        line: `${late}: not sent, because a file above looks like a newer edition. Nobody has it.`,
        next: `Rename that file. To send this edition anyway, run: broadsheet send ${edition}`,
      };
    case 'waiting': {
      const until = formatInstant(turn.until, when.timeZone);
      if (turn.deferred === 0) {
        const line = `${edition}: no letter is due now; the next may go at ${until}.`;
        return { mark: 'note', line };
      }
      return {
        mark: 'warning',
        line: `${edition}: ${plural(turn.deferred, 'letter')} deferred until ${until}.`,
        next: 'The job after that time tries again.',
      };
    }
    case 'missing':
      return {
        mark: 'error',
        line: `${edition}: ${plural(turn.left, 'subscriber')} left, but content/ no longer has the edition.`,
        next: 'Put it back under this name, or they never get it.',
      };
    default:
      return undefined;
  }
}

/** What is done with an edition, for programs: `held` is all that waits for a person. */
function actionOf({ kind }: Turn): string {
  return kind === 'missed' || kind === 'doubtful' ? 'held' : kind;
}

/** What is said of an edition whose front matter has "hold:". */
function heldLines({ edition, when }: Turn, hold: Hold) {
  const due = formatInstant(when.at, when.timeZone);
  const reason = hold.reason === undefined ? '' : `: ${printable(hold.reason)}`;
  const line = `${edition}, due at ${due}, is held${reason}`;
  return { mark: 'error', line, next: releaseRemedy(hold) } as const;
}

function showOutcome(
  { outcome }: TakenTurn,
  workspace: Workspace,
  options: SendOptions,
  io: Io,
): void {
  if (outcome.kind === 'mistake') {
    io.note(formatMistake(outcome.error));
    tellCi(io, { summary: errorSummary(outcome.error, EXIT.userError) });
  }
  if (outcome.kind !== 'sent') return;
  tellSend(outcome.result, io);
  for (const note of endNotes(outcome.result)) io.note(note);
  if (options.json === true) return;
  for (const line of sendPresenter(workspace, options).text(outcome.result)) io.out(line);
}

/** The exit code for a turn in which nothing was sent. */
function idleExitCode(turn: Turn): number {
  switch (turn.kind) {
    case 'held':
    case 'missed':
    case 'doubtful':
      return EXIT.failed;
    case 'missing':
      return EXIT.userError;
    case 'waiting':
      return turn.deferred > 0 ? EXIT.tryLater : EXIT.done;
    default:
      return EXIT.done;
  }
}

/** The exit code for one turn. */
function turnExitCode({ turn, outcome }: TakenTurn): number {
  switch (outcome.kind) {
    case 'none':
      return idleExitCode(turn);
    case 'interrupted':
      return EXIT.tryLater;
    case 'mistake':
      return EXIT.userError;
    case 'sent':
      return sendExitCode(outcome.result, true);
  }
}

/** Whether a job could do no more for an edition: if anything is left of it, it is deferred. */
function isDoneForNow(taken: TakenTurn): boolean {
  const { turn, outcome } = taken;
  if (turnExitCode(taken) === EXIT.done) return true;
  return outcome.kind === 'sent' ? isOnlyDeferred(outcome.result) : turn.kind === 'waiting';
}

function mailsExitCode(mails: SiteMails | undefined): number {
  if (mails?.kind === 'mistake') return EXIT.userError;
  return mails?.serversFailed === true ? EXIT.tryLater : EXIT.done;
}

function mailsJson(mails: SiteMails): object {
  if (mails.kind === 'mistake') return { error: mails.error.message };
  const { sent, deferred, failed } = mails;
  return { sent, deferred, failed };
}

/** What was done with the mails of the site; nothing if there were none. */
function mailLines(mails: SiteMails | undefined): readonly string[] {
  if (!mails) return [];
  if (mails.kind === 'mistake') return [formatMistake(mails.error)];
  const { sent, trouble } = mails;
  return [
    ...(sent > 0 ? [marked('done', `Sent ${plural(sent, 'mail')} of the site`)] : []),
    ...(trouble === undefined
      ? []
      : [marked('warning', `Mails of the site wait for the next job: ${trouble}`)]),
  ];
}

function duePresenter(workspace: Workspace, options: SendOptions): Presenter<DueResult> {
  const single = sendPresenter(workspace, { ...options, due: true });
  return {
    exitCode: ({ taken, problems, mails }) => {
      const codes = [
        ...taken.map(turnExitCode),
        ...(problems.length > 0 ? [EXIT.userError] : []),
        mailsExitCode(mails),
      ];
      return WORSE.findLast((each) => codes.includes(each)) ?? EXIT.done;
    },
    json: ({ taken, problems, next, mails }) => ({
      editions: taken.map((each) => ({
        edition: each.turn.edition,
        due: each.turn.when.at,
        action: actionOf(each.turn),
        ...(each.turn.kind === 'missed' && { late: true }),
        ...(each.turn.hold && { hold: each.turn.hold.reason ?? true }),
        code: turnExitCode(each),
        ...(each.outcome.kind === 'sent' && (single.json(each.outcome.result) as object)),
      })),
      problems,
      next: next ? { edition: next.edition, at: next.at } : null,
      ...(mails && { mails: mailsJson(mails) }),
    }),
    // The other turns were told one by one.
    text: ({ taken, problems, next }) => {
      if (taken.length > 0) return [];
      const then = next
        ? `Next: ${next.edition}, at ${formatInstant(next.at, next.timeZone)}.`
        : 'No later edition is scheduled.';
      if (problems.length === 0) return [marked('done', `Nothing is due. ${then}`)];
      const line = 'Nothing was sent. Fix the errors above: they are in editions that may be due.';
      return [marked('error', `${line} ${then}`)];
    },
  };
}
