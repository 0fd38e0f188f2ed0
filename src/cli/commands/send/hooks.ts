/** What a person sees and answers while an edition is sent. */
import type { RunWatcher, SendEvent, SendHooks, SendQuestion } from '../../../app/send/result.ts';
import { plural } from '../../../base/format.ts';
import { UserError } from '../../../base/user-error.ts';
import { hasErrors } from '../../../base/problem.ts';
import type { Run } from '../../../deliver/ledger.ts';
import { ciListens } from '../../ci/output.ts';
import type { Io } from '../../io.ts';
import { openRunLog } from '../../log/run-log.ts';
import { formatProblems } from '../../problems.ts';
import { startProgress } from '../../progress/progress.ts';
import { marked } from '../../style.ts';
import type { SendOptions } from './text.ts';

/** Returns what `send` is handed: notes for its events, the question, progress and the log. */
export function hooksFor(options: SendOptions, io: Io): SendHooks {
  return {
    onEvent: (event) => {
      for (const line of eventLines(event)) io.note(line);
    },
    confirm: (question) => confirm(question, options, io),
    stopSignal: io.stopSignal,
    watch: (run, letters, stop) => watch(run, letters, stop, options, io),
    countFailures: ciListens(io),
  };
}

function eventLines(event: SendEvent): readonly string[] {
  switch (event.kind) {
    case 'ephemeral':
      return [
        marked(
          'warning',
          'The record of this run is lost when the job ends: do not send the edition again.',
        ),
      ];
    case 'prepared':
      return [marked('done', `Edition ${event.edition.id}: "${event.edition.subject}"`)];
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
      return [marked('done', `List: ${plural(event.count, 'subscriber')}`)];
    case 'server': {
      const { destination, name } = event;
      const mailbox = `${destination.name} (SMTP_URL is not set)`;
      return [marked('done', `Server: ${destination.kind === 'mailbox' ? mailbox : name}`)];
    }
    case 'server-failed':
      return [marked('error', `Can't use the SMTP server ${event.name}: ${event.message}`)];
    case 'sending':
      return [`Sending ${event.edition} to ${plural(event.count, 'subscriber')}.`];
    case 'settled': {
      const letters = plural(event.count, 'letter');
      return [
        marked(
          'warning',
          `${letters} of a sender that died may or may not have arrived and are now unknown.`,
        ),
      ];
    }
  }
}

/** Asks a person before letters go to a real server. Throws UserError where nobody can be asked. */
async function confirm(
  { edition, count, destination }: SendQuestion,
  { yes = false, due = false }: SendOptions,
  { interactive }: Io,
): Promise<boolean> {
  // A job that nobody watches sends what is due: whoever wrote the schedule agreed to it.
  if (yes || (due && !interactive)) return true;
  const what = `${edition} to ${plural(count, 'subscriber')}`;
  if (!interactive) {
    throw new UserError(
      `Can't ask whether to send ${what}: this is not an interactive terminal.`,
      'Pass --yes to send without asking.',
    );
  }
  const { confirm: ask } = await import('@clack/prompts');
  const message = `Send ${what} through ${destination.name}?`;
  return (await ask({ message, initialValue: false, output: process.stderr })) === true;
}

/** Shows the progress of a run and writes its log. Throws UserError where the log can't be opened. */
async function watch(
  run: Run,
  letters: number,
  stop: AbortSignal,
  { logFile, maskAddresses: mask = false }: SendOptions,
  io: Io,
): Promise<RunWatcher> {
  const about = { edition: run.edition, runId: run.id, mask };
  const log = logFile === undefined ? undefined : await openRunLog(logFile, about, io);
  const progress = startProgress(letters, io);
  stop.addEventListener('abort', () => {
    progress.note(
      marked('note', 'Stopping after the letters under way. Press Ctrl-C again to stop at once.'),
    );
  });
  return {
    event: (event) => {
      progress.event(event);
      log?.event(event);
    },
    ended: async (result, states) => {
      if (result) log?.result(result, states);
      progress.stop();
      const written = await log?.close();
      if (written?.kind === 'broken') {
        const lost = plural(written.lost, 'line');
        io.note(marked('warning', `Can't write the log: ${written.reason}; ${lost} lost.`));
      }
    },
  };
}
