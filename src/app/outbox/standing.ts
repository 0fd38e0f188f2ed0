/** Whether a queued mail is still to be sent, and whom it is about. */
import type { Reader, ReaderRequest } from '../../subscribers/reader.ts';
import type { Readers } from '../../subscribers/readers.ts';
import type { ClaimedMail, SiteMail } from '../../subscribers/outbox.ts';
import type { SignUps } from '../../subscribers/sign-ups.ts';
import {
  LIFTED_BY_READERS,
  type SuppressionKind,
  type Suppressions,
} from '../../subscribers/suppression.ts';

/** What is asked before a mail is written. */
export interface MailSources {
  readonly readers: Pick<Readers, 'find' | 'findRequest'>;
  readonly signUps: Pick<SignUps, 'find'>;
  readonly suppressions: Pick<Suppressions, 'find'>;
}

/** What a mail is about; `none` if it names nothing but its address. */
export type Subject =
  | { readonly kind: 'none' }
  | { readonly kind: 'reader'; readonly reader: Reader }
  | { readonly kind: 'request'; readonly request: ReaderRequest }
  /** It is no longer sent, and why. */
  | { readonly kind: 'obsolete'; readonly reason: string };

/** How long after it was queued a mail is still of use, in hours. Links end then, too. */
const HOURS: Readonly<Record<SiteMail['kind'], number>> = {
  confirm: 72,
  'already-subscribed': 24,
  welcome: 72,
  'confirm-address': 72,
  'address-changed': 72,
  export: 1,
  erase: 1,
  'newest-edition': 24,
};

/**
 * The suppressions that a mail goes out in spite of: a confirmation may lift those that a reader can
 * lift, and readers who left get an answer to what they ask for afterwards.
 */
const IN_SPITE_OF: Readonly<Partial<Record<SiteMail['kind'], readonly SuppressionKind[]>>> = {
  confirm: LIFTED_BY_READERS,
  'confirm-address': LIFTED_BY_READERS,
  'address-changed': ['opted-out'],
  export: ['opted-out'],
  erase: ['opted-out'],
};

/** Returns when a mail is no longer of use. */
function expiryOf({ mail, createdAt }: Pick<ClaimedMail, 'mail' | 'createdAt'>): Date {
  return new Date(createdAt.getTime() + HOURS[mail.kind] * 3_600_000);
}

/** Finds out whom a mail is about, right before it is sent. */
export async function subjectOf(
  claimed: ClaimedMail,
  sources: MailSources,
  now: Date,
): Promise<Subject> {
  if (expiryOf(claimed) <= now) return obsolete('it waited for too long');
  const suppression = await sources.suppressions.find(claimed.to);
  const allowed = IN_SPITE_OF[claimed.mail.kind] ?? [];
  if (suppression && !allowed.includes(suppression.kind)) {
    return obsolete(`the address is suppressed: ${suppression.kind}`);
  }
  return findSubject(claimed.mail, sources);
}

async function findSubject(mail: SiteMail, sources: MailSources): Promise<Subject> {
  switch (mail.kind) {
    case 'confirm': {
      const standing = await sources.signUps.find(mail.signUpId);
      return standing.kind === 'open'
        ? { kind: 'none' }
        : obsolete(`the sign-up is no longer open: ${standing.kind}`);
    }
    case 'confirm-address':
    case 'export':
    case 'erase': {
      const request = await sources.readers.findRequest(mail.requestId);
      if (!request) return obsolete('the reader is no longer known');
      return request.usedAt ? obsolete('the request was used') : { kind: 'request', request };
    }
    default: {
      const reader = await sources.readers.find(mail.readerId);
      if (!reader) return obsolete('the reader is no longer known');
      const left = reader.state.kind === 'unsubscribed' && mail.kind !== 'address-changed';
      return left ? obsolete('the reader has left') : { kind: 'reader', reader };
    }
  }
}

function obsolete(reason: string): Subject {
  return { kind: 'obsolete', reason };
}
