import { Hono, type Context } from 'hono';
import { fullName } from '../../subscribers/subscriber.ts';
import type { Desk, Who } from '../desk.ts';
import { createMemory, type Memory } from '../letter/memory.ts';
import { whoOf } from '../letter/variant.ts';
import { editionPage } from '../pages/edition.ts';
import { lookOf } from '../pages/look.ts';
import { TABS } from '../pages/toolbar.ts';
import { letterRoutes } from './letters.ts';
import { problemRoutes } from './problems.ts';

/** /editions/<id>/<who>/: an edition's page, its letters, and what the page asks for. */
export function editionRoutes(desk: Desk, online: boolean): Hono {
  const app = new Hono();
  const memory = createMemory(desk);
  app.get('/editions/:id/', (context) => context.redirect('nobody/'));
  app.get('/editions/:id/:who/', async (context) => {
    const { id, who } = context.req.param();
    const parts = await partsOf(desk, memory, id, whoOf(who), context);
    return parts ? context.html(editionPage(parts)) : context.notFound();
  });
  app.post('/editions/:id/:who/test', async (context) => {
    const { id, who } = context.req.param();
    const { to } = await context.req.parseBody();
    const asked = whoOf(who);
    if (asked === undefined || typeof to !== 'string') return context.notFound();
    return context.json(await desk.sendTest(id, asked, to.trim()));
  });
  app.get('/readers.json', async (context) => {
    // No name has a NUL, and databases end a text at one, or refuse it.
    const text = context.req.query('q')?.replaceAll('\0', '').trim() ?? '';
    const readers = await desk.findReaders(text);
    return context.json(
      readers.map((reader) => {
        const name = fullName(reader);
        return { id: reader.id, label: name ? `${name} <${reader.email}>` : reader.email };
      }),
    );
  });
  app.post('/open', async (context) => {
    const { file, line } = await context.req.parseBody();
    if (typeof file !== 'string' || typeof line !== 'string' || !/^\d{1,9}$/.test(line))
      return context.notFound();
    return (await desk.openInEditor(file, Number(line)))
      ? context.body(null, 204)
      : context.notFound();
  });
  app.route('/', letterRoutes(memory, online));
  app.route('/', problemRoutes(desk));
  return app;
}

async function partsOf(
  desk: Desk,
  memory: Memory,
  id: string,
  who: Who | undefined,
  { req }: Context,
) {
  const editions = await desk.editions();
  const at = editions.findIndex((each) => each.id === id);
  const listed = editions[at];
  if (!listed || who === undefined) return undefined;
  const { built, build } = await memory.look(id);
  const shown = build && { build, letter: await build.letter(who) };
  // The first paint does not wait for the gate: what it finds is told when it is ready.
  const waits = req.header('sec-fetch-mode') !== 'navigate' || req.query('wait') !== undefined;
  const found = build && (waits ? await memory.problems(build) : memory.known(build));
  return {
    name: await desk.name(),
    look: lookOf(req.query(), TABS),
    who,
    listed,
    newer: editions[at - 1],
    older: editions[at + 1],
    run: await desk.run(id),
    built,
    shown,
    problems: built.ok ? found : built.problems,
    // The config that says where letters go may be what is broken.
    server: built.ok ? await desk.server() : undefined,
  };
}
