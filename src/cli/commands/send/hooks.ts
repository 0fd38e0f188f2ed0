/** What a person sees and answers while an edition is sent. */
import type { DueEvent } from '../../../app/send/due.ts';
import type { SendEvent, SendQuestion, TakeOverQuestion } from '../../../app/send/result.ts';
import { describeOwner } from '../../../app/send/owner.ts';
import { plural } from '../../../base/format.ts';
import { UserError } from '../../../base/user-error.ts';
import { hasErrors } from '../../../base/problem.ts';
import { leftOutWords } from '../../../subscribers/left-out-words.ts';
import { EVERYBODY } from '../../../subscribers/segment.ts';
import type { Io } from '../../io.ts';
import type { JobRecord } from '../../log/job-record.ts';
import { formatProblems } from '../../problems.ts';
import { startProgress } from '../../progress/progress.ts';
import { keepHeapSmall } from '../../small-heap.ts';
import { marked } from '../../style.ts';
import type { SendOptions } from './text.ts';

/** Notes, progress and the log for what is sent, the question before it, and the signal to stop. */
export interface SendWatch {
  readonly onEvent: (event: SendEvent | DueEvent) => void;
  readonly confirm: (question: SendQuestion) => Promise<boolean>;
  readonly confirmTakeOver: (question: TakeOverQuestion) => Promise<boolean>;
  readonly signal: AbortSignal;
  /** Takes the progress away that an error left on the screen. */
  readonly close: () => void;
}

type StartedEvent = Extract<SendEvent, { kind: 'started' }>;
type AudienceEvent = Extract<SendEvent, { kind: 'audience' }>;
type ShownRun = ReturnType<typeof showRun>;

/** Shows what is sent, and records it if there is a record. */
export function watchSending(options: SendOptions, io: Io, record?: JobRecord): SendWatch {
  const stop = new AbortController();
  let run: ShownRun | undefined;
  const close = () => {
    run?.close();
    run = undefined;
  };
  // Asked for late: until letters go, Ctrl-C ends the program at once.
  const heedStop = once(() => {
    const heard = () => {
      run?.note(STOPPING);
      stop.abort();
    };
    const signal = io.stopSignal();
    if (signal.aborted) heard();
    signal.addEventListener('abort', heard);
  });
  return {
    signal: stop.signal,
    confirm: (question) => confirm(question, options, io),
    confirmTakeOver: (question) => confirmTakeOver(question, options, io),
    close,
    onEvent: (event) => {
      record?.event(event);
      for (const line of eventLines(event)) io.note(line);
      if (event.kind === 'turn' || event.kind === 'started') heedStop();
      if (event.kind === 'started') {
        close();
        run = showRun(event, io);
      } else run?.event(event);
      if (event.kind === 'ended') close();
    },
  };
}

const STOPPING = marked(
  'note',
  'Stopping after the letters under way. Press Ctrl-C again to stop at once.',
);

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}

function startedLine({ run, letters }: StartedEvent): string {
  const whom = run.audience === EVERYBODY ? '' : ` of the audience ${run.audience}`;
  return `Sending ${run.edition} to ${plural(letters, 'subscriber')}${whom}.`;
}

function audienceLine({ audience, count, leftOut }: AudienceEvent): string {
  const who = audience === EVERYBODY ? 'List' : `Audience ${audience}`;
  const words = leftOutWords(leftOut);
  return `${who}: ${plural(count, 'subscriber')}${words === '' ? '' : `. Left out: ${words}`}`;
}

function eventLines(event: SendEvent | DueEvent): readonly string[] {
  switch (event.kind) {
    case 'ephemeral':
      return [
        marked(
          'warning',
          'The record of this run is lost when the job ends: do not send the edition again.',
        ),
      ];
    case 'timetable':
      return [formatProblems(event.problems)];
    case 'prepared':
      return [marked('done', `Edition ${event.edition}: "${event.subject}"`)];
    case 'skipped':
      return [formatProblems(event.problems)];
    case 'checked': {
      const { problems } = event;
      const found = problems.length > 0 ? [formatProblems(problems)] : [];
      return hasErrors(problems) ? found : [...found, marked('done', 'All checks passed')];
    }
    case 'sample-imported': {
      const count = plural(event.count, 'sample subscriber');
      return [marked('note', `The list was empty: imported ${count} from ${event.file}`)];
    }
    case 'audience':
      return [marked('done', audienceLine(event))];
    case 'server': {
      const { destination, name } = event;
      const mailbox = `${destination.name} (SMTP_URL is not set)`;
      return [marked('done', `Server: ${destination.kind === 'mailbox' ? mailbox : name}`)];
    }
    case 'server-silent':
      return [
        marked(
          'warning',
          `${event.name} has not been ready for ${event.seconds} seconds; still waiting. If the port expects TLS, use smtps:// in SMTP_URL.`,
        ),
      ];
    case 'server-failed':
      return [marked('error', `Can't use the SMTP server ${event.name}: ${event.message}`)];
    case 'taken-over':
      return [marked('warning', `Took over the run from ${describeOwner(event.owner)}.`)];
    case 'settled': {
      const letters = plural(event.count, 'letter');
      return [
        marked(
          'warning',
          `${letters} of an earlier sender may or may not have arrived and are now unknown.`,
        ),
      ];
    }
    case 'started':
      return [startedLine(event)];
    default:
      return [];
  }
}

/** Asks before letters go to a real server. Throws UserError if it can't ask. */
async function confirm(
  { edition, count, destination }: SendQuestion,
  { yes = false, due = false }: SendOptions,
  { interactive }: Io,
): Promise<boolean> {
  // A non-interactive job sends what is due: the schedule is the permission.
  if (yes || (due && !interactive())) return true;
  const what = `${edition} to ${plural(count, 'subscriber')}`;
  if (!interactive()) {
    throw new UserError(
      `Can't ask whether to send ${what}: this is not an interactive terminal.`,
      'Pass --yes to send without asking.',
    );
  }
  return ask(`Send ${what} through ${destination.name}?`);
}

/** Asks before a run is taken over. Throws UserError if it can't ask. */
async function confirmTakeOver(
  { edition, owner, until }: TakeOverQuestion,
  { yes = false }: SendOptions,
  { interactive }: Io,
): Promise<boolean> {
  if (yes) return true;
  const sender = `${describeOwner(owner)}, whose lease ends at ${until.toISOString()}`;
  if (!interactive()) {
    throw new UserError(
      `Can't ask whether to take over ${edition} from ${sender}: this is not an interactive terminal.`,
      'Pass --yes to take it over without asking.',
    );
  }
  return ask(`Take over ${edition} from ${sender}? Do so only if it no longer works.`);
}

async function ask(message: string): Promise<boolean> {
  const { confirm } = await import('@clack/prompts');
  return (await confirm({ message, initialValue: false, output: process.stderr })) === true;
}

/** Shows the progress of a run. */
function showRun({ letters }: StartedEvent, io: Io) {
  keepHeapSmall(letters);
  const progress = startProgress(letters, io);
  return {
    note: (line: string) => {
      progress.note(line);
    },
    event: (event: SendEvent | DueEvent) => {
      switch (event.kind) {
        case 'outcome':
        case 'connected':
        case 'connection-failed':
        case 'slowed':
        case 'database-failed':
        case 'database-back':
        case 'waiting':
          progress.event(event);
      }
    },
    close: () => {
      progress.stop();
    },
  };
}
