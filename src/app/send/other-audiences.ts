/** What an edition's audience means for a run, and for what went to another audience before. */
import { plural } from '../../base/format.ts';
import { UserError } from '../../base/user-error.ts';
import type { Run } from '../../deliver/ledger.ts';
import { pending } from '../../deliver/state.ts';
import type { Store } from '../../store/open.ts';
import { sizeOf, type AudienceCount, type Sent } from '../../subscribers/audiences.ts';
import { EVERYBODY, type Audience } from '../../subscribers/segment.ts';
import { isDeadOwner, ownerName } from './owner.ts';
import type { RunStanding } from './result.ts';
import { standingOf } from './run.ts';
import type { Sending } from './sending.ts';

/** Refuses to begin a run for nobody: the segment is hardly meant so. Throws UserError. */
export function refuseNobody(edition: string, counted: AudienceCount): void {
  if (counted.audience === EVERYBODY || sizeOf(counted) > 0) return;
  throw new UserError(
    `Nobody is in the audience ${counted.audience} of ${edition}. Nothing was sent.`,
    `Run \`broadsheet subscribers count --audience ${counted.audience}\`, and fix the segment in broadsheet.config.ts.`,
  );
}

/**
 * Refuses to go on with another audience while subscribers of the one before still wait, unless the
 * user says so with --amend. Throws UserError.
 */
export async function refuseOtherAudience(
  store: Store,
  sent: Sent,
  audience: Audience,
  amend: boolean,
): Promise<void> {
  if (amend) return;
  const [open] = await openElsewhere(store, sent, audience);
  if (!open) return;
  const { run, left } = open;
  throw new UserError(
    `The audience of ${run.edition} was ${run.audience} when its sending began, and ${plural(left, 'subscriber')} of that audience still wait. Nothing was sent.`,
    `Set "audience:" back to ${run.audience} to finish. To send to the audience ${audience.name} instead, pass --amend: nobody who has the edition gets it again, and those who wait get it only if they are in the new audience.`,
  );
}

/**
 * Ends the runs of an edition for other audiences: what waits in them is suppressed, and what was
 * released without an outcome is unknown. Returns the standing of one that another process is sending.
 */
export async function leaveOtherAudiences(
  sending: Sending,
  sent: Sent,
): Promise<(RunStanding & Owned) | undefined> {
  const { store, audience } = sending;
  for (const { run } of await openElsewhere(store, sent, audience)) {
    const claim = await store.runs.claim(run, ownerName(), LEASE_SECONDS, isDeadOwner);
    if (claim.kind === 'owned') return { ...claim, ...(await standingOf(sending, run)) };
    try {
      await store.runs.settle(claim.lease);
      await store.runs.abandon(claim.lease, `the audience was changed to ${audience.name}`);
    } finally {
      await store.runs.free(claim.lease);
    }
  }
  return undefined;
}

const LEASE_SECONDS = 30;

interface Owned {
  readonly kind: 'owned';
  readonly owner: string;
  readonly until: Date;
}

/** Lists the unfinished runs of an edition for other audiences, and how many wait in each. */
export async function openElsewhere(
  { runs }: Store,
  { edition, destination }: Sent,
  audience: Audience,
): Promise<readonly { readonly run: Run; readonly left: number }[]> {
  const others = await runs.ofEdition(edition, destination);
  const open = [];
  for (const run of others.filter((each) => each.audience !== audience.name)) {
    const states = await runs.tally(run);
    const left = pending(states) + states.released;
    if (left > 0) open.push({ run, left });
  }
  return open;
}
