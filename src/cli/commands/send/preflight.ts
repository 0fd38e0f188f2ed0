/** What is looked at, counted and asked before the first letter goes out. */
import type { Run } from '../../../deliver/ledger.ts';
import { consequencesOf } from '../../../deliver/reply-table.ts';
import { pending, type Tally } from '../../../deliver/state.ts';
import type { SubscriberList } from '../../../subscribers/list.ts';
import { UserError } from '../../../base/user-error.ts';
import { cell, tellCi } from '../../ci/output.ts';
import { editionOutputs, problemSummary } from '../../ci/summary.ts';
import { finishedFor, hasErrors, runGate } from '../../../app/gate.ts';
import { EXIT, formatProblems, plural, signed, type Io } from '../../io.ts';
import { SPECIMEN, type Prepared } from '../../../app/prepare.ts';
import { printable } from '../../../base/printable.ts';
import type { Sending } from './sending.ts';
import type { Target } from '../../../app/send/target.ts';
import { importFile } from '../subscribers.ts';
import { sampleList } from '../../../app/workspace.ts';

/** Whether the gate lets the letter go to the list; what it found is said. */
export async function passesGate(
  prepared: Prepared,
  subscribers: SubscriberList,
  { real }: Target,
  io: Io,
): Promise<boolean> {
  const longest = (await subscribers.longest()) ?? SPECIMEN;
  const problems = await runGate(prepared, finishedFor(prepared, longest, real));
  if (problems.length > 0) io.note(formatProblems(problems));
  if (!hasErrors(problems)) {
    io.note(signed('done', 'Gate: nothing stands against sending'));
    return true;
  }
  io.note(signed('error', 'Nothing was sent: mend what is marked above first.'));
  tellCi(io, {
    outputs: { ...editionOutputs(prepared), result: 'gate' },
    summary: problemSummary(`${prepared.edition.id} was not sent`, problems),
  });
  return false;
}

/** How many subscribers there are; a first run at the mailbox gets the sample list. */
export async function readyList({
  store,
  io,
  workspace,
  target,
  options,
}: Sending): Promise<number> {
  const count = await store.subscribers.count();
  if (count > 0) return count;
  const sample = sampleList(workspace);
  if (target.kind === 'server' || sample === undefined || options.dryRun === true) {
    throw new UserError('The list is empty.', 'Import one: broadsheet subscribers import FILE.csv');
  }
  const shown = workspace.show(sample);
  const { added } = await importFile(store.subscribers, sample, shown);
  io.note(
    signed(
      'note',
      `The list was empty: imported ${plural(added, 'sample subscriber')} from ${shown}`,
    ),
  );
  return added;
}

/** An edition that changed in the middle of its run is not sent on, unless the user says so. */
export function refuseChanged({ options, prepared }: Sending, run: Run, states: Tally): void {
  const { edition, composed } = prepared;
  if (run.contentHash !== composed.contentHash && options.amend !== true) {
    throw new UserError(
      `${edition.id} has changed since its sending began, and some subscribers have the earlier version.`,
      'Put it back as it was, or say --amend to send the new version to whoever has none.',
    );
  }
  if (options.onlyFailed === true && pending(states) > 0) {
    throw new UserError(
      `${plural(pending(states), 'subscriber')} of ${edition.id} still wait for a first answer.`,
      'Send without --only-failed first.',
    );
  }
}

/** Whether a server answers, before anything is written; the exit code where none does. */
export async function preflightServers({
  io,
  prepared,
  target,
}: Sending): Promise<number | undefined> {
  let answered = 0;
  for (const { transport } of target.servers) {
    const connected = await transport.connect();
    if (connected.ok) {
      connected.connection.close();
      answered++;
      const mailbox = 'the built-in mailbox (SMTP_URL is not set)';
      io.note(signed('done', `Server: ${target.kind === 'mailbox' ? mailbox : transport.name}`));
      continue;
    }
    const message = printable(connected.failure.message);
    if (consequencesOf(connected.failure).run === 'stop') {
      throw new UserError(
        `The SMTP server ${transport.name} cannot be used: ${message}`,
        'Nothing was sent. Mend SMTP_URL; docs/delivery.md explains its options.',
      );
    }
    io.note(signed('error', `The SMTP server ${transport.name} cannot be used: ${message}`));
  }
  if (answered > 0) return undefined;
  io.note('  Nothing was sent. Check SMTP_URL and that the server runs, then send again.');
  const outputs = { ...editionOutputs(prepared), result: 'unreachable' };
  const { id } = prepared.edition;
  tellCi(io, { outputs, summary: `### ❌ ${cell(id)}: no server answers, nothing was sent` });
  return EXIT.tryLater;
}

/** Mail to the mailbox harms nobody; before a real server, somebody says yes. */
export async function agreed(
  { io, options, prepared, target }: Sending,
  count: number,
): Promise<boolean> {
  const what = `${prepared.edition.id} to ${plural(count, 'subscriber')}`;
  // Whoever set the schedule has said yes to a job that nobody watches.
  const scheduled = options.due === true && !io.interactive;
  if (options.yes === true || scheduled || target.kind === 'mailbox') {
    io.note(`Sending ${what}.`);
    return true;
  }
  if (!io.interactive) {
    throw new UserError(
      `Nobody can be asked whether to send ${what}.`,
      'Say --yes to send without a question.',
    );
  }
  const { confirm } = await import('@clack/prompts');
  const servers = target.servers.map(({ transport }) => transport.name).join(', ');
  const message = `Send ${what} through ${servers}?`;
  return (await confirm({ message, initialValue: false, output: process.stderr })) === true;
}
