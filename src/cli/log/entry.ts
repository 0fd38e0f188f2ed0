import type { DeliveryEvent, RunResult } from '../../deliver/events.ts';
import type { Reply } from '../../smtp/reply.ts';
import type { Tally } from '../../deliver/state.ts';

/** What a line of the log says beside its time, edition and run; undefined fields are left out. */
export interface LogEntry {
  readonly event: string;
  readonly address?: string;
  readonly [field: string]: unknown;
}

/** An event as fields. `attempt` counts from 1; a letter that was never released stays at 1. */
export function logEntry(event: DeliveryEvent): LogEntry {
  switch (event.kind) {
    case 'outcome': {
      const { due, state, reply, reason, server, messageId, retryAt } = event;
      return {
        event: 'outcome',
        address: due.subscriber.email,
        domain: due.domain,
        state,
        attempt: due.attempts + 1,
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
    case 'waiting': {
      const { kind, ...fields } = event;
      return { event: kind, ...fields };
    }
  }
}

/** How a run ended, and where it stands. */
export function resultEntry({ kind, ...fields }: RunResult, states?: Tally): LogEntry {
  return { event: 'result', result: kind, ...fields, states };
}

function replyFields(reply: Reply | undefined) {
  return { code: reply?.code, enhanced: reply?.enhanced, reply: reply?.text };
}
