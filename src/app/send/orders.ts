/** Sendings that a long-lived program begins for an editor: one per edition at a time. */
import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import { asError } from '../../base/as-error.ts';
import { formatCount, plural } from '../../base/format.ts';
import { fileFault } from '../../base/file-fault.ts';
import { startStopwatch, type Stopwatch } from '../../base/stopwatch.ts';
import { UserError } from '../../base/user-error.ts';
import type { SendEnding, SendOrder, SendStage } from '../../studio/sending.ts';
import type { Workspace } from '../workspace.ts';
import { describeOwner } from './owner.ts';
import type { SendEvent, SendQuestion, SendRequest, SendResult } from './result.ts';
import { troubleOf } from './trouble.ts';

export interface OrdersOptions {
  readonly workspace: Workspace;
  /** Told of each edition whose stage has changed. */
  readonly moved: (edition: string) => void;
  /** Told of a bug, which must not end the program. */
  readonly onFault: (error: Error) => void;
}

export interface Orders {
  stage(edition: string): SendStage | undefined;
  /**
   * Begins to send an edition after some seconds; false if that edition is being sent already.
   * The time is counted here: if the program ends before, nothing is sent.
   */
  begin(edition: string, order: SendOrder, seconds: number): boolean;
  takeBack(edition: string): boolean;
  stop(edition: string): boolean;
  /** Returns the furthest stage of all that is open; undefined if nothing is. */
  underWay(): 'waiting' | 'sending' | undefined;
  /** Takes back what waits, stops what is sent, and waits until its last letter is recorded. */
  close(): Promise<void>;
}

/** An order on its way; `stage` moves on. */
interface Entry {
  readonly edition: string;
  readonly order: SendOrder;
  readonly abort: AbortController;
  readonly since: Stopwatch;
  readonly waitMs: number;
  stage: 'waiting' | 'sending';
  timer?: NodeJS.Timeout;
  trouble?: string | undefined;
  done?: Promise<void>;
}

/** A timer stands still while the machine sleeps, and nobody expects letters when it wakes up. */
const SLEPT_MS = 60_000;
const SLEPT = refused(
  'This computer slept while the sending could be taken back.',
  'Nothing was sent. Look at it again, then send it.',
);

type Ended = Extract<SendStage, { kind: 'ended' }>;

/** Opens the book of orders, which has at most one for each edition. */
export function createOrders({ workspace, moved, onFault }: OrdersOptions): Orders {
  const open = new Map<string, Entry>();
  const ended = new Map<string, Ended>();
  let closed = false;

  const end = (entry: Entry, ending: SendEnding) => {
    const { edition, order } = entry;
    clearTimeout(entry.timer);
    open.delete(edition);
    ended.set(edition, { kind: 'ended', order, at: workspace.clock(), ending });
    moved(edition);
  };
  const send = async (entry: Entry) => {
    entry.stage = 'sending';
    moved(entry.edition);
    const heard = (event: SendEvent) => {
      const trouble = troubleOf(event);
      if (trouble === entry.trouble || trouble === 'no change') return;
      entry.trouble = trouble;
      moved(entry.edition);
    };
    end(entry, await sendOrder(workspace, entry, heard, onFault));
  };
  const begin = (edition: string, order: SendOrder, seconds: number): boolean => {
    if (closed || open.has(edition)) return false;
    const waitMs = seconds * 1000;
    const abort = new AbortController();
    const entry: Entry = {
      ...{ edition, order, abort, waitMs },
      ...{ stage: 'waiting', since: startStopwatch() },
    };
    open.set(edition, entry);
    entry.timer = setTimeout(() => {
      if (entry.since() > waitMs + SLEPT_MS) end(entry, SLEPT);
      else entry.done = send(entry);
    }, waitMs);
    moved(edition);
    return true;
  };
  const takeBack = (edition: string): boolean => {
    const entry = open.get(edition);
    if (entry?.stage !== 'waiting') return false;
    end(entry, { kind: 'taken-back' });
    return true;
  };
  const stop = (edition: string): boolean => {
    const entry = open.get(edition);
    if (entry?.stage !== 'sending') return false;
    entry.abort.abort();
    moved(edition);
    return true;
  };
  return {
    stage: (edition) => {
      const entry = open.get(edition);
      return entry ? stageOf(entry) : ended.get(edition);
    },
    underWay: () => {
      const stages = [...open.values()].map(({ stage }) => stage);
      return stages.find((stage) => stage === 'sending') ?? stages[0];
    },
    begin,
    takeBack,
    stop,
    close: async () => {
      closed = true;
      const entries = [...open.values()];
      for (const { edition } of entries) if (!takeBack(edition)) stop(edition);
      for (const { done } of entries) await done;
    },
  };
}

function stageOf({ stage, order, waitMs, since, abort, trouble }: Entry): SendStage {
  if (stage === 'waiting') return { kind: stage, order, leftMs: Math.max(0, waitMs - since()) };
  const stopping = abort.signal.aborted;
  return { kind: stage, order, stopping, ...(trouble !== undefined && { trouble }) };
}

/** Sends what was ordered, and nothing else; returns how it ended. */
async function sendOrder(
  workspace: Workspace,
  { edition, order, abort }: Entry,
  onEvent: (event: SendEvent) => void,
  onFault: (error: Error) => void,
): Promise<SendEnding> {
  let objection: SendEnding | undefined;
  const confirm = (question: SendQuestion) => {
    objection = objectionTo(question, order);
    return objection === undefined;
  };
  try {
    const { sendEdition } = await import('./send.ts');
    const hooks = { onEvent, confirm, signal: abort.signal };
    const result = await sendEdition(
      order.task === 'trial' ? withoutServer(workspace) : workspace,
      requestOf(edition, order),
      hooks,
    );
    return objection ?? endingOf(result);
  } catch (error) {
    if (error instanceof UserError) return refused(error.message, error.remedy);
    if (error instanceof DatabaseUnavailableError) {
      return refused(`The database can’t be used: ${error.message}.`, error.remedy);
    }
    const fault = fileFault(error);
    if (fault) return refused(fault.message, fault.remedy);
    onFault(asError(error));
    return refused(
      `The studio met an error: ${asError(error).message}`,
      'The terminal that runs it shows more. See below who has the letter.',
    );
  }
}

/** A workspace whose letters go to the built-in mailbox. */
function withoutServer(workspace: Workspace): Workspace {
  return { ...workspace, env: { ...workspace.env, SMTP_URL: undefined } };
}

function requestOf(edition: string, { task, accepted }: SendOrder): SendRequest {
  return {
    edition,
    onlyFailed: task === 'failed',
    resendUnknown: task === 'unknown',
    amend: accepted.includes('amend'),
    again: accepted.includes('again'),
  };
}

const LOOK_AGAIN = 'Nothing was sent. Look at it again, then send it.';
/** Readers leave all the time: so many in a hundred fewer are no surprise. */
const FEWER_PERCENT = 1;

/** Returns why what would be sent is not what an editor said yes to; undefined if it is. */
export function objectionTo(
  { audience, contentHash, count, destination }: Omit<SendQuestion, 'edition'>,
  order: SendOrder,
): Extract<SendEnding, { kind: 'refused' }> | undefined {
  if (contentHash !== order.contentHash) {
    return refused('The letter has changed since you looked at it.', LOOK_AGAIN);
  }
  if (audience !== order.audience) {
    const now = `It would now go to the audience ${audience}, not to ${order.audience}.`;
    return refused(now, LOOK_AGAIN);
  }
  if (destination.kind === 'server' && destination.name !== order.through) {
    const now = `It would now go through ${destination.name}, not through ${order.through}.`;
    return refused(now, LOOK_AGAIN);
  }
  const missing = order.count - count;
  if (missing < 0 || missing > (order.count * FEWER_PERCENT) / 100) {
    const now = `It would now go to ${plural(count, 'reader')}, not to ${formatCount(order.count)}.`;
    return refused(now, LOOK_AGAIN);
  }
  return undefined;
}

function endingOf(result: SendResult): SendEnding {
  switch (result.kind) {
    case 'checks-failed':
      return refused('The checks found errors.', 'Nothing was sent. Fix the errors first.');
    case 'held':
      return refused('The edition is held.', 'Nothing was sent. Release it, then send it.');
    case 'unapproved':
      return refused(
        'The letter is not approved, or has changed since.',
        'Nothing was sent. Review the letter and approve it.',
      );
    case 'unreachable':
      return refused('The mail server does not answer.', 'Nothing was sent. Try again later.');
    case 'owned':
      return refused(
        `${capitalized(describeOwner(result.owner))} is sending this edition.`,
        'This page shows how far it is. Nothing is sent twice.',
      );
    case 'declined':
      return refused('Nobody said yes.', LOOK_AGAIN);
    case 'interrupted':
      return { kind: 'unsent' };
    case 'nothing':
      return { kind: 'nothing' };
    case 'ended': {
      const { ending, states, before } = result;
      const accepted = states ? states.accepted - before.accepted : 0;
      return { kind: 'run', ending, accepted, ...(states && { states }) };
    }
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function refused(message: string, remedy: string) {
  return { kind: 'refused', message, remedy } as const;
}
