import type { RunResult } from '../../../deliver/events.ts';
import type { Run } from '../../../deliver/ledger.ts';
import { pending, type Tally } from '../../../deliver/state.ts';
import type { Store } from '../../../store/open.ts';
import type { DkimKey } from '../../../dkim/key.ts';
import { EXIT, plural, signed, type Io } from '../../io.ts';
import type { Prepared } from '../../../app/prepare.ts';
import { printable } from '../../../base/printable.ts';
import type { Target } from '../../../app/send/target.ts';
import { mailboxFolder, type Workspace } from '../../../app/workspace.ts';

export interface SendOptions {
  readonly content?: string;
  readonly yes?: boolean;
  /** The edition's time has come: what is not sent yet waits for its own. */
  readonly due?: boolean;
  /** The memory of the run may be lost. */
  readonly ephemeral?: boolean;
  readonly dryRun?: boolean;
  /** An address that gets one letter, marked as a test. */
  readonly test?: string;
  readonly amend?: boolean;
  readonly onlyFailed?: boolean;
  readonly resendUnknown?: boolean;
  readonly logFile?: string;
  readonly maskAddresses?: boolean;
  readonly json?: boolean;
}

/** What one `send` works with, once it is all there. */
export interface Sending {
  readonly io: Io;
  readonly workspace: Workspace;
  readonly options: SendOptions;
  readonly prepared: Prepared;
  readonly target: Target;
  readonly store: Store;
  /** What the letters are signed with, where the config says so. */
  readonly keys: readonly DkimKey[];
}

/** The states that the options send again, at the user's word. */
export function reopened({ onlyFailed, resendUnknown }: SendOptions) {
  return [
    ...(onlyFailed === true ? (['rejected', 'expired'] as const) : []),
    ...(resendUnknown === true ? (['unknown'] as const) : []),
  ];
}

export function resultJson(
  edition: string,
  { total, version }: Run,
  sent: number,
  states: Tally,
  result?: RunResult,
): string {
  return JSON.stringify({ edition, audience: total, version, sent, states, result: result?.kind });
}

/** Whether all that is left of a run waits for hours that have not come. */
function isEarly(states: Tally, { kind }: RunResult): boolean {
  return kind === 'deferred' && states.deferred === 0;
}

/** The exit code for where a run stands; a job that sends what is due has done so. */
export function exitCode(
  states: Tally,
  result: RunResult = { kind: 'finished' },
  { due = false }: SendOptions = {},
): number {
  if (due && isEarly(states, result)) return EXIT.done;
  if (result.kind === 'stopped') return EXIT.userError;
  if (result.kind !== 'finished' || pending(states) > 0) return EXIT.tryLater;
  return states.rejected + states.unknown + states.expired > 0 ? EXIT.failed : EXIT.done;
}

/** Why a run is not at its end, and what to do; nothing where it is. */
export function explainEnd({ io, target }: Sending, result: RunResult, states: Tally): void {
  const left = `${plural(pending(states), 'subscriber')} left.`;
  const say = (sign: 'error' | 'warning', finding: string, remedy: string) => {
    io.note(signed(sign, finding));
    io.note(`  ${left} ${remedy}`);
  };
  switch (result.kind) {
    case 'finished':
      return;
    case 'deferred':
      if (isEarly(states, result)) {
        const next = `the next comes at ${result.nextRetry.toISOString()}`;
        io.note(signed('note', `${left} Each gets it at their own hour; ${next}.`));
        return;
      }
      say(
        'warning',
        `Some letters were put off until ${result.nextRetry.toISOString()} or later.`,
        'Send again after that time to go on.',
      );
      return;
    case 'interrupted':
      say('warning', 'Stopped, as you asked.', 'Send again to go on.');
      return;
    case 'paused':
      say(
        'error',
        `The run is paused: ${printable(result.reason)}`,
        'Look into it, then send again to go on.',
      );
      return;
    case 'stopped':
      say(
        'error',
        `The run was stopped: ${printable(result.reason)}`,
        target.kind === 'mailbox'
          ? 'Send again to go on.'
          : 'Mend SMTP_URL, then send again to go on.',
      );
      return;
    case 'lost':
      say('error', 'Another sender has taken the run over.', 'It goes on there.');
      return;
    case 'unrecordable':
      say(
        'error',
        `The ledger cannot be written: ${printable(result.reason)}`,
        'Nothing more was sent. See that the database has room and can be reached, then send again.',
      );
  }
}

export function showWhereToLook({ io, target, workspace }: Sending): void {
  if (target.kind !== 'mailbox') return;
  io.out(`  The letters are in ${workspace.show(mailboxFolder(workspace))}/new/`);
  io.out('  List them:  npx broadsheet mailbox');
  io.out('  Read one:   npx broadsheet mailbox show 1');
}
