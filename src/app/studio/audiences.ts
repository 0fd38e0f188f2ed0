import { audienceOf } from '../../edition/audience.ts';
import type { Store } from '../../store/open.ts';
import type { Build, Desk } from '../../studio/desk.ts';
import { sizeOf, type AudienceCount } from '../../subscribers/audiences.ts';

/** Counting takes at most a part of the time: one in so many. */
const REST = 4;

/** What the studio says of who would get an edition; a count of a long list holds for a while. */
export function studioAudiences(
  { audiences, runs }: Store,
  buildOf: (id: string) => Promise<Pick<Build, 'edition' | 'config'> | undefined>,
): Pick<Desk, 'audience'> {
  const countOnce = countedForAWhile();
  return {
    async audience(id) {
      const build = await buildOf(id);
      if (!build) return undefined;
      const { edition, config } = build;
      const begun = await runs.ofEdition(id, 'server');
      if (begun.some(({ audience }) => audience === edition.audience)) return undefined;
      const audience = audienceOf(edition.audience, config);
      // Only editions that went to another audience differ from each other.
      const key = JSON.stringify([audience, ...(begun.length > 0 ? [id] : [])]);
      const counted = await countOnce(key, () =>
        audiences.count(audience, { edition: id, destination: 'server' }),
      );
      const { unsubscribed, notInSegment } = counted.leftOut;
      return sizeOf(counted) + unsubscribed + notInSegment > 0 ? counted : undefined;
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
