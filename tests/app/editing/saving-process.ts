/**
 * Saves the story of an edition again and again: each time with the next number, from top to bottom.
 * Arguments: the newsletter's folder, the edition, how many saves, how long a story is. Prints each
 * number that was saved, or why one was not.
 */
import { changeStory } from '../../../src/app/editing/change-story.ts';
import { findStory, readStory, shownStory } from '../../../src/app/editing/story-file.ts';
import { openWorkspace } from '../../../src/app/workspace.ts';
import { numberIn, storyOf } from './numbered-story.ts';

const [cwd = '', edition = '', saves = '', lines = ''] = process.argv.slice(2);
const workspace = openWorkspace({ cwd, env: {}, clock: () => new Date() });

let left = Number(saves);
while (left > 0) {
  const place = findStory(workspace, edition, 0);
  if (!place) throw new Error('The edition is gone.');
  const story = shownStory(workspace, place, readStory(workspace, place));
  const next = numberIn(story.body) + 1;
  const change = { base: story.version, body: storyOf(next, Number(lines)) };
  const saved = await changeStory(workspace, { edition, index: 0 }, change);
  if (saved?.kind === 'saved') process.stdout.write(`${next}\n`);
  else if (saved?.kind === 'failed') process.stdout.write(`${saved.message} ${saved.remedy}\n`);
  if (saved?.kind !== 'changed') left--;
}
