import type { Config } from '../../config/schema.ts';
import { audienceOf } from '../../edition/audience.ts';
import type { Store } from '../../store/open.ts';
import type { Build, Desk } from '../../studio/desk.ts';
import { sizeOf, type AudienceCount } from '../../subscribers/audiences.ts';

/** Counting takes at most a part of the time: one in so many. */
const REST = 4;

/**
 * Counts who would get an edition that is for an audience of the config; undefined if its run has
 * begun, or while nobody is on the list.
 */
export type CountAudience = (
  id: string,
  audience: string,
  config: Config,
) => Promise<AudienceCount | undefined>;

/** Makes the function that counts audiences; a count of a long list holds for a while. */
export function audienceCounter({ audiences, runs }: Store): CountAudience {
  const countOnce = countedForAWhile();
  return async (id, name, config) => {
    const begun = await runs.ofEdition(id, 'server');
    if (begun.some(({ audience }) => audience === name)) return undefined;
    const audience = audienceOf(name, config);
    // Only editions that went to another audience differ from each other.
    const key = JSON.stringify([audience, ...(begun.length > 0 ? [id] : [])]);
    const counted = await countOnce(key, () =>
      audiences.count(audience, { edition: id, destination: 'server' }),
    );
    const { unsubscribed, notInSegment } = counted.leftOut;
    return sizeOf(counted) + unsubscribed + notInSegment > 0 ? counted : undefined;
  };
}

/** Returns what the studio says of who would get an edition. */
export function studioAudiences(
  count: CountAudience,
  buildOf: (id: string) => Promise<Pick<Build, 'edition' | 'config'> | undefined>,
): Pick<Desk, 'audience'> {
  return {
    async audience(id) {
      const build = await buildOf(id);
      return build && count(id, build.edition.audience, build.config);
    },
  };
}

interface Counted {
  until: number;
  readonly counted: Promise<AudienceCount>;
}

/** Shares a count among all who ask while it runs, and for some time after a long one. */
function countedForAWhile() {
  const known = new Map<string, Counted>();
  return (key: string, count: () => Promise<AudienceCount>): Promise<AudienceCount> => {
    const before = known.get(key);
    if (before && performance.now() < before.until) return before.counted;
    const start = performance.now();
    const own: Counted = { until: Infinity, counted: count() };
    known.set(key, own);
    const end = () => {
      own.until = performance.now() + (performance.now() - start) * REST;
    };
    void own.counted.then(end, () => known.delete(key));
    return own.counted;
  };
}
