import { Hono } from 'hono';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import { newEditionPage } from '../pages/new-edition.ts';
import { storyDraftPage } from '../pages/story-draft.ts';
import { PART_NAMES, type GivenStory, type StoryParts } from '../story.ts';

type Fields = Readonly<Record<string, unknown>>;

/** /new/: brings in a story, shows what was read of it, and saves it as an edition. */
export function newEditionRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/new/', async (context) =>
    context.html(newEditionPage({ name: await desk.name(), mayWrite: mayWrite(context) })),
  );
  app.post('/new/read', async (context) => {
    const fields = await context.req.parseBody();
    const given = await givenStory(fields);
    const frame = { name: await desk.name(), mayWrite: mayWrite(context) };
    if (!given) return context.html(newEditionPage({ ...frame, failure: NOTHING_GIVEN }), 422);
    const read = await desk.readStory(given);
    if (read.ok) return context.html(storyDraftPage({ ...frame, draft: read.draft }));
    const typed = { text: textOf(fields, 'text'), url: textOf(fields, 'url') };
    return context.html(newEditionPage({ ...frame, failure: read.failure, given: typed }), 422);
  });
  app.post('/new/save', async (context) => {
    const fields = await context.req.parseBody();
    const saved = await desk.saveStory(textOf(fields, 'token'), storyParts(fields));
    if (saved.ok) {
      return context.redirect(`../editions/${encodeURIComponent(saved.edition)}/`, 303);
    }
    const { draft, failure } = saved;
    const frame = { name: await desk.name(), mayWrite: mayWrite(context) };
    const page = draft
      ? storyDraftPage({ ...frame, draft, failure })
      : newEditionPage({ ...frame, failure, given: { text: textOf(fields, 'story') } });
    return context.html(page, 422);
  });
  return app;
}

const NOTHING_GIVEN = {
  kind: 'mistake',
  message: 'There is nothing to read yet.',
  remedy: 'Paste the story, choose a file, or give the address of a page.',
} as const;

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

function storyParts(fields: Fields): StoryParts {
  const parts = PART_NAMES.map((name) => [name, textOf(fields, name)]);
  return Object.fromEntries(parts) as Record<keyof StoryParts, string>;
}

/** The story of a form: a file before an address, and both before a text. */
async function givenStory(fields: Fields): Promise<GivenStory | undefined> {
  const { file } = fields;
  if (file instanceof File && file.size > 0) {
    return { kind: 'file', name: file.name, bytes: await file.bytes() };
  }
  const url = textOf(fields, 'url').trim();
  if (url !== '') return { kind: 'url', url: url.includes('://') ? url : `https://${url}` };
  const markup = textOf(fields, 'html');
  if (markup.trim() !== '') return { kind: 'html', text: markup };
  const text = textOf(fields, 'text');
  return text.trim() === '' ? undefined : { kind: 'text', text };
}
