import type { ServerShare } from '../../deliver/pooled-connection.ts';
import { pending, type Tally } from '../../deliver/state.ts';
import type { Store } from '../../store/open.ts';
import type { Audience } from '../../subscribers/segment.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { Workspace } from '../workspace.ts';
import type { Destination } from './destination.ts';
import type { Addressed, SendHooks, SendRequest } from './result.ts';

/** A prepared edition on its way to its destination. */
export interface Sending {
  readonly workspace: Workspace;
  readonly store: Store;
  readonly prepared: Prepared;
  readonly audience: Audience;
  readonly destination: Destination;
  readonly servers: readonly ServerShare[];
  readonly request: SendRequest;
  readonly hooks: SendHooks;
}

/** Returns what every result says: which edition, and where its letters go. */
export function addressed({ edition }: Prepared, destination: Destination): Addressed {
  return { edition: edition.id, subject: edition.subject, destination };
}

/** Returns the states that a request sends again. */
export function reopened({ onlyFailed, resendUnknown }: SendRequest) {
  return [
    ...(onlyFailed === true ? (['rejected', 'expired'] as const) : []),
    ...(resendUnknown === true ? (['unknown'] as const) : []),
  ];
}

/** Counts the deliveries that a request would send now. */
export function waiting(states: Tally, request: SendRequest): number {
  return reopened(request).reduce((sum, state) => sum + states[state], pending(states));
}
