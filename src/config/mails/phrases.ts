/** The words of the mails that the site sends. The names in braces are replaced by values. */

/** The texts of one mail. A line with a value that the mail does not have is left out. */
export interface MailPhrases {
  readonly subject: string;
  readonly heading: string;
  readonly lines: readonly string[];
  /** Names the link, which follows the lines. */
  readonly action?: string;
  readonly after: readonly string[];
}

/** The mails that are written by phrases; the newest edition is a letter. */
export const MAIL_KINDS = [
  'confirm',
  'already-subscribed',
  'welcome',
  'confirm-address',
  'address-changed',
  'export',
  'erase',
] as const;

export type MailKind = (typeof MAIL_KINDS)[number];

/** The mails of one language. */
export type MailPhraseBook = Readonly<Record<MailKind, MailPhrases>>;
