/** The approval of a letter: what was approved, and what has changed since. */
import type { NotSent } from './sending.ts';

/** What two letters are compared by. */
export interface ComparedLetter {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly subject: string;
  readonly preheader: string;
  /** Header fields that are the same for everybody. */
  readonly headers: readonly string[];
  readonly html: { readonly bytes: number; readonly sha256: string };
  readonly pictures: readonly { readonly name: string; readonly bytes: number }[];
  /** The text part, line by line. */
  readonly text: readonly string[];
}

export type Approval = {
  /** Whether nothing is sent without it. */
  readonly required: boolean;
  /** Of the letter as it is now. */
  readonly contentHash: string;
} & (
  | { readonly kind: 'approved' | 'never' }
  | { readonly kind: 'changed'; readonly before: ComparedLetter; readonly now: ComparedLetter }
  /** The file of the approval is damaged. */
  | { readonly kind: 'unreadable'; readonly message: string }
);

export type ApprovalDone = { readonly ok: true } | NotSent;

export interface ApprovalDesk {
  /** Compares the letter of an edition with the approved one; undefined if it can't be built. */
  approval(id: string): Promise<Approval | undefined>;
  /** Approves the letter that somebody has looked at, unless it has changed since. */
  approve(id: string, contentHash: string): Promise<ApprovalDone>;
}
