/**
 * The words of one language that show what a line of a news page is. All are in lower case, with
 * straight apostrophes, single spaces and no punctuation at their end.
 */
export interface Language {
  /** Labels above key points. A leading article or number ("The", "Four") is ignored. */
  readonly keyPoints: readonly string[];
  /** Articles and numbers that can stand in front of a label. */
  readonly determiners: readonly string[];
  /** What begins a byline; a name follows. */
  readonly by: readonly string[];
  /** What joins two names. */
  readonly and: readonly string[];
  /** January to December, each with its short forms. */
  readonly months: readonly (readonly string[])[];
  readonly weekdays: readonly string[];
  /** What stands in front of a date of publication, and of one of a change. */
  readonly published: readonly string[];
  readonly updated: readonly string[];
  /** Further words of a line with a date: "at", "ago", "hours", "p.m.". */
  readonly dateWords: readonly string[];
  /** Words that the names of sections consist of. */
  readonly sections: readonly string[];
  /** What begins a credit: "photo", "image credit"; a colon or a name follows. */
  readonly photo: readonly string[];
  /** What begins a line about who else worked on the story. */
  readonly contributors: readonly string[];
  /** Whole lines of a page that are no story: "share", "advertisement". */
  readonly furniture: readonly string[];
  /** How such lines begin: "sign up for", "read more". */
  readonly furnitureStarts: readonly string[];
  /** Lines that open a block of links; the short lines directly below are part of it. */
  readonly linkBlocks: readonly string[];
}

/** Splits a list of phrases at its commas. */
export function phrases(list: string): readonly string[] {
  return list.split(',').map((phrase) => phrase.trim());
}
