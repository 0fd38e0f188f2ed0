/** /calendar/: what goes out when; and of each edition the page that sets its time or holds it. */
import { Hono, type Context } from 'hono';
import type { TimingChanged } from '../calendar.ts';
import { CALENDAR_VIEWS, dayOf, daysIn } from '../calendar-days.ts';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import { calendarEntry } from '../pages/calendar-entry.ts';
import { calendarPage } from '../pages/calendar.ts';
import { obstaclesOf } from '../pages/run-state.ts';
import { LONGEST_REASON } from '../pages/when-forms.ts';
import { TIMING_DONE, whenPage, type WhenParts } from '../pages/when.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Returns the routes of the calendar, and of the page that sets the time of an edition. */
export function calendarRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/calendar/', async (context) => {
    const { req } = context;
    const view = CALENDAR_VIEWS.find((each) => each === req.query('view')) ?? 'month';
    const day = dayOf(req.query('day')) ?? (await desk.today());
    const calendar = await desk.calendar(daysIn(view, day));
    const [name, plan] = await Promise.all([desk.name(), desk.plan()]);
    const page = { name, view, day, calendar, plan, mayWrite: mayWrite(context) };
    return context.html(calendarPage(page));
  });
  app.get('/editions/:id/calendar.html', async (context) => {
    const entry = await desk.calendarEntry(context.req.param('id'));
    if (!entry) return context.notFound();
    const [timeZone, obstacles] = [await desk.timeZone(), await obstaclesFor(desk, entry.id)];
    return context.html(calendarEntry({ entry, timeZone, obstacles, root: '../' }));
  });
  app.route('/', whenRoutes(desk));
  return app;
}

async function obstaclesFor(desk: Desk, id: string): Promise<readonly string[] | undefined> {
  const built = await desk.build(id);
  const problems = built.ok ? await built.build.problems() : undefined;
  return obstaclesOf(built, problems, await desk.run(id));
}

function whenRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/editions/:id/when/', async (context) => {
    const asked = context.req.query('done');
    const done = (Object.keys(TIMING_DONE) as (keyof typeof TIMING_DONE)[]).find(
      (each) => each === asked,
    );
    const page = await pageOf(context, desk, done && { done });
    return page ?? context.notFound();
  });
  app.post('/editions/:id/when/time', async (context) => {
    const fields = await fieldsOf(context);
    const given = {
      was: textOf(fields, 'was'),
      date: textOf(fields, 'date'),
      time: textOf(fields, 'time'),
      moment: textOf(fields, 'moment'),
      oneMoment: fields['oneMoment'] === 'yes',
    };
    const changed = await desk.setTime(context.req.param('id'), given);
    return answer(context, desk, changed, { done: 'time', typed: given });
  });
  app.post('/editions/:id/when/no-time', async (context) => {
    const was = textOf(await fieldsOf(context), 'was');
    const changed = await desk.clearTime(context.req.param('id'), was);
    return answer(context, desk, changed, { done: 'no-time' });
  });
  app.post('/editions/:id/when/hold', async (context) => {
    const reason = textOf(await fieldsOf(context), 'reason').slice(0, LONGEST_REASON);
    const changed = await desk.hold(context.req.param('id'), reason);
    return answer(context, desk, changed, { done: 'held', typed: { reason } });
  });
  app.post('/editions/:id/when/release', async (context) => {
    const changed = await desk.release(context.req.param('id'));
    return answer(context, desk, changed, { done: 'released' });
  });
  return app;
}

/** Leads back to the page of what was done, or shows why it was refused, with what was typed. */
async function answer(
  context: Context,
  desk: Desk,
  changed: TimingChanged | undefined,
  { done, typed }: Pick<WhenParts, 'typed'> & Required<Pick<WhenParts, 'done'>>,
): Promise<Response> {
  if (!changed) return context.notFound();
  if (changed.ok) return context.redirect(`./?done=${done}`, 303);
  const page = await pageOf(context, desk, { refused: changed, ...(typed && { typed }) }, 422);
  return page ?? context.notFound();
}

async function pageOf(
  context: Context,
  desk: Desk,
  more: Pick<WhenParts, 'done' | 'refused' | 'typed'> = {},
  status: 200 | 422 = 200,
): Promise<Response | undefined> {
  const id = context.req.param('id') ?? '';
  const timing = await desk.timing(id);
  if (!timing) return undefined;
  const obstacles = await obstaclesFor(desk, id);
  const [name, plan] = await Promise.all([desk.name(), desk.plan()]);
  const page = { name, timing, obstacles, plan, mayWrite: mayWrite(context), ...more };
  return context.html(whenPage(page), status);
}

/** Reads the fields of a form; none if the body is no form. */
function fieldsOf({ req }: Context): Promise<Fields> {
  return req.parseBody().catch(() => ({}));
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}
