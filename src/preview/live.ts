/** What happens while the studio is open, told to every page of it. */
export type StudioEvent =
  /** An edition was built anew and its letter is another one. */
  | { readonly kind: 'letter'; readonly edition: string; readonly contentHash: string }
  /** The gate has looked at the new letter. */
  | { readonly kind: 'problems'; readonly edition: string }
  /** The edition cannot be built; the last good letter stays on the screen. */
  | { readonly kind: 'broken'; readonly edition: string; readonly message: string }
  /** The folder of editions has changed. */
  | { readonly kind: 'editions' }
  /** Letters of an edition have moved on. */
  | { readonly kind: 'run'; readonly edition: string }
  | { readonly kind: 'mailbox' };

export interface Live {
  /**
   * Hears what happens until the returned function is called. What is built anew by itself are the
   * editions that somebody looks at.
   */
  listen(lookingAt: string | undefined, listener: (event: StudioEvent) => void): () => void;
  close(): void;
}
