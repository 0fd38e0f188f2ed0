import { Hono, type Context } from 'hono';
import { defined } from '../../base/defined.ts';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import { newEditionPage } from '../pages/new-edition.ts';
import { storyDraftPage } from '../pages/story-draft.ts';
import { PART_NAMES, type GivenStory, type StoryParts } from '../story.ts';

type Fields = Readonly<Record<string, unknown>>;

/** /new/: brings in a story, shows what was read of it, and saves it as an edition. */
export function newEditionRoutes(desk: Desk): Hono {
  const app = new Hono();
  const frameOf = async (context: Context, into: string | undefined) => ({
    name: await desk.name(),
    mayWrite: mayWrite(context),
    ...defined({ into }),
  });
  app.get('/new/', async (context) => {
    const into = context.req.query('into');
    if (into !== undefined && !(await desk.stories(into))) return context.notFound();
    return context.html(newEditionPage(await frameOf(context, into)));
  });
  app.post('/new/read', async (context) => {
    const fields = await fieldsOf(context);
    const given = await givenStory(fields);
    const frame = await frameOf(context, intoOf(fields));
    if (!given) return context.html(newEditionPage({ ...frame, failure: NOTHING_GIVEN }), 422);
    const read = await desk.readStory(given);
    if (read.ok) return context.html(storyDraftPage({ ...frame, draft: read.draft }));
    const typed = { text: textOf(fields, 'text'), url: textOf(fields, 'url') };
    return context.html(newEditionPage({ ...frame, failure: read.failure, given: typed }), 422);
  });
  app.post('/new/save', async (context) => {
    const fields = await fieldsOf(context);
    const into = intoOf(fields);
    const saved = await desk.saveStory(textOf(fields, 'token'), storyParts(fields), into);
    if (saved.ok) {
      const page = into === undefined ? '' : 'write/';
      return context.redirect(`../editions/${encodeURIComponent(saved.edition)}/${page}`, 303);
    }
    const { draft, failure } = saved;
    const frame = await frameOf(context, into);
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

/** Reads the fields of a form; none if the body is no form. */
function fieldsOf({ req }: Context): Promise<Fields> {
  return req.parseBody().catch(() => ({}));
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** The edition that the story is added to. */
function intoOf(fields: Fields): string | undefined {
  const into = textOf(fields, 'into');
  return into === '' ? undefined : into;
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
