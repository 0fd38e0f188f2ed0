import { asError } from '../../base/as-error.ts';
import type { Desk } from '../desk.ts';

/** The front page shows about this many editions at a glance. */
const NEWEST = 20;

export interface EditionList {
  /** Reads the list again; resolves with whether it has changed. Never rejects. */
  readonly refresh: () => Promise<boolean>;
  /** The ids of the newest editions. */
  readonly newest: () => readonly string[];
}

export interface EditionListOptions {
  readonly desk: Pick<Desk, 'editions'>;
  readonly onFault: (error: Error) => void;
}

/** Keeps the list of editions, to tell when it changes. */
export function createEditionList({ desk, onFault }: EditionListOptions): EditionList {
  let ids: readonly string[] | undefined;
  const refresh = async () => {
    try {
      const before = ids;
      ids = (await desk.editions()).map(({ id }) => id);
      return before !== undefined && before.join('\n') !== ids.join('\n');
    } catch (error) {
      onFault(asError(error));
      return false;
    }
  };
  return { refresh, newest: () => (ids ?? []).slice(0, NEWEST) };
}
