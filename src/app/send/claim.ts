import { UserError } from '../../base/user-error.ts';
import type { Run } from '../../deliver/ledger.ts';
import type { Claim } from '../../deliver/runs.ts';
import { isDeadOwner, ownerName } from './owner.ts';
import type { Sending } from './sending.ts';

type Owned = Extract<Claim, { kind: 'owned' }>;

/**
 * Takes the lease on a run: a free one, one of a dead owner or, if the user wants it and confirms
 * it, that of a living one. Throws UserError if letters would be resent that it may still write.
 */
export async function claimRun(
  sending: Sending,
  run: Run,
  seconds: number,
): Promise<Claim | { readonly kind: 'declined' }> {
  const { store, request, hooks } = sending;
  const self = ownerName();
  const claim = await store.runs.claim(run, self, seconds, isDeadOwner);
  if (claim.kind !== 'owned' || request.takeOver !== true) return claim;
  if (request.resendUnknown === true) throw resendTooEarly(run);
  if (!(await isConfirmed(sending, claim))) return { kind: 'declined' };
  // Another sender may have been faster than the answer; nobody has confirmed that one.
  const mayTake = (owner: string) => owner === claim.owner || isDeadOwner(owner);
  const taken = await store.runs.claim(run, self, seconds, mayTake);
  if (taken.kind === 'claimed') hooks.onEvent?.({ kind: 'taken-over', owner: claim.owner });
  return taken;
}

async function isConfirmed(
  { prepared, hooks }: Sending,
  { owner, until }: Owned,
): Promise<boolean> {
  const question = { edition: prepared.edition.id, owner, until };
  return (await hooks.confirmTakeOver?.(question)) ?? true;
}

function resendTooEarly({ edition }: Run): UserError {
  return new UserError(
    `Another process is sending ${edition}: it may still write the letters that are unknown.`,
    'Pass --take-over without --resend-unknown. Resend unknown letters after the run.',
  );
}
