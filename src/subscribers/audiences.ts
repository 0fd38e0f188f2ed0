import type { SuppressionKind } from './suppression.ts';
import type { Audience } from './segment.ts';
import type { Subscriber } from './subscriber.ts';

/** Why people do not get an edition for an audience, and how many for each reason. */
export interface LeftOut {
  readonly paused: number;
  /** By kind; a kind without anybody is absent. */
  readonly suppressed: Readonly<Partial<Record<SuppressionKind, number>>>;
  /** Have the edition, or may have it, as part of another audience. */
  readonly alreadySent: number;
  /** Were on the list, and left. */
  readonly unsubscribed: number;
  /** Are on the list, and not in the segment. */
  readonly notInSegment: number;
}

/** How many people an audience has. */
export interface AudienceCount {
  readonly audience: string;
  /** How many get an edition. */
  readonly receivers: number;
  readonly leftOut: LeftOut;
}

/** An edition, where it goes. */
export interface Sent {
  readonly edition: string;
  readonly destination: 'server' | 'mailbox';
}

/** Counts how many a run of an audience would have: those who get it, and those left out aloud. */
export function sizeOf({ receivers, leftOut }: AudienceCount): number {
  const { paused, suppressed, alreadySent } = leftOut;
  const kinds = Object.values(suppressed).reduce((sum, count) => sum + count, 0);
  return receivers + paused + kinds + alreadySent;
}

/**
 * Who is in an audience now. With an edition, those who have it already as part of another audience
 * are left out. Every call rejects with DatabaseUnavailableError if the database is unavailable.
 */
export interface Audiences {
  /** Counts who gets an edition, and who does not and why; erased readers are not counted. */
  count(audience: Audience, sent?: Sent): Promise<AudienceCount>;
  /** Lists those who get an edition, in list order. */
  receivers(audience: Audience, sent?: Sent): AsyncIterable<Subscriber>;
}
