import { asError } from '../../base/as-error.ts';
import type { Desk } from '../desk.ts';
import type { LiveOptions } from './live.ts';

/** As many of the newest editions are followed as the front page shows at a glance. */
const FOLLOWED = 20;

export interface EditionList {
  /** Reads the list again; whether it is another one. Never rejects. */
  readonly refresh: () => Promise<boolean>;
  /** The ids of the newest editions. */
  readonly newest: () => readonly string[];
}

type Options = Pick<LiveOptions, 'onFault'> & { readonly desk: Pick<Desk, 'editions'> };

/** Knows which editions there are. */
export function createEditionList({ desk, onFault }: Options): EditionList {
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
  return { refresh, newest: () => (ids ?? []).slice(0, FOLLOWED) };
}
