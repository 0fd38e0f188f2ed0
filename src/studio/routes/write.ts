import { Hono, type Context } from 'hono';
import { UserError } from '../../base/user-error.ts';
import { EVERYBODY } from '../../subscribers/segment.ts';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import { createBuildCache, type BuildCache } from '../letter/build-cache.ts';
import { writtenLetter } from '../letter/written.ts';
import { inEffectOf } from '../pages/write-effect.ts';
import { lostStoryPage } from '../pages/write-lost.ts';
import { writePage, type WriteOutcome, type WriteParts } from '../pages/write.ts';
import type { FileSaved, ListedStory, StoryChange, StoryFile } from '../writing.ts';
import { readEdition } from './read-edition.ts';
import { changeIn, has, storyIn, typedStory, wantsJson } from './write-form.ts';

const STATUS = { saved: 200, changed: 409, failed: 422 } as const;

/** /editions/<id>/write/: the page on which stories are written; the same as JSON for the script. */
export function writeRoutes(desk: Desk): Hono {
  const app = new Hono();
  const cache = createBuildCache(desk);
  app.get('/editions/:id/write/letter.json', async (context) => {
    const { built, build } = await cache.look(context.req.param('id'));
    const found = built.ok ? await cache.problems(built.build) : [];
    return context.json(writtenLetter(built, build, found));
  });
  app.get('/editions/:id/write/', async (context) => {
    const { id, index } = storyIn(context);
    const read = await readStory(desk, id, index);
    if (!read) return context.notFound();
    if (wantsJson(context)) return context.json(read, 'kind' in read ? STATUS.failed : 200);
    if ('kind' in read) throw new UserError(read.message, read.remedy);
    const saved = context.req.query('saved') === read.version.slice(0, SHORT);
    return context.html(
      writePage(await partsOf(desk, cache, context, read, saved ? { kind: 'saved' } : undefined)),
    );
  });
  app.post('/editions/:id/write/', async (context) => {
    const { id, index } = storyIn(context);
    const change = await changeIn(context);
    if (!change) return context.text('This is not a change of a story.', 400);
    const saved = await desk.changeStory(id, index, change);
    if (!wantsJson(context)) return answerForm(desk, cache, context, change, saved);
    return saved ? context.json(saved, STATUS[saved.kind]) : context.notFound();
  });
  return app;
}

/** Digits of a version in an address. */
const SHORT = 12;

/** Reads a story, or why it can't be read. */
async function readStory(desk: Desk, id: string, index: number) {
  try {
    return await desk.storyFile(id, index);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, remedy } = error;
    return { kind: 'failed', message, remedy } as const;
  }
}

/** Answers a form: what was saved is shown anew, and what was not stays in the form. */
async function answerForm(
  desk: Desk,
  cache: BuildCache,
  context: Context,
  change: StoryChange,
  saved: FileSaved | undefined,
): Promise<Response> {
  const { id, index } = storyIn(context);
  const isSaved =
    saved?.kind === 'saved' || (saved?.kind === 'changed' && has(saved.story, change));
  if (isSaved) {
    const { story } = saved;
    return context.redirect(`?story=${story.index}&saved=${story.version.slice(0, SHORT)}`, 303);
  }
  const disk = saved?.kind === 'changed' ? saved.story : await readStory(desk, id, index);
  // Another story may have the number of one that is gone.
  const isOther = disk && 'file' in disk && change.file !== undefined && disk.file !== change.file;
  if (!saved || !disk || 'kind' in disk || (saved.kind === 'failed' && isOther === true)) {
    const name = await desk.name();
    return context.html(lostStoryPage({ name, change, ...(saved && { failure: saved }) }), 404);
  }
  // A form that is sent again after a failure still names the version that it was made of.
  const version = saved.kind === 'changed' ? disk.version : change.base;
  const typed = { ...typedStory(disk, change), version };
  return context.html(
    writePage(await partsOf(desk, cache, context, typed, saved)),
    STATUS[saved.kind],
  );
}

async function partsOf(
  desk: Desk,
  cache: BuildCache,
  context: Context,
  story: StoryFile,
  outcome: WriteOutcome | undefined,
): Promise<WriteParts> {
  const { id } = storyIn(context);
  const read = await readEdition(context, desk, cache, id);
  const build = read.built.ok ? read.built.build : undefined;
  const listed = (await desk.stories(id)) ?? [];
  return {
    ...read,
    name: await desk.name(),
    id,
    mayWrite: mayWrite(context),
    isDigest: (await desk.storyList(id)) !== undefined,
    stories: listed.map((each) => ({ ...each, headline: headlineOf(build, each) })),
    audiences: build ? [EVERYBODY, ...Object.keys(build.config.segments)] : [],
    inEffect: build ? inEffectOf(build, story.index) : {},
    story,
    asYaml: context.req.query('yaml') !== undefined,
    ...(outcome && { outcome }),
    hasKept: (await desk.keptTexts(id, story.index)).length > 0,
  };
}

/** The headline of a story, or the name of its file while the edition can't be built. */
function headlineOf(build: Parameters<typeof inEffectOf>[0] | undefined, story: ListedStory) {
  const headline = build && inEffectOf(build, story.index).headline;
  return headline ?? story.file.replace(/^.*[/\\]/, '');
}
