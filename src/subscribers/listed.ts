import { STANDINGS, type Reader } from './reader.ts';
import type { Suppression } from './suppression.ts';

/** Where somebody stands who is listed; people who have not confirmed are not readers yet. */
export const LIST_STATES = [...STANDINGS, 'pending'] as const;

export type ListState = (typeof LIST_STATES)[number];

/** Somebody in a listing: a reader, or an address that no reader has. */
export interface Listed {
  readonly email: string;
  readonly state: ListState;
  readonly reader?: Reader;
  /** Of an address that no reader has. */
  readonly suppression?: Suppression;
  /** When somebody signed up who has not confirmed. */
  readonly since?: Date;
}
