/** What is looked at, counted and asked before the first letter goes out. */
import type { Kysely } from 'kysely';
import type { Run } from '../deliver/ledger.ts';
import type { Schema } from '../store/schema.ts';
import { countSubscribers, longestSubscriber } from '../store/subscribers.ts';
import { UserError } from '../user-error.ts';
import { finishedFor, hasErrors, runGate } from './gate.ts';
import { EXIT, formatProblems, plural, signed, type Io } from './io.ts';
import { SPECIMEN, type Prepared } from './prepare.ts';
import type { Sending } from './sending.ts';
import type { Target } from './target.ts';
import { importFile } from './subscribers.ts';
import { sampleList } from './workspace.ts';

/** Whether the gate lets the letter go to the list; what it found is said. */
export async function passesGate(
  prepared: Prepared,
  db: Kysely<Schema>,
  { real }: Target,
  io: Io,
): Promise<boolean> {
  const longest = (await longestSubscriber(db)) ?? SPECIMEN;
  const problems = await runGate(prepared, finishedFor(prepared, longest, real));
  if (problems.length > 0) io.note(formatProblems(problems));
  if (!hasErrors(problems)) {
    io.note(signed('done', 'Gate: nothing stands against sending'));
    return true;
  }
  io.note(signed('error', 'Nothing was sent: mend what is marked above first.'));
  return false;
}

/** How many subscribers there are; a first run at the mailbox gets the sample list. */
export async function readyList({ db, io, workspace, target, options }: Sending): Promise<number> {
  const count = await countSubscribers(db);
  if (count > 0) return count;
  const sample = sampleList(workspace);
  if (target.kind === 'server' || sample === undefined || options.dryRun === true) {
    throw new UserError('The list is empty.', 'Import one: broadsheet subscribers import FILE.csv');
  }
  const shown = workspace.show(sample);
  const { added } = await importFile(db, sample, shown, io.clock());
  io.note(
    signed(
      'note',
      `The list was empty: imported ${plural(added, 'sample subscriber')} from ${shown}`,
    ),
  );
  return added;
}

/** An edition that changed in the middle of its run is not sent on. */
export function refuseChanged({ edition, composed }: Prepared, run: Run): void {
  if (run.contentHash === composed.contentHash) return;
  throw new UserError(
    `${edition.id} has changed since its sending began, and some subscribers have the earlier version.`,
    'Put the article, the templates and the config back as they were, and send again.',
  );
}

/** Whether the server answers, before anything is written; the exit code where it does not. */
export async function preflightServer({ io, target }: Sending): Promise<number | undefined> {
  const { name } = target.transport;
  const connected = await target.transport.connect();
  if (!connected.ok) {
    io.note(signed('error', `The SMTP server ${name} cannot be used: ${connected.reason}`));
    io.note('  Nothing was sent. Check SMTP_URL and that the server runs, then send again.');
    return EXIT.tryLater;
  }
  connected.connection.close();
  const what = target.kind === 'mailbox' ? 'the built-in mailbox (SMTP_URL is not set)' : name;
  io.note(signed('done', `Server: ${what}`));
  return undefined;
}

/** Mail to the mailbox harms nobody; before a real server, somebody says yes. */
export async function agreed(
  { io, options, prepared, target }: Sending,
  count: number,
): Promise<boolean> {
  const what = `${prepared.edition.id} to ${plural(count, 'subscriber')}`;
  if (options.yes === true || target.kind === 'mailbox') {
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
  const message = `Send ${what} through ${target.transport.name}?`;
  return (await confirm({ message, initialValue: false, output: process.stderr })) === true;
}
