import { Hono } from 'hono';
import { html } from 'hono/html';
import { describe } from '../../base/problem.ts';
import type { Built, Desk, Listed } from '../desk.ts';
import { frontPage } from '../pages/front.ts';
import { summary, type Looked } from '../pages/summary.ts';

const AT_ONCE = 60;

/** /: the editions, and for each the row that takes a build. */
export function frontRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    const before = context.req.query('before');
    const editions = await desk.editions();
    const start = editions.findIndex(({ id }) => id === before) + 1;
    const shown = editions.slice(start, start + AT_ONCE);
    const last = editions.length > start + AT_ONCE ? shown.at(-1) : undefined;
    const page = frontPage({
      name: await desk.name(),
      rows: await Promise.all(shown.map((listed) => rowOf(desk, listed))),
      older: start > 0,
      ...(last && { olderThan: last.id }),
    });
    return context.html(page);
  });
  app.get('/editions/:id/summary.html', async (context) => {
    const listed = (await desk.editions()).find(({ id }) => id === context.req.param('id'));
    if (!listed) return context.notFound();
    const looked = await look(await desk.build(listed.id));
    return context.html(html`${summary({ ...(await rowOf(desk, listed)), looked })}`);
  });
  return app;
}

async function rowOf(desk: Desk, listed: Listed) {
  return { listed, run: await desk.run(listed.id) };
}

async function look(built: Built): Promise<Looked> {
  if (!built.ok) return { ok: false, message: faultOf(built) };
  const { build } = built;
  const letter = await build.letter('nobody');
  return {
    ok: true,
    subject: build.edition.subject,
    bytes: Buffer.byteLength(letter.html),
    problems: await build.problems(),
  };
}

/** The first thing that stands in the way, in a line. */
function faultOf({ message, problems }: Extract<Built, { ok: false }>): string {
  const [first] = problems;
  if (!first) return message;
  const { file, line } = first.place ?? {};
  const where = [file, line].filter((part) => part !== undefined).join(':');
  return [where, describe(first).finding].filter((part) => part !== '').join(': ');
}
