/** Readers of one domain who left within a short time. */
export interface Burst {
  readonly domain: string;
  readonly left: number;
  /** Those who were on the list before, counted up to what makes the burst one. */
  readonly of: number;
}

/**
 * What looks like a scanner that follows links: more than this share of a domain's readers, and at
 * least so many, leave within so many seconds.
 */
export const BURST = { share: 0.3, atLeast: 5, withinSeconds: 300 } as const;

export interface Bursts {
  /**
   * Lists the domains of which at least `atLeast` readers, and more than `share` of them, left by
   * themselves since a time. Rejects with DatabaseUnavailableError if the database is unavailable.
   */
  since(time: Date, atLeast: number, share: number): Promise<readonly Burst[]>;
}
