/** Finding editions by what they say; app/ implements it. */

/** What somebody looks for. */
export interface Asked {
  /** Words and "phrases", and days such as 2023-06..2023-08. */
  readonly text: string;
  /** The first and the last day, YYYY-MM-DD; '' for no limit. */
  readonly from: string;
  readonly to: string;
}

/** A text in pieces: those that were looked for are marked. */
export type Marked = readonly { readonly text: string; readonly hit: boolean }[];

export interface FoundEdition {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly subject: Marked;
  /** A line of a story in which it was found; absent if the subject or a headline has it all. */
  readonly excerpt?: Marked;
}

export interface Finder {
  /** Returns the subjects of some editions by id, without building them; none for what can't be read. */
  subjects(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Finds editions by their headlines, subjects and texts: the best first, at most so many of them.
   * `total` counts all that were found. An empty query finds nothing.
   */
  find(
    asked: Asked,
    most: number,
  ): Promise<{ readonly editions: readonly FoundEdition[]; readonly total: number }>;
}
