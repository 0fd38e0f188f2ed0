import type { StoryLists } from '../../studio/story-list.ts';
import type { KeptStory, StoryFiles } from '../../studio/writing.ts';
import { offerMarkdown, turnIntoMarkdown } from '../editing/as-markdown.ts';
import { changeStory } from '../editing/change-story.ts';
import { keptText, keptTexts } from '../editing/kept-texts.ts';
import { layoutOf, textOf } from '../editing/layout.ts';
import {
  findStory,
  listStories,
  readStory,
  shownStory,
  type StoryPlace,
} from '../editing/story-file.ts';
import type { Workspace } from '../workspace.ts';
import { storyLists } from './story-lists.ts';

/**
 * Returns the stories of editions, and their files, as the studio's editor arranges, reads and
 * saves them.
 */
export function storyFiles(
  workspace: Workspace,
  onWritten: ((path: string) => void) | undefined,
): StoryFiles & StoryLists {
  return {
    ...storyLists(workspace, onWritten),
    stories: (edition) => Promise.resolve(listStories(workspace, edition)),
    storyFile: (edition, index) =>
      Promise.try(() => {
        const place = findStory(workspace, edition, index);
        return place && shownStory(workspace, place, readStory(workspace, place));
      }),
    changeStory: (edition, index, change) =>
      changeStory(workspace, { edition, index }, change, onWritten),
    keptTexts: (edition, index) =>
      Promise.try(() => {
        const place = findStory(workspace, edition, index);
        return place ? keptTexts(workspace, place) : [];
      }),
    keptText: (edition, index, name) =>
      Promise.try(() => {
        const place = findStory(workspace, edition, index);
        return place && keptStory(workspace, place, name);
      }),
    offerMarkdown: (edition, index) => offerMarkdown(workspace, edition, index),
    turnIntoMarkdown: (edition, index, base) =>
      turnIntoMarkdown(workspace, { edition, index, base }, onWritten),
  };
}

function keptStory(workspace: Workspace, place: StoryPlace, name: string): KeptStory | undefined {
  const found = keptTexts(workspace, place).find((each) => each.name === name);
  const bytes = keptText(workspace, place, name);
  const layout = bytes && layoutOf(bytes);
  if (!found || !layout) return undefined;
  const frontMatter = layout.front ? textOf(layout.front.yaml) : '';
  return { ...found, frontMatter, body: textOf(layout.body) };
}
