import type { StoreFacts } from '../doctor/context.ts';
import type { Engine } from './engine.ts';
import { readFacts } from './facts.ts';
import { portsOn, type Ports } from './ports.ts';

/** A newsletter's open database. */
export interface Store extends Ports {
  /** Reads what `doctor` reports about the database. */
  facts(): Promise<StoreFacts>;
  close(): Promise<void>;
}

export type StoreLocation =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/**
 * Opens a database, and creates or migrates its tables if necessary. `clock` stamps what is
 * written. Throws UserError if the database can't be used.
 */
export async function openStore(where: StoreLocation, clock: () => Date): Promise<Store> {
  return storeOn(await openEngine(where), clock);
}

/** Opens a database without the ports on it. Only the engine of its kind is loaded. */
export async function openEngine(where: StoreLocation): Promise<Engine> {
  if (where.kind === 'sqlite') {
    const { openSqlite } = await import('./sqlite/open.ts');
    return openSqlite(where.file);
  }
  const { openPostgres } = await import('./postgres/open.ts');
  return openPostgres(where.url);
}

export function storeOn(engine: Engine, clock: () => Date): Store {
  return {
    ...portsOn(engine, clock),
    facts: () => readFacts(engine, clock),
    close: () => engine.close(),
  };
}
