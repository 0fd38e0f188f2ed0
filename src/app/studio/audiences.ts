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
  const known = new Map<string, { readonly until: number; readonly counted: AudienceCount }>();
  return {
    async audience(id) {
      const build = await buildOf(id);
      if (!build) return undefined;
      const { edition, config } = build;
      const begun = await runs.ofEdition(id, 'server');
      if (begun.some(({ audience }) => audience === edition.audience)) return undefined;
      // Only editions that went to another audience differ from each other.
      const key = JSON.stringify([
        ...[edition.audience, config.segments[edition.audience]],
        ...(begun.length > 0 ? [id] : []),
      ]);
      const before = known.get(key);
      if (before && performance.now() < before.until) return before.counted;
      const start = performance.now();
      const audience = audienceOf(edition.audience, config);
      const counted = await audiences.count(audience, { edition: id, destination: 'server' });
      const end = performance.now();
      known.set(key, { until: end + (end - start) * REST, counted });
      const { unsubscribed, notInSegment } = counted.leftOut;
      return sizeOf(counted) + unsubscribed + notInSegment > 0 ? counted : undefined;
    },
  };
}
