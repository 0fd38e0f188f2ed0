/** Events as lines of the log. */
import type { DueEvent, TurnOutcome } from '../../app/send/due.ts';
import type { SendEvent } from '../../app/send/result.ts';
import { describe, type Problem } from '../../base/problem.ts';
import type { RunResult } from '../../deliver/events.ts';
import type { Tally } from '../../deliver/state.ts';
import type { Reply } from '../../smtp/reply.ts';

/** What a line of the log says beside its time, edition and run; undefined fields are left out. */
export interface LogEntry {
  readonly event: string;
  readonly address?: string;
  readonly [field: string]: unknown;
}

/** Returns an event as fields. */
export function logEntry(event: SendEvent | DueEvent): LogEntry {
  switch (event.kind) {
    case 'outcome': {
      const { subscriber, domain, attempt, state, reply, reason } = event;
      const { server, messageId, retryAt } = event;
      return {
        event: 'outcome',
        address: subscriber.email,
        domain,
        state,
        attempt,
        ...replyFields(reply),
        reason,
        server,
        messageId,
        retryAt,
      };
    }
    case 'connection-failed': {
      const { server, failure, retryInMs } = event;
      const { stage, reply, message: reason } = failure;
      return { event: event.kind, server, stage, ...replyFields(reply), reason, retryInMs };
    }
    case 'connected':
    case 'slowed':
    case 'database-failed':
    case 'database-back':
    case 'waiting': {
      const { kind, ...fields } = event;
      return { event: kind, ...fields };
    }
    case 'timetable':
    case 'skipped':
    case 'checked':
      return { event: event.kind, problems: event.problems.map(problemFields) };
    case 'turn':
      return { event: event.kind, action: event.turn.kind, due: event.turn.when.at };
    case 'turn-ended':
      return { event: event.kind, ...outcomeFields(event.outcome) };
    case 'server':
      return { event: event.kind, server: event.name };
    case 'server-silent':
      return { event: event.kind, server: event.name, seconds: event.seconds };
    case 'server-failed':
      return { event: event.kind, server: event.name, reason: event.message };
    case 'started':
      return { event: event.kind, letters: event.letters };
    case 'ended':
      return resultEntry(event.ending, event.states);
    case 'ephemeral':
    case 'prepared':
    case 'sample-imported':
    case 'audience':
    case 'taken-over':
    case 'settled': {
      const { kind, ...fields } = event;
      return { event: kind, ...fields };
    }
  }
}

function problemFields(problem: Problem) {
  const { code, severity, place } = problem;
  return { code, severity, ...place, finding: describe(problem).finding };
}

function outcomeFields(outcome: TurnOutcome) {
  switch (outcome.kind) {
    case 'sent':
      return { result: outcome.result.kind };
    case 'mistake':
      return { result: outcome.kind, reason: outcome.error.message, remedy: outcome.error.remedy };
    default:
      return { result: outcome.kind };
  }
}

/** How a run ended, and its states. */
function resultEntry({ kind, ...fields }: RunResult, states?: Tally): LogEntry {
  return { event: 'result', result: kind, ...fields, states };
}

function replyFields(reply: Reply | undefined) {
  return { code: reply?.code, enhanced: reply?.enhanced, reply: reply?.text };
}
