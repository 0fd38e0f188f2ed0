/**
 * Moves the first story of an edition to the end, again and again. Arguments: the newsletter's folder,
 * the edition. Prints a line for each move.
 */
import { arrangeStories, findDigest, orderOf } from '../../../src/app/editing/arrange-stories.ts';
import { openWorkspace } from '../../../src/app/workspace.ts';

const [cwd = '', edition = ''] = process.argv.slice(2);
const workspace = openWorkspace({ cwd, env: {}, clock: () => new Date() });

for (let moves = 1; ; moves++) {
  const digest = findDigest(workspace, edition);
  if (!digest) throw new Error('The edition is gone.');
  const place = { edition, order: orderOf(digest) };
  const file = workspace.show(digest.files[0]);
  const moved = await arrangeStories(workspace, place, { kind: 'move', file, to: 99 });
  process.stdout.write(moved?.kind === 'done' ? `${moves}\n` : `${JSON.stringify(moved)}\n`);
}
