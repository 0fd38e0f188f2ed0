import { Hono, type Context } from 'hono';
import type { Desk } from '../desk.ts';
import { letterPolicy, mayWrite } from '../guard.ts';
import type { LetterViews } from '../letter/views.ts';
import { variantOf } from '../look.ts';
import { isAnnounced } from '../pages/send-offers.ts';
import { sendPage } from '../pages/send.ts';
import { EXCEPTIONS, SEND_TASKS, type NotSent, type SendOrder } from '../sending.ts';
import { standingOf, subjectOf, waitsForChecks } from './read-edition.ts';

type Fields = Readonly<Record<string, unknown>>;

/** /editions/<id>/send/: the checklist of an edition, its sending, and how to stop it. */
export function sendRoutes(desk: Desk, views: LetterViews, online: boolean): Hono {
  const app = new Hono();
  app.route('/', approvedLetters(desk, views, online));
  app.get('/editions/:id/send/', (context) => pageOf(context, desk));
  app.post('/editions/:id/send/begin', async (context) => {
    const order = orderOf(await fieldsOf(context));
    const begun = 'ok' in order ? order : await desk.beginSending(idOf(context), order);
    return begun.ok ? context.redirect('./', 303) : pageOf(context, desk, begun);
  });
  app.post('/editions/:id/send/approve', async (context) => {
    const { content } = await fieldsOf(context);
    const done = await desk.approve(idOf(context), typeof content === 'string' ? content : '');
    return done.ok ? context.redirect('./?done=approved', 303) : pageOf(context, desk, done);
  });
  app.post('/editions/:id/send/take-back', (context) => {
    const id = idOf(context);
    // It may have begun meanwhile: then it is to end.
    if (!desk.takeBack(id)) desk.stopSending(id);
    return context.redirect('./', 303);
  });
  app.post('/editions/:id/send/stop', async (context) => {
    const id = idOf(context);
    if (!desk.stopSending(id) && !desk.takeBack(id)) await desk.askToStop(id);
    return context.redirect('./', 303);
  });
  return app;
}

/** The approved letter for a frame, by its hash. */
function approvedLetters(desk: Desk, views: LetterViews, online: boolean): Hono {
  const app = new Hono();
  app.get('/editions/:id/send/approved/:hash{[0-9a-f]{64}}/:file', async (context) => {
    const { id, hash, file } = context.req.param();
    const variant = variantOf(file);
    const letter = variant && (await desk.approvedLetter(id, hash));
    if (!variant || !letter) return context.notFound();
    const { html, pictures } = letter;
    const shown = await views.view(html, { variant, pictures, problems: [], online });
    return context.html(shown, 200, { 'Content-Security-Policy': letterPolicy(online) });
  });
  return app;
}

function idOf({ req }: Context): string {
  return req.param('id') ?? '';
}

async function pageOf(context: Context, desk: Desk, refusal?: NotSent): Promise<Response> {
  const id = idOf(context);
  const stage = desk.sendStage(id);
  const isUnderWay = stage !== undefined && stage.kind !== 'ended';
  const found = (await desk.editions()).find((each) => each.id === id);
  // What is being sent can be stopped here even if its file is gone.
  if (!found && !isUnderWay && !refusal) return context.notFound();
  const listed = found ?? { id, date: id.slice(0, 10) };
  const wait = waitsForChecks(context) || refusal !== undefined;
  const built = await desk.build(id);
  const review = built.ok ? await desk.sendReview(id, { wait: wait && !isUnderWay }) : undefined;
  const page = sendPage({
    ...{ listed, review, mayWrite: mayWrite(context) },
    subject: review?.subject ?? (await subjectOf(desk, id)),
    name: await desk.name(),
    timeZone: await desk.timeZone(),
    run: await desk.run(id),
    standing: await standingOf(desk, id),
    stage,
    failure: built.ok ? undefined : built.failure,
    approval: built.ok && !isUnderWay ? await desk.approval(id) : undefined,
    isApproved: context.req.query('done') === 'approved',
    ...(refusal && { refusal }),
  });
  return context.html(page, !refusal ? 200 : found ? 422 : 404);
}

/** Reads the fields of a form, with all values of a name; none if the body is no form. */
function fieldsOf({ req }: Context): Promise<Fields> {
  return req.parseBody({ all: true }).catch(() => ({}));
}

/** What an editor said yes to; refused if the number that they typed is another. */
function orderOf(fields: Fields): SendOrder | NotSent {
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const task = SEND_TASKS.find((each) => each === text('task'));
  const count = /^\d{1,9}$/.test(text('count')) ? Number(text('count')) : NaN;
  const contentHash = text('content');
  if (task === undefined || !Number.isSafeInteger(count) || !/^[0-9a-f]{64}$/.test(contentHash)) {
    return refused('This form is not complete.', 'Open the page again, then send it.');
  }
  const typed = text('typed').replace(/[,. \u00a0\u202f]/g, '');
  if (isAnnounced({ task, count }) && typed !== String(count)) {
    const given =
      typed === ''
        ? 'You have not typed the number of readers.'
        : 'The number that you typed is another one.';
    return refused(given, `Type ${count} if the letter is to go to that many readers.`);
  }
  const given = [fields['accepted'] ?? []].flat();
  const accepted = EXCEPTIONS.filter((each) => given.includes(each));
  return {
    ...{ task, count, contentHash, accepted },
    ...{ audience: text('audience'), through: text('through') },
  };
}

function refused(message: string, remedy: string): NotSent {
  return { ok: false, message, remedy };
}
