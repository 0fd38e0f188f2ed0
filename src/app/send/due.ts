import { localDate } from '../../base/time-zone.ts';
import type { Problem } from '../../base/problem.ts';
import { UserError } from '../../base/user-error.ts';
import { loadConfig } from '../../config/load.ts';
import { findEdition, listEditions } from '../editions.ts';
import { readTimetable } from '../timetable.ts';
import { withStore, type Workspace } from '../workspace.ts';
import { isEphemeral } from './ephemeral.ts';
import type { SendHooks, SendRequest, SendResult } from './result.ts';
import { sendEdition } from './send.ts';
import { turnsOf, type Turn } from './turns.ts';

/** What came of a turn: nothing where it is held, skipped or waiting. */
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
  /** What goes out next, and when. */
  readonly next?: { readonly id: string; readonly at: Date; readonly timeZone: string };
  /** Of editions whose time can't be understood. */
  readonly problems: readonly Problem[];
}

export interface DueHooks extends SendHooks {
  readonly onProblems: (problems: readonly Problem[]) => void;
  readonly onTurn: (turn: Turn) => void;
  readonly onOutcome: (taken: TakenTurn) => void;
}

/**
 * Sends each edition whose time has come and that somebody still waits for: unfinished ones first,
 * then the oldest. A mistake in one edition stops no other. Throws UserError where nothing can ever
 * be due.
 */
export async function sendDue(
  workspace: Workspace,
  request: SendRequest,
  hooks: DueHooks,
): Promise<DueResult> {
  const config = await loadConfig(workspace.root);
  if (isEphemeral(workspace.env, config, request.ephemeral === true)) {
    hooks.onEvent({ kind: 'ephemeral' });
  }
  const now = workspace.clock();
  const editions =
    request.edition === undefined
      ? listEditions(workspace)
      : [findEdition(workspace, request.edition, localDate(now, config.timeZone))];
  const { scheduled, problems } = readTimetable(workspace, config, editions);
  if (problems.length > 0) hooks.onProblems(problems);
  const turns = await withStore(workspace, (store) => turnsOf(scheduled, config, store, now));
  const taken = await takeTurns(workspace, turns, request, hooks);
  const next = nextOf(turns);
  return { taken, problems, ...(next && { next }) };
}

/** One after the other, until a signal stops it. */
async function takeTurns(
  workspace: Workspace,
  turns: readonly Turn[],
  request: SendRequest,
  hooks: DueHooks,
): Promise<readonly TakenTurn[]> {
  const stop = hooks.stopSignal();
  const taken: TakenTurn[] = [];
  for (const turn of turns) {
    if (stop.aborted) return [...taken, { turn, outcome: { kind: 'interrupted' } }];
    if (turn.kind === 'early') continue;
    hooks.onTurn(turn);
    const outcome = await takeTurn(workspace, turn, request, onceTold(hooks, stop));
    taken.push({ turn, outcome });
    hooks.onOutcome({ turn, outcome });
  }
  return taken;
}

/** The hooks of one edition, where what concerns all of them was told before. */
function onceTold(hooks: DueHooks, stop: AbortSignal): SendHooks {
  return {
    ...hooks,
    stopSignal: () => stop,
    onEvent: (event) => {
      if (event.kind !== 'ephemeral') hooks.onEvent(event);
    },
  };
}

async function takeTurn(
  workspace: Workspace,
  { kind, id }: Turn,
  request: SendRequest,
  hooks: SendHooks,
): Promise<TurnOutcome> {
  if (kind === 'held' || kind === 'skipped' || kind === 'waiting') return { kind: 'none' };
  try {
    return {
      kind: 'sent',
      result: await sendEdition(workspace, { ...request, edition: id }, hooks),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'mistake', error };
  }
}

function nextOf(turns: readonly Turn[]): DueResult['next'] {
  const [next] = turns
    .filter((turn) => turn.kind === 'early' || turn.kind === 'waiting')
    .sort((a, b) => a.until.getTime() - b.until.getTime());
  return next && { id: next.id, at: next.until, timeZone: next.when.timeZone };
}
