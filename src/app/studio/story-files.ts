import type { StoryFiles } from '../../studio/writing.ts';
import { changeStory } from '../editing/change-story.ts';
import { findStory, listStories, readStory, shownStory } from '../editing/story-file.ts';
import type { Workspace } from '../workspace.ts';

/** The files of stories as the studio's editor reads and saves them. */
export function storyFiles(
  workspace: Workspace,
  onWritten: ((path: string) => void) | undefined,
): StoryFiles {
  return {
    stories: (edition) => Promise.resolve(listStories(workspace, edition)),
    storyFile: (edition, index) => {
      const place = findStory(workspace, edition, index);
      return Promise.resolve(place && shownStory(workspace, place, readStory(workspace, place)));
    },
    changeStory: (edition, index, change) =>
      changeStory(workspace, { edition, index }, change, onWritten),
  };
}
