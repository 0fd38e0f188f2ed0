import { parseContent } from '../../article/parse.ts';
import type { StoryLists } from '../../studio/story-list.ts';
import { arrangeStories, findDigest, orderOf } from '../editing/arrange-stories.ts';
import { removedTexts } from '../editing/kept-texts.ts';
import { heldStories } from '../hold.ts';
import { readArticle } from '../read-article.ts';
import type { Workspace } from '../workspace.ts';

/** Returns the stories of editions as the studio arranges them. */
export function storyLists(
  workspace: Workspace,
  onWritten: ((path: string) => void) | undefined,
): StoryLists {
  return {
    storyList: async (id) => {
      const edition = findDigest(workspace, id);
      if (!edition) return undefined;
      const held = heldStories(workspace, edition);
      const stories = edition.files.map(async (path, index) => {
        const file = workspace.show(path);
        const read = readArticle(path, file);
        const headline = read.ok ? await headlineIn(read.value, file) : nameOf(file);
        return { file, headline, holds: held.includes(index) };
      });
      const removed = removedTexts(workspace, id).map(async ({ name, file, at, bytes }) => ({
        ...{ name, file, at },
        headline: await headlineIn(bytes, file),
      }));
      return {
        order: orderOf(edition),
        stories: await Promise.all(stories),
        removed: await Promise.all(removed),
      };
    },
    changeStoryList: (edition, order, change) =>
      arrangeStories(workspace, { edition, order }, change, onWritten),
  };
}

/** Returns the headline of a story, or the name of its file if it can't be understood. */
async function headlineIn(bytes: Uint8Array, file: string): Promise<string> {
  const parsed = await parseContent(bytes, file);
  return parsed.ok ? parsed.value.article.headline : nameOf(file);
}

function nameOf(file: string): string {
  return file.replace(/^.*[/\\]/, '');
}
