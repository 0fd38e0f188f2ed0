import type { StoreFacts } from '../doctor/context.ts';
import { readerKeys, type ReaderKeys } from '../subscribers/reader-keys.ts';
import type { Engine } from './engine.ts';
import { readFacts } from './facts.ts';
import { portsOn, type Ports } from './ports.ts';

/** A newsletter's open database. */
export interface Store extends Ports {
  /** Reads what `doctor` reports about the database. */
  facts(): Promise<StoreFacts>;
  /**
   * Saves what it still has after a LedgerGoneError, at its place if that is free; returns the path,
   * undefined if that is impossible.
   */
  rescue(): string | undefined;
  close(): Promise<void>;
}

/** Makes a store of an open database; `clock` stamps what is written. */
export function storeOn(
  engine: Engine,
  clock: () => Date,
  keys: ReaderKeys = readerKeys(() => []),
): Store {
  return {
    ...portsOn(engine, clock, keys),
    facts: () => readFacts(engine, clock),
    rescue: () => rescueOf(engine),
    close: () => engine.close(),
  };
}

function rescueOf({ rescue }: Engine): string | undefined {
  try {
    return rescue?.();
  } catch {
    // A full disk, or no permission: what happened to the database is reported anyway.
    return undefined;
  }
}
