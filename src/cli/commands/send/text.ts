/** What came of `send`, in words, in JSON and as an exit code. */
import { EXIT } from '../../io.ts';
import type { DryRun } from '../../../app/send/dry-run.ts';
import type { Addressed, Refused, SendRequest, SendResult } from '../../../app/send/result.ts';
import { describeOwner } from '../../../app/send/owner.ts';
import { mailboxFolder, type Workspace } from '../../../app/workspace.ts';
import { plural } from '../../../base/format.ts';
import { printable } from '../../../base/printable.ts';
import { UserError } from '../../../base/user-error.ts';
import type { RunResult } from '../../../deliver/events.ts';
import { pending, type Tally } from '../../../deliver/state.ts';
import type { Hold } from '../../../edition/hold.ts';
import { letterDiffLines } from '../../letter-diff.ts';
import type { Presenter } from '../../present.ts';
import { formatMistake } from '../../problems.ts';
import { stateTable } from '../../run-tables.ts';
import { marked } from '../../style.ts';

export interface SendOptions extends Omit<SendRequest, 'edition'> {
  readonly content?: string;
  readonly yes?: boolean;
  /** Sends what is due, and leaves what waits for its own hour. */
  readonly due?: boolean;
  readonly dryRun?: boolean;
  /** An address that gets one letter, marked as a test. */
  readonly test?: string;
  readonly logFile?: string;
  readonly maskAddresses?: boolean;
  readonly heartbeat?: string;
  readonly json?: boolean;
}

type Ended = Extract<SendResult, { kind: 'ended' }>;
type HeldResult = Addressed & Extract<Refused, { kind: 'held' }>;
type UnapprovedResult = Addressed & Extract<Refused, { kind: 'unapproved' }>;

/** Whether all that is left of a run waits for hours that have not come. */
function isEarly(states: Tally, { kind }: RunResult): boolean {
  return kind === 'deferred' && states.deferred === 0;
}

/**
 * Returns whether a run asks to be continued only because servers asked to try letters again later.
 */
export function isOnlyDeferred(result: SendResult): boolean {
  return result.kind === 'ended' && result.ending.kind === 'deferred';
}

/** Returns the exit code for what came of `send`, or of one edition of `send --due`. */
export function sendExitCode(result: SendResult, due: boolean): number {
  switch (result.kind) {
    case 'checks-failed':
      return EXIT.failed;
    case 'held':
      // For a job it is as one that was missed.
      return due ? EXIT.failed : EXIT.userError;
    case 'unapproved':
      return EXIT.userError;
    case 'declined':
      return EXIT.done;
    case 'unreachable':
    case 'interrupted':
    case 'owned':
      return EXIT.tryLater;
    case 'nothing':
      return result.states ? runExitCode(result.states, { kind: 'finished' }) : EXIT.tryLater;
    case 'ended': {
      const { states, ending } = result;
      if (!states) return EXIT.tryLater;
      // A job that sends what is due has done so.
      return due && isEarly(states, ending) ? EXIT.done : runExitCode(states, ending);
    }
  }
}

/** Returns the exit code for the progress of a run. */
export function runExitCode(states: Tally, { kind }: RunResult): number {
  if (kind === 'stopped' || kind === 'ledger-gone') return EXIT.userError;
  if (kind !== 'finished' || pending(states) > 0) return EXIT.tryLater;
  return states.rejected + states.unknown + states.expired > 0 ? EXIT.failed : EXIT.done;
}

/** Presents what came of `send`. */
export function sendPresenter(
  workspace: Workspace,
  { due = false }: SendOptions,
): Presenter<SendResult> {
  return {
    exitCode: (result) => sendExitCode(result, due),
    json,
    text: (result) => text(result, workspace),
  };
}

function json(result: SendResult): unknown {
  if (result.kind !== 'nothing' && result.kind !== 'ended') return undefined;
  const { edition, run, states } = result;
  if (!states) return undefined;
  return {
    edition,
    destination: run.destination,
    audience: run.total,
    audienceName: run.audience,
    version: run.version,
    sent: result.kind === 'ended' ? states.accepted - result.before.accepted : 0,
    states,
    result: result.kind === 'ended' ? result.ending.kind : undefined,
  };
}

function text(result: SendResult, workspace: Workspace): readonly string[] {
  if (result.kind !== 'nothing' && result.kind !== 'ended') return [];
  const { edition, run, states, destination } = result;
  if (!states) return [];
  const isTrial = destination.kind === 'mailbox';
  const whereToLook = isTrial ? mailboxLines(workspace) : [];
  const table = stateTable(states, destination.kind);
  if (result.kind === 'ended') {
    const count = states.accepted - result.before.accepted;
    const mark = runExitCode(states, result.ending) === EXIT.done ? 'done' : 'warning';
    const line = isTrial
      ? `Trial: the built-in mailbox caught ${plural(count, 'letter')} of ${edition}. Nobody has received it.`
      : `Sent ${edition} to ${plural(count, 'subscriber')}.`;
    return [marked(mark, `${line}\n${table}`), ...whereToLook];
  }
  const all = plural(run.total, 'subscriber');
  if (states.accepted < run.total) {
    const been = isTrial ? 'was tried in the built-in mailbox' : 'has been sent';
    const nothing = `Nothing to send: ${edition} ${been}.\n${table}`;
    return [marked('done', nothing), ...whereToLook];
  }
  const nothing = isTrial
    ? `Nothing to send: the built-in mailbox already has ${edition} for all ${all}.`
    : `Nothing to send: all ${all} already have ${edition}.`;
  return [marked('done', nothing), ...whereToLook];
}

function mailboxLines(workspace: Workspace): readonly string[] {
  return [
    `  The letters are in ${workspace.show(mailboxFolder(workspace))}/new/`,
    '  List them:  npx broadsheet mailbox',
    '  Read one:   npx broadsheet mailbox show 1',
  ];
}

/** Returns why an edition is not sent, or not to its end, and what to do about it. */
export function endNotes(result: SendResult): readonly string[] {
  switch (result.kind) {
    case 'checks-failed':
      return [marked('error', 'Nothing was sent. Fix the errors above first.')];
    case 'held':
      return [formatMistake(heldError(result))];
    case 'unapproved':
      return unapprovedNotes(result);
    case 'unreachable':
      return ['  Nothing was sent. Check SMTP_URL and that the server is running, then try again.'];
    case 'declined':
      return ['Nothing was sent.'];
    case 'interrupted':
      return [
        marked('warning', 'Stopped, as you asked.'),
        '  Nothing was sent. Run `send` again to continue.',
      ];
    case 'nothing':
      return result.changed ? [marked('note', changedNote(result))] : [];
    case 'owned':
      return [
        marked(
          'error',
          `This edition is being sent by ${describeOwner(result.owner)}. Its lease ends at ${result.until.toISOString()} unless it renews it.`,
        ),
        '  Nothing was sent. Wait for it, or try again after that time.',
        `  If it hangs, stop it and run \`broadsheet send ${result.edition} --take-over\`.`,
      ];
    case 'ended':
      return runNotes(result);
  }
}

function changedNote({ edition, destination }: SendResult): string {
  return destination.kind === 'mailbox'
    ? `The edition has changed since this trial. Look at it: run \`broadsheet preview ${edition}\`.`
    : 'The edition has changed since it was sent; nobody gets it twice.';
}

/** Returns the user's mistake of sending an edition that is held. */
export function heldError({ edition, hold }: HeldResult): UserError {
  const reason = hold.reason === undefined ? '' : `: ${printable(hold.reason)}`;
  return new UserError(`${edition} is held, and nothing was sent${reason}`, releaseRemedy(hold));
}

/** Says how to release an edition that is held. */
export function releaseRemedy({ place: { file, line } }: Hold): string {
  return `To release it, delete "hold:" from ${file}${line === undefined ? '' : `, line ${line}`}.`;
}

/** Returns the user's mistake of sending a letter that is not approved. */
export function unapprovedError({ edition, file, change }: UnapprovedResult): UserError {
  const remedy = `eview the letter, run \`broadsheet approve ${edition}\`, and commit ${file}.`;
  return change
    ? new UserError(
        `${edition} is not what was approved, and nothing was sent.`,
        `Revert the change. Or r${remedy}`,
      )
    : new UserError(`${edition} has not been approved, and nothing was sent.`, `R${remedy}`);
}

function unapprovedNotes(result: UnapprovedResult): readonly string[] {
  const { edition, change } = result;
  const changes = change
    ? [
        `Since ${edition} was approved, this has changed:`,
        ...letterDiffLines(change.before, change.after, change.difference).map(
          (line) => `  ${line}`,
        ),
      ]
    : [];
  return [...changes, formatMistake(unapprovedError(result))];
}

/** Returns why a run has not ended, and what to do; nothing if it has. */
function runNotes({ ending, states, before, destination }: Ended): readonly string[] {
  const tally = states ?? before;
  const left = `${plural(pending(tally), 'subscriber')} left.`;
  const notes = (mark: 'error' | 'warning', finding: string, remedy: string) => [
    marked(mark, finding),
    `  ${states ? `${left} ${remedy}` : remedy}`,
  ];
  switch (ending.kind) {
    case 'finished':
      return [];
    case 'deferred': {
      const next = ending.nextRetry.toISOString();
      if (isEarly(tally, ending)) {
        const line = `${left} Each gets it at their own hour, the next at ${next}.`;
        return [marked('note', line)];
      }
      const line = `Some letters were deferred until ${next}; run \`send\` again after that.`;
      return [marked('warning', line), `  ${left}`];
    }
    case 'interrupted':
      return ending.elsewhere === true
        ? notes(
            'warning',
            'Stopped: somebody asked for that in the studio.',
            'Run `send` again to continue. A scheduled job continues by itself unless the edition is held.',
          )
        : notes('warning', 'Stopped, as you asked.', 'Run `send` again to continue.');
    case 'paused':
      return notes(
        'error',
        `The run is paused: ${printable(ending.reason)}`,
        'Find out why, then run `send` again to continue.',
      );
    case 'stopped':
      return notes(
        'error',
        `The run was stopped: ${printable(ending.reason)}`,
        destination.kind === 'mailbox'
          ? 'Run `send` again to continue.'
          : 'Fix SMTP_URL, then run `send` again to continue.',
      );
    case 'lost':
      return notes('error', 'Another process took over this run and is continuing it.', '');
    case 'ledger-gone':
      return notes('error', `${printable(ending.reason)} The run was stopped.`, savedNote(ending));
    case 'unrecordable':
      return notes(
        'error',
        `Can't write to the ledger: ${printable(ending.reason)}`,
        'Nothing more was sent. Check that the database is reachable and has free space, then run `send` again.',
      );
  }
}

/** Returns where the record of a run is whose database was removed, and what to do with it. */
function savedNote({ savedAt }: Extract<RunResult, { kind: 'ledger-gone' }>): string {
  if (savedAt === undefined) {
    return 'Put the original database back before you run `send` again; otherwise, readers get the letter twice.';
  }
  return savedAt.endsWith('.rescued')
    ? `Its records are saved in ${printable(savedAt)}. Put that file in place of the database before you run \`send\` again; otherwise, readers get the letter twice.`
    : 'Its records are saved at the same place. Find out what removed it, then run `send` again to continue.';
}

/** Presents what a dry run wrote. */
export const dryRunPresenter: Presenter<Addressed & DryRun> = {
  exitCode: () => EXIT.done,
  json: ({ edition, audience, counted, written, states }) => ({
    edition,
    audience,
    audienceName: counted.audience,
    leftOut: counted.leftOut,
    sent: 0,
    wouldSend: written,
    states: states ?? {},
  }),
  text: ({ written, folder }) => {
    const letters = plural(written, 'letter');
    return [marked('done', `Nothing was sent. Wrote ${letters} that would be sent to ${folder}/`)];
  },
};
