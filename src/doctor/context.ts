import type { Environment } from '../config/environment.ts';
import type { Config } from '../config/schema.ts';
import type { LookUp } from './dns.ts';
import type { Finding } from './finding.ts';

/** What can be read from a newsletter's database without changing it. */
export interface StoreFacts {
  readonly subscribers: number;
  /** How many of them must not be written to. */
  readonly suppressed: number;
  /** The name of the newest migration. */
  readonly migration: string;
  /** How far the server's clock is ahead of ours, in milliseconds; absent for SQLite. */
  readonly clockAheadMs?: number;
}

/** What the checks are handed. */
export interface Context {
  readonly config: Config;
  readonly env: Environment;
  readonly clock: () => Date;
  readonly readFile: (path: string) => string;
  readonly database: {
    readonly kind: 'sqlite' | 'postgres';
    /** For messages; without a password. */
    readonly name: string;
    /** What is in it. Rejects, with a UserError where it cannot be opened. */
    readonly facts: Promise<StoreFacts>;
  };
  /** TXT records of the DNS. */
  readonly lookUp: LookUp;
  /** For asking the web; absent where it is not to be asked. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

export type Check = (context: Context) => Promise<readonly Finding[]>;
