import { asError } from '../base/as-error.ts';
import { DatabaseUnavailableError } from '../base/database-unavailable.ts';
import { LedgerGoneError } from '../base/ledger-gone.ts';
import { UserError } from '../base/user-error.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import type { Engine } from './engine.ts';
import type { LeaseClocks } from './leases.ts';
import { createCounting, type Counting } from './tallies.ts';

/** What every port shares: the database, the time, and one kind of error for an unavailable database. */
export interface Access extends Pick<Engine, 'db' | 'dialect' | 'record' | 'scrub'> {
  readonly keys: ReaderKeys;
  /** The time as ISO 8601 in UTC. */
  readonly now: () => string;
  readonly clocks: LeaseClocks;
  readonly counting: Counting;
  readonly safely: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** The same, for what a run asks now and then: is the database still at its place? */
  readonly atItsPlace: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** The same, for what reads the counts of a run. */
  readonly counted: <T>(work: () => Promise<T>) => Promise<T>;
  readonly safelyEach: <T>(items: AsyncIterable<T>) => AsyncGenerator<T>;
}

/** Prepares what the ports on an open database share; `clock` stamps what is written. */
export function accessTo(engine: Engine, clock: () => Date, keys: ReaderKeys): Access {
  const { db, dialect, record, isUnavailable, remedyFor, verify } = engine;
  const wrap = (error: unknown) => {
    const isOurs = error instanceof LedgerGoneError || error instanceof UserError;
    return !isOurs && isUnavailable(error)
      ? new DatabaseUnavailableError(asError(error), remedyFor(error))
      : asError(error);
  };
  const safely: Access['safely'] = async (work) => {
    try {
      return await work();
    } catch (error) {
      throw wrap(error);
    }
  };
  const counting = createCounting(db, dialect);
  return {
    db,
    dialect,
    record,
    ...(engine.scrub && { scrub: engine.scrub }),
    keys,
    now: () => clock().toISOString(),
    counting,
    clocks: { shared: engine.serverTime ?? (() => Promise.resolve(clock())), own: clock },
    safely,
    atItsPlace: (work) =>
      safely(() => {
        verify?.();
        return work();
      }),
    counted: (work) => safely(() => counting.catchUp().then(work)),
    safelyEach: async function* (items) {
      try {
        yield* items;
      } catch (error) {
        throw wrap(error);
      }
    },
  };
}
