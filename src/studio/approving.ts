/** The approval of a letter: what was approved, and what has changed since. */
import type { Pictures } from '../browser/letter-page.ts';
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
  | {
      readonly kind: 'changed';
      readonly before: ComparedLetter;
      readonly now: ComparedLetter;
      /** Of the letter that was approved. */
      readonly approvedHash: string;
      /** Whether that letter can be shown as it looked. */
      readonly picture: ApprovedLetter['kind'];
    }
  /** The file of the approval is damaged. */
  | { readonly kind: 'unreadable'; readonly message: string }
);

/** A letter as a frame shows it. */
export interface FramedLetter {
  readonly html: string;
  readonly pictures: Pictures;
}

/** The letter that was approved, as it looked. */
export type ApprovedLetter =
  | { readonly kind: 'shown'; readonly letter: FramedLetter }
  /** It was approved on another machine, and no version here has it. */
  | { readonly kind: 'not-here' }
  /** Its version makes another letter with the design and the settings of today. */
  | { readonly kind: 'differs' };

export type ApprovalDone = { readonly ok: true } | NotSent;

export interface ApprovalDesk {
  /** Compares the letter of an edition with the approved one; undefined if it can't be built. */
  approval(id: string): Promise<Approval | undefined>;
  /** Returns the letter that is approved, by its hash; undefined if it can't be shown. */
  approvedLetter(id: string, contentHash: string): Promise<FramedLetter | undefined>;
  /** Approves the letter that somebody has looked at, unless it has changed since. */
  approve(id: string, contentHash: string): Promise<ApprovalDone>;
}
