import type { Outbox } from '../../subscribers/outbox.ts';
import type { SignUps } from '../../subscribers/sign-ups.ts';

export interface PurgePorts {
  readonly outbox: Pick<Outbox, 'purge'>;
  readonly signUps: Pick<SignUps, 'purge'>;
}

/** How long it is kept to whom which mail of the site was sent. */
const MAILS_KEPT_DAYS = 30;

/** Deletes what the site no longer needs: old mails, and sign-ups that nobody confirmed. */
export async function purgeSite({ outbox, signUps }: PurgePorts, now: Date): Promise<void> {
  await outbox.purge(new Date(now.getTime() - MAILS_KEPT_DAYS * 24 * 3_600_000));
  await signUps.purge();
}
