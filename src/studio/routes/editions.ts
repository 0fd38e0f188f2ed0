import { Hono, type Context } from 'hono';
import { defined } from '../../base/defined.ts';
import { UNDELIVERED_STATES, type UndeliveredPart } from '../../deliver/runs.ts';
import { fullName } from '../../subscribers/subscriber.ts';
import type { Build, Desk, Who } from '../desk.ts';
import type { LetterViews } from '../letter/views.ts';
import { mayWrite } from '../guard.ts';
import { createBuildCache, type BuildCache } from '../letter/build-cache.ts';
import { EDITION_TABS, lookOf, type EditionTab } from '../look.ts';
import { editionPage } from '../pages/edition.ts';
import { mailProgramsPanel } from '../pages/mail-programs.ts';
import { reportPage } from '../pages/report.ts';
import { obstaclesOf } from '../pages/run-state.ts';
import { spamPanel } from '../pages/spam.ts';
import { READERS_ON_PAGE } from '../pages/undelivered.ts';
import { whoOf } from '../paths.ts';
import { shownTo, switchAddresses } from './addresses.ts';
import { readEdition } from './read-edition.ts';
import { letterRoutes } from './letters.ts';

/** /editions/<id>/: an edition's page, its letters, its report, and what the page asks for. */
export function editionRoutes(desk: Desk, views: LetterViews, online: boolean): Hono {
  const app = new Hono();
  const cache = createBuildCache(desk);
  app.route('/', reportRoutes(desk, cache));
  app.route('/', actionRoutes(desk));
  app.get('/editions/:id/', (context) => context.redirect('nobody/'));
  app.get('/editions/:id/:who/', async (context) => {
    const { id, who } = context.req.param();
    const parts = await partsOf(desk, cache, id, whoOf(who), context);
    return parts ? context.html(editionPage(parts)) : context.notFound();
  });
  app.route('/', closerRoutes(cache));
  app.route('/', letterRoutes(cache, views, online));
  return app;
}

async function partsOf(
  desk: Desk,
  cache: BuildCache,
  id: string,
  who: Who | undefined,
  context: Context,
) {
  const { req } = context;
  const { editions, skipped } = await desk.content();
  const at = editions.findIndex((each) => each.id === id);
  const listed = editions[at];
  if (!listed || who === undefined) return undefined;
  const read = await readEdition(context, desk, cache, id);
  const { built, build } = read;
  const look = lookOf((name) => req.query(name), EDITION_TABS);
  return {
    ...read,
    name: await desk.name(),
    mayWrite: mayWrite(context),
    look,
    closer: build ? await closerLook(build, look.tab, context) : {},
    who,
    listed,
    newer: editions[at - 1],
    older: editions[at + 1],
    audience: built.ok ? await desk.audience(id) : undefined,
    skipped,
    shown: build && { build, letter: await build.letter(who) },
    // It depends on the config, which may be what is broken.
    server: built.ok ? await desk.server() : undefined,
  };
}

/** What a browser fetches when its tab is shown, and a page for a file or without the script has at once. */
async function closerLook(build: Build, tab: EditionTab, { req }: Context) {
  const waits = req.query('wait') !== undefined;
  const isFile = req.header('sec-fetch-mode') === undefined;
  return {
    support: isFile || (waits && tab === 'programs') ? await build.support() : undefined,
    spam: waits && tab === 'spam' ? await build.spam() : undefined,
  };
}

function closerRoutes(cache: BuildCache): Hono {
  const app = new Hono();
  app.get('/editions/:id/:who/programs.html', async (context) => {
    const { build } = await cache.look(context.req.param('id'));
    if (!build) return context.notFound();
    return context.html(mailProgramsPanel(await build.support()));
  });
  app.get('/editions/:id/:who/spam.html', async (context) => {
    const { build } = await cache.look(context.req.param('id'));
    return build ? context.html(spamPanel(await build.spam())) : context.notFound();
  });
  return app;
}

function reportRoutes(desk: Desk, cache: BuildCache): Hono {
  const app = new Hono();
  app.get('/editions/:id/report/', async (context) => {
    const id = context.req.param('id');
    const state = UNDELIVERED_STATES.find((each) => each === context.req.query('state'));
    const report = await desk.report(id, { ...partAfter(context), ...defined({ state }) });
    const listed = (await desk.editions()).some((each) => each.id === id);
    if (!report && !listed) return context.notFound();
    const { built, found = [], subject, standing } = await readEdition(context, desk, cache, id);
    // A run stays when its edition's file is deleted.
    const obstacles = obstaclesOf(listed ? built : undefined, found, report) ?? [];
    const shown = await shownTo(context, desk);
    const parts = {
      name: await desk.name(),
      id,
      subject,
      report,
      standing,
      obstacles,
      shown,
      state,
    };
    const query = new URL(context.req.url).search;
    return context.html(reportPage({ ...parts, query, mayWrite: mayWrite(context) }));
  });
  app.post('/editions/:id/report/addresses', switchAddresses);
  return app;
}

/**
 * The part of those who did not get it: from the first, or after the last of another page. One more
 * than a page lists tells whether there is another one.
 */
function partAfter({ req }: Context): UndeliveredPart {
  const after = req.query('after') ?? '';
  return { limit: READERS_ON_PAGE + 1, ...(/^\d{1,9}$/.test(after) && { after: Number(after) }) };
}

function actionRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.post('/editions/:id/:who/test', async (context) => {
    const { id, who } = context.req.param();
    const { to } = await fieldsOf(context);
    const asked = whoOf(who);
    if (asked === undefined || typeof to !== 'string') return context.notFound();
    const sent = await desk.sendTest(id, asked, to.trim());
    return sent ? context.json(sent) : context.notFound();
  });
  app.get('/subscribers.json', async (context) => {
    // No name contains a NUL, and databases cut a text there or refuse it.
    const text = context.req.query('q')?.replaceAll('\0', '').trim() ?? '';
    const subscribers = await desk.findSubscribers(text);
    return context.json(
      subscribers.map((subscriber) => {
        const name = fullName(subscriber);
        const label = name ? `${name} <${subscriber.email}>` : subscriber.email;
        return { id: subscriber.id, label };
      }),
    );
  });
  app.post('/open', async (context) => {
    const { file, line } = await fieldsOf(context);
    if (typeof file !== 'string' || typeof line !== 'string' || !/^\d{1,9}$/.test(line))
      return context.notFound();
    const opened = await desk.openInEditor(file, Number(line));
    return opened ? context.json(opened) : context.notFound();
  });
  return app;
}

/** Reads the fields of a form; none if the body is no form. */
function fieldsOf({ req }: Context): Promise<Readonly<Record<string, unknown>>> {
  return req.parseBody().catch(() => ({}));
}
