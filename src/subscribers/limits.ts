/** How often something may be done, counted in the database, so that all instances share it. */

/** A token bucket: full at first, and filled again over time. */
export interface Bucket {
  readonly key: string;
  /** How many tokens it holds. */
  readonly size: number;
  readonly perHour: number;
  /** How many more may be taken in advance, with a wait for each. Default: 0. */
  readonly ahead?: number;
}

/** What came of taking a token of each of some buckets. */
export type Taken =
  /** `waitMs`: until the slowest of them has that token. */
  | { readonly kind: 'taken'; readonly waitMs: number }
  /** The bucket with this key is empty; those before it have given a token. */
  | { readonly kind: 'empty'; readonly key: string };

/** Every call rejects with DatabaseUnavailableError if the database is unavailable. */
export interface Limits {
  /** Takes a token of each bucket, in order, up to the first one that is empty. */
  take(buckets: readonly Bucket[]): Promise<Taken>;
  /** Uses up something until a time; false if it was used before and that time has not come. */
  useOnce(key: string, until: Date): Promise<boolean>;
  /** Whether something was used, and the time until which that counts has not come. */
  isUsed(key: string): Promise<boolean>;
}
