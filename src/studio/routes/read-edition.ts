/** What several pages of an edition read of it. */
import type { Context } from 'hono';
import type { Desk } from '../desk.ts';
import type { EditionView } from '../edition-view.ts';
import type { BuildCache } from '../letter/build-cache.ts';
import type { Standing } from '../standing.ts';

/** Reads an edition, with what the checks have found if the request waits for them. */
export async function readEdition(
  context: Context,
  desk: Desk,
  cache: BuildCache,
  id: string,
): Promise<EditionView> {
  const { built, build } = await cache.look(id);
  return {
    built,
    build,
    found: build && (waitsForChecks(context) ? await cache.problems(build) : cache.known(build)),
    subject: build?.edition.subject ?? (await subjectOf(desk, id)),
    run: await desk.run(id),
    standing: await standingOf(desk, id),
    timeZone: await desk.timeZone(),
  };
}

/** Returns the subject that an edition's file has, for one that can't be built; its id if it has none. */
export async function subjectOf(desk: Pick<Desk, 'subjects'>, id: string): Promise<string> {
  return (await desk.subjects([id])).get(id) ?? id;
}

/**
 * Returns whether a request waits for the checks. A browser gets a page before they are done; its
 * script fetches their result later.
 */
export function waitsForChecks({ req }: Context): boolean {
  return req.header('sec-fetch-mode') !== 'navigate' || req.query('wait') !== undefined;
}

/** Returns how an edition stands before it has a run. */
export async function standingOf(desk: Pick<Desk, 'standings'>, id: string): Promise<Standing> {
  return (await desk.standings([id])).get(id) ?? { kind: 'draft' };
}
