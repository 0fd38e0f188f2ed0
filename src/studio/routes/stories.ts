/** /editions/<id>/stories/: the stories of an edition are moved, removed and brought back. */
import { Hono, type Context } from 'hono';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import {
  DONE,
  removeStoryPage,
  storiesPage,
  type StoriesParts,
  type StoryListDone,
} from '../pages/stories.ts';
import type { StoryListChange } from '../story-list.ts';

/** Returns the routes that arrange the stories of an edition. */
export function storyListRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/editions/:id/stories/', (context) => show(desk, context, doneIn(context)));
  app.get('/editions/:id/stories/remove/', async (context) => {
    const id = context.req.param('id');
    const list = await desk.storyList(id);
    const index = list?.stories.findIndex(({ file }) => file === context.req.query('file')) ?? -1;
    const story = list?.stories[index];
    const read = story && (await desk.storyFile(id, index));
    // The only story stays, and one that is gone has nothing to ask about.
    if (!list || list.stories.length < 2 || read?.file !== story?.file || !story || !read)
      return context.redirect('../', 303);
    const frame = { name: await desk.name(), id, mayWrite: mayWrite(context) };
    return context.html(removeStoryPage({ ...frame, list, story, version: read.version }));
  });
  app.post('/editions/:id/stories/move', async (context) => {
    const form = await formOf(context);
    const by = form('by') === 'up' ? 'up' : 'down';
    const at = form('at');
    if (!/^\d{1,4}$/.test(at)) return context.text('This is no move of a story.', 400);
    const to = Number(at) + (by === 'up' ? -1 : 1);
    return change(desk, context, form('order'), { kind: 'move', file: form('file'), to }, by);
  });
  app.post('/editions/:id/stories/remove', async (context) => {
    const form = await formOf(context);
    const removal = { kind: 'remove', file: form('file'), base: form('base') } as const;
    return change(desk, context, form('order'), removal, 'removed');
  });
  app.post('/editions/:id/stories/bring-back', async (context) => {
    const form = await formOf(context);
    const name = form('name');
    return change(desk, context, form('order'), { kind: 'bring-back', name }, 'back');
  });
  return app;
}

async function formOf({ req }: Context): Promise<(name: string) => string> {
  const form: Readonly<Record<string, unknown>> = await req.parseBody().catch(() => ({}));
  return (name) => {
    const value = form[name];
    return typeof value === 'string' ? value : '';
  };
}

const CHANGED = {
  message:
    'The stories of this edition have changed since the page was opened, in another window or program. Nothing was written.',
  remedy: 'Look at how they are now, then try again.',
};

async function change(
  desk: Desk,
  context: Context,
  order: string,
  asked: StoryListChange,
  what: StoryListDone,
): Promise<Response> {
  const changed = await desk.changeStoryList(context.req.param('id') ?? '', order, asked);
  if (!changed) return context.notFound();
  if (changed.kind === 'done') {
    const at = changed.at === undefined ? '' : `&at=${changed.at}`;
    return context.redirect(`./?done=${what}${at}`, 303);
  }
  return changed.kind === 'changed'
    ? show(desk, context, { failure: CHANGED }, 409)
    : show(desk, context, { failure: changed }, 422);
}

function doneIn({ req }: Context): Pick<StoriesParts, 'done'> {
  const asked = req.query('done');
  const what = (Object.keys(DONE) as StoryListDone[]).find((each) => each === asked);
  const at = /^\d{1,4}$/.exec(req.query('at') ?? '')?.[0];
  return what ? { done: { what, at: at === undefined ? undefined : Number(at) } } : {};
}

async function show(
  desk: Desk,
  context: Context,
  shown: Pick<StoriesParts, 'done' | 'failure'>,
  status: 200 | 409 | 422 = 200,
): Promise<Response> {
  const id = context.req.param('id') ?? '';
  const list = await desk.storyList(id);
  if (!list) return context.notFound();
  const [name, timeZone] = await Promise.all([desk.name(), desk.timeZone()]);
  const frame = { name, timeZone, id, mayWrite: mayWrite(context) };
  return context.html(storiesPage({ ...frame, list, ...shown }), status);
}
