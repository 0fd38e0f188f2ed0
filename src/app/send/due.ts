import { localDate } from '../../base/time-zone.ts';
import type { Problem } from '../../base/problem.ts';
import { UserError } from '../../base/user-error.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { findEdition, readContent, type Content } from '../editions.ts';
import { readTimetable } from '../timetable.ts';
import { withStore, type Workspace } from '../workspace.ts';
import { refuseTrial } from './destination.ts';
import { isEphemeral } from './ephemeral.ts';
import type { SendEvent, SendHooks, SendRequest, SendResult } from './result.ts';
import { sendEdition } from './send.ts';
import { withSiteMails, type SiteMails } from './site-mails.ts';
import { turnsOf, type Turn } from './turns.ts';

/** The outcome of a turn: nothing if nothing is to be sent in it. */
export type TurnOutcome =
  | { readonly kind: 'none' | 'interrupted' }
  | { readonly kind: 'sent'; readonly result: SendResult }
  | { readonly kind: 'mistake'; readonly error: UserError };

export interface TakenTurn {
  readonly turn: Turn;
  readonly outcome: TurnOutcome;
}

export interface DueResult {
  readonly taken: readonly TakenTurn[];
  /** The edition that goes out next, and when. */
  readonly next?: { readonly edition: string; readonly at: Date; readonly timeZone: string };
  /** Of editions whose time can't be understood, and of files that are skipped: not sent. */
  readonly problems: readonly Problem[];
  /** What was done with the mails of the site; absent without one. */
  readonly mails?: SiteMails;
}

/** What happens while the editions that are due are sent, one after the other. */
export type DueEvent =
  | SendEvent
  /** The times of some editions can't be understood. */
  | { readonly kind: 'timetable'; readonly problems: readonly Problem[] }
  /** What follows, up to `turn-ended`, belongs to this edition. */
  | { readonly kind: 'turn'; readonly turn: Turn }
  | ({ readonly kind: 'turn-ended' } & TakenTurn);

/** How a caller follows, allows and stops the sending of what is due. */
export interface DueHooks extends Omit<SendHooks, 'onEvent' | 'confirmTakeOver'> {
  readonly onEvent?: ((event: DueEvent) => void) | undefined;
}

/**
 * Sends each edition whose time has come and that somebody still waits for: unfinished ones first,
 * then the oldest. A mistake in one edition stops no other. Throws UserError if nothing can ever
 * be due, or there is no server.
 */
export async function sendDue(
  workspace: Workspace,
  request: SendRequest,
  hooks: DueHooks = {},
): Promise<DueResult> {
  const config = await loadConfig(workspace.root);
  refuseTrial(workspace.env, config, true);
  if (isEphemeral(workspace.env, config, request.ephemeral === true)) {
    hooks.onEvent?.({ kind: 'ephemeral' });
  }
  const now = workspace.clock();
  const content = readContent(workspace);
  const editions =
    request.edition === undefined
      ? content.editions
      : [findEdition(workspace, request.edition, localDate(now, config.timeZone))];
  const timetable = readTimetable(workspace, config, { ...content, editions });
  tellProblems(timetable.problems, hooks);
  const ids = new Set(content.editions.map(({ id }) => id));
  const found = await withStore(workspace, (store) =>
    turnsOf(timetable, (id) => ids.has(id), config, store, now),
  );
  const isAsked = ({ edition }: Turn) =>
    request.edition === undefined || editions.some(({ id }) => id === edition);
  const turns = withoutStandIns(found.turns.filter(isAsked), content, config, now);
  tellProblems(found.problems, hooks);
  const { result: taken, mails } = await withSiteMails(workspace, config, hooks.signal, () =>
    takeTurns(workspace, turns, request, hooks),
  );
  const next = nextOf(turns);
  const problems = [...timetable.problems, ...found.problems];
  return { taken, problems, ...(next && { next }), ...(mails && { mails }) };
}

/**
 * Keeps editions of earlier days that have not begun from going out, as long as a file looks meant as
 * an edition and is none: it may be today's, and nothing older goes out in its place.
 */
function withoutStandIns(
  turns: readonly Turn[],
  { problems }: Content,
  { timeZone }: Config,
  now: Date,
): readonly Turn[] {
  if (!problems.some(({ code }) => code === 'edition/name')) return turns;
  const today = localDate(now, timeZone);
  return turns.map((turn) => {
    const begins = turn.kind === 'send' || turn.kind === 'send-late';
    return begins && localDate(turn.when.at, timeZone) < today
      ? { ...turn, kind: 'doubtful' }
      : turn;
  });
}

function tellProblems(problems: readonly Problem[], { onEvent }: DueHooks): void {
  if (problems.length > 0) onEvent?.({ kind: 'timetable', problems });
}

/** Takes one turn after the other, until a signal stops it. */
async function takeTurns(
  workspace: Workspace,
  turns: readonly Turn[],
  request: SendRequest,
  hooks: DueHooks,
): Promise<readonly TakenTurn[]> {
  const taken: TakenTurn[] = [];
  for (const turn of turns) {
    if (hooks.signal?.aborted === true) {
      return [...taken, { turn, outcome: { kind: 'interrupted' } }];
    }
    if (turn.kind === 'early') continue;
    hooks.onEvent?.({ kind: 'turn', turn });
    const outcome = await takeTurn(workspace, turn, request, hooks);
    taken.push({ turn, outcome });
    hooks.onEvent?.({ kind: 'turn-ended', turn, outcome });
  }
  return taken;
}

async function takeTurn(
  workspace: Workspace,
  { kind, edition }: Turn,
  request: SendRequest,
  hooks: DueHooks,
): Promise<TurnOutcome> {
  if (isIdle(kind)) return { kind: 'none' };
  // What concerns every edition was reported before.
  const onEvent = (event: SendEvent) => {
    if (event.kind !== 'ephemeral' && event.kind !== 'skipped') hooks.onEvent?.(event);
  };
  try {
    const result = await sendEdition(workspace, { ...request, edition }, { ...hooks, onEvent });
    return { kind: 'sent', result };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'mistake', error };
  }
}

function isIdle(kind: Turn['kind']): boolean {
  return kind !== 'go-on' && kind !== 'send' && kind !== 'send-late';
}

function nextOf(turns: readonly Turn[]): DueResult['next'] {
  const [next] = turns
    .filter((turn) => turn.hold === undefined)
    .filter((turn) => turn.kind === 'early' || turn.kind === 'waiting')
    .sort((a, b) => a.until.getTime() - b.until.getTime());
  return next && { edition: next.edition, at: next.until, timeZone: next.when.timeZone };
}
