/**
 * Why an address must not be written to. Readers lift `opted-out` and `erased` by signing up again
 * and confirming, and `hard-bounce` by confirming one mail that shows that the address works.
 */
export type SuppressionKind = 'hard-bounce' | 'complaint' | 'by-hand' | 'opted-out' | 'erased';

/** The suppressions that readers lift by confirming a mail; an editor lifts the others. */
export const LIFTED_BY_READERS: readonly SuppressionKind[] = ['opted-out', 'erased', 'hard-bounce'];

/** An address that must not be written to, and why. */
export interface Suppression {
  readonly kind: SuppressionKind;
  readonly reason: string;
  readonly since: Date;
}

/**
 * The addresses that must not be written to. Every call rejects with DatabaseUnavailableError if the
 * database is.
 */
export interface Suppressions {
  /** Adds an address, which does not have to be on the list, and why. The first reason stands. */
  add(email: string, reason: string, kind?: SuppressionKind): Promise<void>;
  /** Finds out whether an address must not be written to; an erased one is known by its hash. */
  find(email: string): Promise<Suppression | undefined>;
  /** Takes an address off the suppression list, by an editor's decision; false if it is not on it. */
  lift(email: string): Promise<boolean>;
  /** Lists every suppression by its address key; an erased one is a hash. */
  all(): AsyncIterable<Suppression & { readonly addressKey: string }>;
}
