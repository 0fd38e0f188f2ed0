import type { Command } from 'commander';
import type { Status } from '../../app/status.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { plural } from '../../base/format.ts';
import { printable, printableJson } from '../../base/printable.ts';
import type { Undelivered } from '../../deliver/runs.ts';
import type { Run } from '../../deliver/ledger.ts';
import type { Hold } from '../../edition/hold.ts';
import { EVERYBODY } from '../../subscribers/segment.ts';
import { EXIT, type Io } from '../io.ts';
import { CONTENT, EDITION, JSON_OPTION, type RunCommand } from '../options.ts';
import { domainTable, stateTable, stepTable } from '../run-tables.ts';
import { aligned } from '../table.ts';

export interface StatusOptions {
  readonly content?: string;
  readonly json?: boolean;
  /** Also lists who did not get it, and why. */
  readonly failed?: boolean;
}

/** Adds `broadsheet status` to the program. */
export function addStatus(program: Command, run: RunCommand): void {
  program
    .command('status')
    .description('show what became of an edition’s letters')
    .argument(...EDITION)
    .option('--failed', 'list who did not get it, and why')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: StatusOptions) =>
      run((io) => status(edition, options, io)),
    );
}

/** Shows what has become of an edition's letters. Returns the exit code. */
async function status(named: string | undefined, options: StatusOptions, io: Io): Promise<number> {
  const { listUndelivered, readStatus } = await import('../../app/status.ts');
  const workspace = openWorkspace(io, options.content);
  const found = await readStatus(workspace, named);
  const undelivered = options.failed === true ? listUndelivered(workspace, named) : undefined;
  const linesOf = options.json === true ? jsonLines : textLines;
  for await (const line of linesOf(found, undelivered)) io.out(line);
  return EXIT.done;
}

/**
 * Returns a status for people, with the letters that did not arrive where they are given; times are
 * in the newsletter's time zone.
 */
export async function* textLines(
  status: Status,
  undelivered?: AsyncIterable<Undelivered>,
): AsyncGenerator<string> {
  const { edition, timeZone, trial } = status;
  if (status.kind === 'not-started') {
    yield `${edition} has not been sent${trial ? ' to readers' : ''}.`;
    if (status.hold) yield heldLine(status.hold);
    if (trial) yield* trialLines(trial);
    return;
  }
  const { run, states, domains, earlier } = status;
  yield `${edition}, to ${recipients(run)}:`;
  if (status.hold) yield heldLine(status.hold);
  if (run.total > 0) yield stateTable(states, run.destination);
  if (run.version > 1) {
    yield `\nThe edition was amended after its sending began: version ${run.version} goes out now.`;
  }
  if (undelivered) {
    yield '\nWho did not get it, and why:';
    yield* failedLines(undelivered, timeZone);
  } else if (domains.length > 0) yield `\n${domainTable(domains)}`;
  const steps = stepTable(edition, states, { listed: undelivered !== undefined });
  if (steps !== '') yield `\n${steps}`;
  for (const before of earlier) {
    yield `\nBefore, to ${recipients(before.run)}:`;
    if (before.run.total > 0) yield stateTable(before.states, before.run.destination);
  }
  if (trial) yield* trialLines(trial);
}

/** Says that an edition is held, where, and why. */
function heldLine({ reason, place: { file, line } }: Hold): string {
  const where = line === undefined ? file : `${file}:${line}`;
  return `It is held by "hold:" in ${where}${reason === undefined ? '.' : `: ${printable(reason)}`}`;
}

function recipients({ total, audience }: Run): string {
  const all = plural(total, 'subscriber');
  return audience === EVERYBODY ? all : `${all} of the audience ${audience}`;
}

/** Returns what the built-in mailbox has caught, which no subscriber has received. */
function* trialLines({ run, states }: NonNullable<Status['trial']>): Generator<string> {
  yield `\nTrial in the built-in mailbox, for ${recipients(run)}:`;
  if (run.total > 0) yield stateTable(states, run.destination);
}

/** Rows that are read before any is shown, so that their columns line up. */
const BLOCK = 500;

/** Lines for the letters that did not arrive: when, who, what, how often tried, and why. */
async function* failedLines(
  undelivered: AsyncIterable<Undelivered>,
  timeZone: string,
): AsyncGenerator<string> {
  const style = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  const format = new Intl.DateTimeFormat('sv-SE', style);
  let any = false;
  let block: string[][] = [['when', 'address', 'state', 'tries', 'why']];
  const lines = () => aligned(block, ['left', 'left', 'left', 'right', 'left']);
  for await (const { at, email, state, attempts, reason } of undelivered) {
    any = true;
    const when = format.format(at);
    block.push([when, printable(email), state, String(attempts), printable(reason)]);
    if (block.length < BLOCK) continue;
    yield lines();
    block = [];
  }
  if (!any) yield '  Nobody: no letter has failed.';
  else if (block.length > 0) yield lines();
}

/** Returns a status as one JSON document, in more than one line where the failed are listed. */
export async function* jsonLines(
  status: Status,
  undelivered?: AsyncIterable<Undelivered>,
): AsyncGenerator<string> {
  const { edition } = status;
  const hold = status.hold ? (status.hold.reason ?? true) : undefined;
  const trial = status.trial && {
    audience: status.trial.run.total,
    audienceName: status.trial.run.audience,
    version: status.trial.run.version,
    states: status.trial.states,
  };
  if (status.kind === 'not-started') {
    const nothing = {
      edition,
      audience: null,
      version: null,
      states: null,
      domains: [],
      trial,
      hold,
    };
    yield printableJson(undelivered ? { ...nothing, failed: [] } : nothing);
    return;
  }
  const { run, states, domains } = status;
  const earlier = status.earlier.map((before) => ({
    audience: before.run.total,
    audienceName: before.run.audience,
    states: before.states,
  }));
  const summary = {
    ...{ edition, audience: run.total, audienceName: run.audience, version: run.version },
    ...{ states, domains, earlier, trial, hold },
  };
  if (!undelivered) {
    yield printableJson(summary);
    return;
  }
  yield `${printableJson(summary).slice(0, -1)},"failed":[`;
  let comma = '';
  for await (const { email, ...row } of undelivered) {
    yield comma + printableJson({ address: email, ...row });
    comma = ',';
  }
  yield ']}';
}
