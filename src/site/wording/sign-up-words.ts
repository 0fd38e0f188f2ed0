/** Why the form is shown again. */
export type Again =
  /** The address is missing or incomplete. */
  | 'invalid'
  /** Its domain accepts no mail. */
  | 'no-mail'
  /** It was open for more than a day. */
  | 'expired'
  /** It was sent before, with another address. */
  | 'used'
  /** It did not come from this site: a button of this site has to be pressed. */
  | 'one-more';

/** What came of a confirmation, or what a link that confirms nothing leads to. */
export type ConfirmResult = 'confirmed' | 'already' | 'left' | 'expired' | 'suppressed';

/** The words of signing up. {name} is the newsletter's name. */
export interface SignUpWords {
  readonly title: string;
  readonly heading: string;
  readonly email: string;
  readonly name: string;
  readonly topics: string;
  readonly topicsNote: string;
  readonly subscribe: string;
  /** What a reader agrees to; it is kept with their consent, as it stands here. */
  readonly agree: string;
  /** The label of a field that people don't see. */
  readonly trap: string;
  readonly again: Readonly<Record<Again, string>>;

  /** After the form was sent. {email} is the address as it was typed. */
  readonly now: string;
  readonly nowNote: string;
  readonly later: string;
  readonly laterNote: string;
  /** {contact} is the newsletter's address. */
  readonly full: string;
  readonly fullNote: string;
  readonly nothingCame: string;
  readonly otherAddress: string;

  /** The link in the mail. {email} is the masked address. */
  readonly notYet: string;
  readonly notYetNote: string;
  readonly confirm: string;
  readonly notYou: string;
  readonly results: Readonly<
    Record<ConfirmResult, { readonly title: string; readonly note: string }>
  >;
  /** For the editor: the form to paste into another page. */
  readonly embed: {
    readonly title: string;
    readonly formNote: string;
    readonly script: string;
    readonly scriptNote: string;
    readonly settingNote: string;
  };
  readonly signUpAgain: string;
  readonly myChoices: string;
}
