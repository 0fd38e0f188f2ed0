/** /editions/<id>/versions/: what git keeps of an edition, and the forms that save it. */
import { Hono, type Context } from 'hono';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import {
  LONGEST_FIELD,
  VERSIONS_DONE,
  versionsPage,
  type VersionsParts,
} from '../pages/versions.ts';
import type { VersionAction, VersionDone } from '../versions.ts';

type Fields = Readonly<Record<string, unknown>>;
type Shown = Pick<VersionsParts, 'done' | 'failure' | 'typed'>;

export function versionsRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/editions/:id/versions/', async (context) => {
    const asked = context.req.query('done');
    const done = (Object.keys(VERSIONS_DONE) as VersionAction[]).find((each) => each === asked);
    return answer(context, desk, context.req.param('id'), done && { done });
  });
  for (const [path, act] of Object.entries(ACTIONS)) {
    app.post(`/editions/:id/versions/${path}`, async (context) => {
      const id = context.req.param('id');
      return after(context, desk, id, await act(desk, id));
    });
  }
  app.post('/editions/:id/versions/save', async (context) => {
    const id = context.req.param('id');
    const fields = await fieldsOf(context);
    const [message, name, email] = ['message', 'name', 'email'].map((each) => text(fields[each]));
    const typed = { message: message ?? '', name: name ?? '', email: email ?? '' };
    return after(context, desk, id, await desk.saveVersion(id, typed), typed);
  });
  return app;
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
  id: string,
  result: VersionDone | undefined,
  typed?: VersionsParts['typed'],
): Promise<Response> {
  if (result?.ok === true) return context.redirect(`./?done=${result.done}`, 303);
  const failure = result && { failure: result.why };
  return answer(context, desk, id, { ...failure, ...(typed && { typed }) }, 422);
}

async function answer(
  context: Context,
  desk: Desk,
  id: string,
  shown: Shown = {},
  status: 200 | 422 = 200,
): Promise<Response> {
  const skip = skipOf(context.req.query('skip'));
  const view = await desk.versions(id, skip);
  if (!view) return context.notFound();
  const [name, timeZone, built, run] = await Promise.all([
    desk.name(),
    desk.timeZone(),
    desk.build(id),
    desk.run(id),
  ]);
  const subject = built.ok ? built.build.edition.subject : id;
  const facts = { name, id, subject, timeZone, hasRun: run !== undefined };
  const page = versionsPage({ ...facts, mayWrite: mayWrite(context), view, skip, ...shown });
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
