import type { Change, Run } from '../deliver/ledger.ts';
import type { DeliveryState } from '../deliver/state.ts';

/** A step that is itself a try, where the letter was not released before. */
const TRIES: readonly DeliveryState[] = ['released', 'deferred', 'rejected'];

/** What a change writes into the columns of its delivery. */
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

/** PostgreSQL's text holds neither NUL nor half a character. */
function clean(text: string | undefined): string | null {
  return text === undefined ? null : text.replaceAll('\0', ' ').toWellFormed();
}
