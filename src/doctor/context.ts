import type { Problem } from '../base/problem.ts';
import type { Environment } from '../config/environment.ts';
import type { Config } from '../config/schema.ts';
import type { LookUp } from './dns.ts';
import type { DoctorFinding } from './finding.ts';

/** What can be read from a newsletter's database without changing it. */
export interface StoreFacts {
  readonly subscribers: number;
  /** How many of them must not be written to. */
  readonly suppressed: number;
  /** How many of the others are at example domains, where nobody can have an address. */
  readonly examples: number;
  /** The name of the newest migration. */
  readonly migration: string;
  /** How far the server's clock is ahead of ours, in milliseconds; absent for SQLite. */
  readonly clockAheadMs?: number;
}

/** What the checks work with. */
export interface DoctorContext {
  readonly config: Config;
  readonly env: Environment;
  readonly clock: () => Date;
  readonly readFile: (path: string) => string;
  /** The editions by their names, and the files that look meant as editions, and are none. */
  readonly content: { readonly editions: number; readonly problems: readonly Problem[] };
  readonly database: {
    readonly kind: 'sqlite' | 'postgres';
    /** For messages; holds no password. */
    readonly name: string;
    /** What is in it. Rejects with a UserError if the database can't be opened. */
    readonly facts: Promise<StoreFacts>;
  };
  /** Looks up TXT records. */
  readonly lookUp: LookUp;
  /** For requests to the site and the unsubscribe URL; absent if they must not be requested. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

export type DoctorCheck = (context: DoctorContext) => Promise<readonly DoctorFinding[]>;
