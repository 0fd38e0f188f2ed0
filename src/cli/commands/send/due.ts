import { stripVTControlCharacters } from 'node:util';
import { loadConfig } from '../../../config/load.ts';
import { UserError } from '../../../base/user-error.ts';
import { cell, tellCi } from '../../ci/output.ts';
import { errorSummary } from '../../ci/summary.ts';
import { turnsOf, type Turn } from '../../../app/send/due.ts';
import { findEdition, listEditions } from '../../../app/find-edition.ts';
import { refuseForgetful } from '../../../app/send/forgetful.ts';
import { EXIT, formatMistake, formatProblems, signed, type Io } from '../../io.ts';
import { localDate } from '../../../base/time-zone.ts';
import { send } from './send.ts';
import type { SendOptions } from './sending.ts';
import { formatInstant, span } from '../../time-words.ts';
import { nothingScheduled, readTimetable } from '../../../app/timetable.ts';
import { openWorkspace, withStore } from '../../../app/workspace.ts';

interface Taken {
  readonly turn: Turn;
  readonly code: number;
  /** What `send` reported, as JSON. */
  readonly report?: object;
}

/** The exit codes, the worst last. */
const WORSE: readonly number[] = [EXIT.done, EXIT.tryLater, EXIT.failed, EXIT.userError, EXIT.bug];

/**
 * Sends each edition whose time has come and that somebody still waits for; unfinished ones first,
 * then the oldest. A mistake in one edition stops no other. The exit code is the worst of all.
 */
export async function sendDue(
  named: string | undefined,
  options: SendOptions,
  io: Io,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  const config = await loadConfig(workspace.root);
  refuseForgetful(io, config, options);
  const now = io.clock();
  const editions =
    named === undefined
      ? listEditions(workspace)
      : [findEdition(workspace, named, localDate(now, config.timeZone))];
  const { scheduled, problems } = readTimetable(workspace, config, editions, now);
  if (problems.length > 0) io.note(formatProblems(problems));
  else if (scheduled.length === 0 && !config.schedule) throw nothingScheduled();

  const turns = await withStore(workspace, io, (store) => turnsOf(scheduled, config, store, now));
  const taken = await takeTurns(turns, options, io);
  const faults = problems.length > 0 ? [EXIT.userError] : [];
  const code = worst([...taken.map((each) => each.code), ...faults]);
  report(turns, taken, options, io);
  return code;
}

/** One after the other, until a signal stops it. */
async function takeTurns(
  turns: readonly Turn[],
  options: SendOptions,
  io: Io,
): Promise<readonly Taken[]> {
  const stop = io.stopSignal();
  const taken: Taken[] = [];
  for (const turn of turns) {
    if (stop.aborted) return [...taken, { turn, code: EXIT.tryLater }];
    if (turn.kind !== 'early') {
      taken.push(await takeTurn(turn, options, { ...io, stopSignal: () => stop }));
    }
  }
  return taken;
}

async function takeTurn(turn: Turn, options: SendOptions, io: Io): Promise<Taken> {
  const words = wordsOf(turn, io.clock());
  if (words) {
    (options.json === true ? io.note : io.out)(words);
    const outputs = { edition: turn.id, result: turn.kind };
    tellCi(io, { outputs, summary: `- ${cell(stripVTControlCharacters(words))}` });
  }
  if (turn.kind === 'held') return { turn, code: EXIT.failed };
  if (turn.kind === 'skipped' || turn.kind === 'waiting') return { turn, code: EXIT.done };
  const said: string[] = [];
  const out = options.json === true ? (line: string) => said.push(line) : io.out;
  try {
    const code = await send(turn.id, options, { ...io, out });
    const [line] = said;
    return { turn, code, ...(line !== undefined && { report: JSON.parse(line) as object }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    io.note(formatMistake(error));
    tellCi(io, { summary: errorSummary(error, EXIT.userError) });
    return { turn, code: EXIT.userError };
  }
}

/** What is said of an edition that is not simply sent. */
function wordsOf(turn: Turn, now: Date): string | undefined {
  const { id, when } = turn;
  const late = `${id} was due at ${formatInstant(when.at, when.timeZone)}, ${span(when.at, now)} ago`;
  switch (turn.kind) {
    case 'go-on':
      return signed('note', `${id} is under way: going on with it.`);
    case 'send-late':
      return signed('warning', `${late}: sent all the same, as schedule.lateness says.`);
    case 'skipped':
      return signed('warning', `${late}: skipped, as schedule.lateness says. Nobody gets it.`);
    case 'held':
      return `${signed('error', `${late}: held, as schedule.lateness says. Nobody has it.`)}\n  Send it all the same: broadsheet send ${id}`;
    case 'waiting':
      return signed(
        'note',
        `${id}: whose hour has come has it; the next letters may go at ${formatInstant(turn.until, when.timeZone)}.`,
      );
    default:
      return undefined;
  }
}

function report(
  turns: readonly Turn[],
  taken: readonly Taken[],
  options: SendOptions,
  io: Io,
): void {
  const [next] = turns
    .filter((turn) => turn.kind === 'early' || turn.kind === 'waiting')
    .sort((a, b) => a.until.getTime() - b.until.getTime());
  if (taken.length === 0) {
    tellCi(io, { outputs: { result: 'nothing-due' }, summary: '- Nothing is due.' });
  }
  if (options.json === true) {
    const editions = taken.map(({ turn: { id, kind, when }, code, report: result }) => ({
      edition: id,
      due: when.at,
      action: kind,
      code,
      ...result,
    }));
    io.out(JSON.stringify({ editions, next: next ? { edition: next.id, at: next.until } : null }));
  } else if (taken.length === 0) {
    const then = next
      ? `Next: ${next.id}, at ${formatInstant(next.until, next.when.timeZone)}.`
      : 'No edition in content/ is to go out later.';
    io.out(signed('done', `Nothing is due. ${then}`));
  }
}

function worst(codes: readonly number[]): number {
  return WORSE.findLast((code) => codes.includes(code)) ?? EXIT.done;
}
