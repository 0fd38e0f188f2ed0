import type { Change, Run } from '../deliver/ledger.ts';
import type { DeliveryState } from '../deliver/state.ts';

/** States that count as an attempt, unless the letter was released before. */
const TRIES: readonly DeliveryState[] = ['released', 'deferred', 'rejected'];

/** Returns what a change writes into the columns of its delivery. */
export function columnsOf(
  { state, messageId, reply, reason, retryAt }: Change,
  { version }: Pick<Run, 'version'>,
) {
  return {
    tries: TRIES.includes(state) ? 1 : 0,
    messageId: messageId ?? null,
    version: state === 'released' ? version : null,
    code: reply?.code ?? null,
    enhanced: reply?.enhanced ?? null,
    reply: clean(reply?.text ?? reason),
    retryAt: retryAt?.toISOString() ?? null,
  };
}

/** Removes what PostgreSQL's text can't hold: NUL and lone surrogates. */
function clean(text: string | undefined): string | null {
  return text === undefined ? null : text.replaceAll('\0', ' ').toWellFormed();
}
