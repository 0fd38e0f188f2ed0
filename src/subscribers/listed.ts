import type { Reader, Standing } from './reader.ts';
import type { Suppression } from './suppression.ts';

/** Somebody in a listing: a reader, or an address that no reader has. */
export interface Listed {
  readonly email: string;
  readonly state: Standing | 'pending';
  readonly reader?: Reader;
  /** Of an address that no reader has. */
  readonly suppression?: Suppression;
  /** When somebody signed up who has not confirmed. */
  readonly since?: Date;
}
