/** How lines begin and end. */

/** The end of a sentence, in scripts that mark it, with the quotation marks behind it. */
const END = /[.!?…。!?．؟۔։।]['"”’“»«›)\]」』)\u2019]*$/u;
const FULL_STOP = /[.…。．۔։।]['"”’“»«›)\]」』)]*$/u;
const ABBREVIATION =
  /(?:^|[\s(])(?:(?:\p{L}\.){2,}|(?:Jr|Sr|Dr|Mr|Mrs|Ms|St|Inc|Co|Corp|Ltd|No|vs|etc|Calif|Fla|Mass|Pa|Gov|Sen|Rep|Gen|Lt|Col|Prof|Bros|Bd|ca|bzw|usw|Nr|p\.m|a\.m)\.)['"”’]*$/u;

/** Returns whether a text ends with the mark of a sentence's end. */
export function endsSentence(text: string): boolean {
  return END.test(text.slice(-8));
}

/** Returns whether a text ends with a full stop that is not one of an abbreviation. */
export function endsStatement(text: string): boolean {
  return FULL_STOP.test(text.slice(-8)) && !endsWithAbbreviation(text);
}

/** Returns whether a text ends with an abbreviation: "U.S.", "D.C.", "Jr." */
export function endsWithAbbreviation(text: string): boolean {
  return ABBREVIATION.test(text.slice(-20));
}

/** Returns whether a text has a script without capitals. */
export function isCaseless(text: string): boolean {
  return /\p{Lo}/u.test(text) && !/[\p{Lu}\p{Ll}]/u.test(text);
}

/** Returns whether all letters of a text are capitals, and there are at least two. */
export function isCapitals(text: string): boolean {
  return !/\p{Ll}/u.test(text) && /\p{Lu}[^\p{Lu}]*\p{Lu}/u.test(text);
}

/** Returns the words of a text, as white space divides it. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}
