import type { Plural } from '../../config/wording.ts';

/** Why a reader leaves, as far as one word says it. */
export const REASONS = ['too-often', 'not-for-me', 'never-asked', 'other'] as const;

export type Reason = (typeof REASONS)[number];

/** The words of a reader's own pages. {name} is the newsletter's name, {email} a masked address. */
export interface ReaderWords {
  /** On the list. */
  readonly youGet: string;
  readonly unsubscribe: string;
  readonly unsubscribeNote: string;
  readonly topics: string;
  readonly topicsNote: string;
  readonly save: string;
  readonly pause: string;
  readonly pauseNote: string;
  readonly weeks: Plural;
  /** {date} is the day. */
  readonly pausedUntil: string;
  readonly resume: string;
  readonly address: string;
  readonly addressNote: string;
  readonly newAddress: string;
  readonly sendLink: string;
  readonly language: string;
  readonly languageLabel: string;
  readonly timeZone: string;
  readonly timeZoneNote: string;
  readonly noTimeZone: string;
  readonly data: string;
  readonly dataNote: string;
  readonly erase: string;
  readonly eraseNote: string;

  /** What was done. */
  readonly topicsSaved: string;
  readonly noTopicSaved: string;
  readonly pauseSaved: string;
  readonly resumed: string;
  readonly languageSaved: string;
  readonly addressAsked: string;
  readonly addressInvalid: string;
  readonly exportAsked: string;
  readonly eraseAsked: string;
  readonly tooMany: string;
  readonly movedLately: string;
  readonly cameBack: string;
  readonly cantComeBack: string;
  readonly reasonSaved: string;

  /** No longer on the list. */
  readonly left: string;
  readonly leftNote: string;
  readonly notOnList: string;
  readonly notOnListNote: string;
  readonly comeBack: string;
  readonly subscribeAgain: string;
  readonly why: string;
  readonly whyNote: string;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly reasonText: string;
  readonly send: string;
  readonly unknown: string;
  readonly unknownNote: string;

  /** Links of fresh mails. */
  readonly confirmAddress: string;
  readonly confirmAddressNote: string;
  readonly useAddress: string;
  readonly addressChanged: string;
  readonly addressTaken: string;
  readonly addressTakenNote: string;
  readonly download: string;
  readonly downloadNote: string;
  readonly downloadButton: string;
  readonly confirmErase: string;
  readonly confirmEraseNote: string;
  readonly eraseButton: string;
  readonly erased: string;
  readonly erasedNote: string;
  readonly expired: string;
  readonly expiredNote: string;
  readonly toMyPage: string;
}
