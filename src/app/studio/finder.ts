import type { Finder, FoundEdition } from '../../studio/finder.ts';
import { listEditions } from '../editions.ts';
import { editionTexts, type EditionText } from '../find/edition-texts.ts';
import { excerptOf, marked, rankOf } from '../find/match.ts';
import { isEmpty, isWithin, parseQuery, within, type Query } from '../find/query.ts';
import type { Workspace } from '../workspace.ts';

/** Finds editions by what their files say. */
export function studioFinder(workspace: Workspace): Finder {
  const texts = editionTexts(workspace.show);
  return {
    subjects: async (ids) => {
      const wanted = new Set(ids);
      const files = listEditions(workspace).filter(({ id }) => wanted.has(id));
      const read = await texts.read(files);
      return new Map(
        read.flatMap(({ id, subject }) => (subject === undefined ? [] : [[id, subject] as const])),
      );
    },
    find: async ({ text, from, to }, most) => {
      const query = within(parseQuery(text), from, to);
      if (isEmpty(query)) return { editions: [], total: 0 };
      const files = listEditions(workspace);
      texts.keepOnly(files);
      const read = await texts.read(files.filter(({ date }) => isWithin(query, date)));
      const found = best(read, query);
      return {
        editions: found.slice(0, most).map((each) => shown(each, query)),
        total: found.length,
      };
    },
  };
}

/** Returns the editions that match, the best first, and the newest of those that match as well. */
function best(editions: readonly EditionText[], { terms }: Query): readonly EditionText[] {
  return editions
    .map((edition) => ({ edition, rank: rankOf(edition, terms) }))
    .filter((each): each is { edition: EditionText; rank: number } => each.rank !== undefined)
    .reverse()
    .sort((one, other) => one.rank - other.rank)
    .map(({ edition }) => edition);
}

function shown(edition: EditionText, { terms }: Query): FoundEdition {
  const { id, date, subject = id } = edition;
  const excerpt = excerptOf(edition, terms);
  return { id, date, subject: marked(subject, terms), ...(excerpt && { excerpt }) };
}
