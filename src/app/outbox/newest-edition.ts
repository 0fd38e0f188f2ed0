/** The newest edition, for a reader who has just joined. */
import type { Config } from '../../config/schema.ts';
import type { DestinationKind } from '../../deliver/destination.ts';
import type { LateDeliveries, LateOutcome } from '../../deliver/late-deliveries.ts';
import type { DkimKey } from '../../dkim/key.ts';
import { audienceOf } from '../../edition/audience.ts';
import { dated } from '../../letter/compose.ts';
import { letterMaker } from '../../letter/letter.ts';
import { consequencesOf } from '../../deliver/reply-table.ts';
import type { SendOutcome } from '../../smtp/transport.ts';
import type { ClaimedMail } from '../../subscribers/outbox.ts';
import { EVERYBODY } from '../../subscribers/segment.ts';
import { findUnapproved } from '../approval/compare.ts';
import { prepareEdition, type Prepared } from '../prepare/prepare.ts';
import type { Workspace } from '../workspace.ts';
import type { ReadyMail } from './drain.ts';

export interface NewestEditions {
  readonly workspace: Workspace;
  readonly config: Config;
  readonly destination: DestinationKind;
  readonly keys: readonly DkimKey[];
  readonly late: LateDeliveries;
}

/** Preparing an edition takes a second or so, in which a process that serves readers answers late. */
const PREPARED_FOR_MS = 10 * 60_000;

/** Makes the function that writes the newest edition to a new reader. */
export function newestEditionWriter({
  workspace,
  config,
  destination,
  keys,
  late,
}: NewestEditions): (mail: ClaimedMail, readerId: string) => Promise<ReadyMail> {
  const audiences = [EVERYBODY, ...Object.keys(config.segments)].map((name) =>
    audienceOf(name, config),
  );
  const prepare = remembering((edition) => prepareEdition(workspace, edition), workspace.clock);
  return async ({ createdAt }, readerId) => {
    const found = await late.newestFor(readerId, audiences, destination);
    if (!found) return { kind: 'obsolete', reason: 'there is no edition that they do not have' };
    const prepared = await prepare(found.run.edition);
    const { composed, edition } = prepared;
    if (edition.hold) return { kind: 'obsolete', reason: 'the edition is held' };
    if (composed.contentHash !== found.run.contentHash || findUnapproved(prepared, workspace)) {
      return { kind: 'obsolete', reason: 'the edition has changed since it was sent' };
    }
    const letter = await letterMaker(dated(composed, createdAt), keys)(found.subscriber);
    return {
      kind: 'letter',
      letter,
      release: () => late.release(found, letter.messageId),
      released: async (sent) => {
        const outcome = outcomeOf(sent);
        if (outcome) await late.settle(found, outcome);
      },
    };
  };
}

/**
 * What became of a letter that was released; undefined if it was not. One that the server deferred
 * after all of it counts as refused: the run may be over, and nobody would send it again.
 */
function outcomeOf(sent: SendOutcome): LateOutcome | undefined {
  switch (sent.kind) {
    case 'accepted':
      return { state: 'accepted', reply: sent.reply };
    case 'failed': {
      const { reply, message } = sent.failure;
      const state = consequencesOf(sent.failure).delivery === 'unknown' ? 'unknown' : 'rejected';
      return { state, ...(reply ? { reply } : { reason: message }) };
    }
    case 'stale':
      return { state: 'rejected', reason: 'it was not written in time' };
    case 'withheld':
    case 'untried':
      return undefined;
  }
}

interface Remembered {
  readonly edition: string;
  readonly at: number;
  readonly prepared: Promise<Prepared>;
}

/** Makes a function that prepares an edition once for all who join within some minutes. */
function remembering(
  prepare: (edition: string) => Promise<Prepared>,
  clock: () => Date,
): (edition: string) => Promise<Prepared> {
  let last: Remembered | undefined;
  return (edition) => {
    const at = clock().getTime();
    const isFresh = last?.edition === edition && at - last.at < PREPARED_FOR_MS;
    last = isFresh && last ? last : { edition, at, prepared: prepare(edition) };
    return last.prepared;
  };
}
