/** /editions/<id>/versions/: what git keeps of an edition, and the forms that save it. */
import { Hono, type Context } from 'hono';
import type { Desk } from '../desk.ts';
import { letterPolicy, mayWrite } from '../guard.ts';
import { createBuildCache, type BuildCache } from '../letter/build-cache.ts';
import type { LetterViews } from '../letter/views.ts';
import { variantOf } from '../look.ts';
import { versionPage } from '../pages/version.ts';
import {
  LONGEST_FIELD,
  VERSIONS_DONE,
  versionsPage,
  type VersionsParts,
} from '../pages/versions.ts';
import type { Explained, VersionAction, VersionDone } from '../versions.ts';
import { readEdition } from './read-edition.ts';

type Fields = Readonly<Record<string, unknown>>;
type Shown = Pick<VersionsParts, 'done' | 'failure' | 'typed'>;

/** Returns the routes of the versions of an edition. */
export function versionsRoutes(desk: Desk, views: LetterViews, online: boolean): Hono {
  const app = new Hono();
  const cache = createBuildCache(desk);
  app.route('/', oneVersion(desk, cache, views, online));
  app.get('/editions/:id/versions/', async (context) => {
    const asked = context.req.query('done');
    const done = (Object.keys(VERSIONS_DONE) as VersionAction[]).find((each) => each === asked);
    return answer(context, desk, cache, context.req.param('id'), done && { done });
  });
  for (const [path, act] of Object.entries(ACTIONS)) {
    app.post(`/editions/:id/versions/${path}`, async (context) => {
      const id = context.req.param('id');
      return after(context, desk, cache, id, await act(desk, id));
    });
  }
  app.post('/editions/:id/versions/save', async (context) => {
    const id = context.req.param('id');
    const fields = await fieldsOf(context);
    const [message, name, email] = ['message', 'name', 'email'].map((each) => text(fields[each]));
    const typed = { message: message ?? '', name: name ?? '', email: email ?? '' };
    return after(context, desk, cache, id, await desk.saveVersion(id, typed), typed);
  });
  return app;
}

/** A version, by the hash of its commit (SHA-1 or SHA-256): never a name, and no option of git. */
const VERSION = '/editions/:id/versions/:commit{[0-9a-f]{40,64}}';

function oneVersion(desk: Desk, cache: BuildCache, views: LetterViews, online: boolean): Hono {
  const app = new Hono();
  app.get(`${VERSION}/`, (context) => answerVersion(context, desk, cache));
  app.post(`${VERSION}/restore`, async (context) => {
    const { id = '', commit = '' } = namesIn(context);
    const restored = await desk.restoreVersion(id, commit);
    if (restored?.ok === true) return context.redirect(`../?done=${restored.done}`, 303);
    return restored ? answerVersion(context, desk, cache, restored.why) : context.notFound();
  });
  app.get(`${VERSION}/:file`, async (context) => {
    const { id = '', commit = '', file = '' } = namesIn(context);
    const variant = variantOf(file);
    if (!variant) return context.notFound();
    const built = await desk.versionLetter(id, commit);
    if (built?.ok !== true) return context.notFound();
    const { html, pictures } = built.letter;
    const shown = await views.view(html, { variant, pictures, problems: [], online });
    return context.html(shown, 200, { 'Content-Security-Policy': letterPolicy(online) });
  });
  return app;
}

function namesIn({ req }: Context): Readonly<Partial<Record<string, string>>> {
  return req.param();
}

async function answerVersion(
  context: Context,
  desk: Desk,
  cache: BuildCache,
  failure?: Explained,
): Promise<Response> {
  const { id = '', commit = '' } = namesIn(context);
  const against = context.req.query('against') === 'before' ? 'before' : 'now';
  const view = await desk.version(id, commit, against);
  if (!view) return context.notFound();
  const edition = await readEdition(context, desk, cache, id);
  const page = versionPage({
    ...edition,
    ...{ name: await desk.name(), id, mayWrite: mayWrite(context) },
    ...{ view, against, ...(failure && { failure }) },
  });
  return context.html(page, failure ? 422 : 200);
}

/** What a form without fields does. */
const ACTIONS: Readonly<
  Record<string, (desk: Desk, id: string) => Promise<VersionDone | undefined>>
> = {
  start: (desk, id) => desk.startVersions(id),
  publish: (desk, id) => desk.publishVersions(id),
  'take-in': (desk, id) => desk.takeInVersions(id),
  review: (desk, id) => desk.askForReview(id),
};

/** Leads back to the page after a form, or shows why nothing was done. */
async function after(
  context: Context,
  desk: Desk,
  cache: BuildCache,
  id: string,
  result: VersionDone | undefined,
  typed?: VersionsParts['typed'],
): Promise<Response> {
  if (result?.ok === true) return context.redirect(`./?done=${result.done}`, 303);
  const failure = result && { failure: result.why };
  return answer(context, desk, cache, id, { ...failure, ...(typed && { typed }) }, 422);
}

async function answer(
  context: Context,
  desk: Desk,
  cache: BuildCache,
  id: string,
  shown: Shown = {},
  status: 200 | 422 = 200,
): Promise<Response> {
  const skip = skipOf(context.req.query('skip'));
  const view = await desk.versions(id, skip);
  if (!view) return context.notFound();
  const edition = await readEdition(context, desk, cache, id);
  const page = versionsPage({
    ...edition,
    ...{ name: await desk.name(), id, mayWrite: mayWrite(context) },
    ...{ view, skip, ...shown },
  });
  return context.html(page, status);
}

function skipOf(asked = ''): number {
  return /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, LONGEST_FIELD) : '';
}

/** Reads the fields of a form; none if the body is no form. */
function fieldsOf({ req }: Context): Promise<Fields> {
  return req.parseBody().catch(() => ({}));
}
