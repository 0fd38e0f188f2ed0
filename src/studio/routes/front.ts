import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Built, Desk, ListedEdition, Standing } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import { frontPage } from '../pages/front.ts';
import { summary, type Inspected } from '../pages/summary.ts';

const PAGE_SIZE = 60;

/** /: the list of the editions, and for each the row that takes a build. */
export function frontRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    const before = context.req.query('before');
    const { editions, skipped } = await desk.content();
    const start = editions.findIndex(({ id }) => id === before) + 1;
    const shown = editions.slice(start, start + PAGE_SIZE);
    const last = editions.length > start + PAGE_SIZE ? shown.at(-1) : undefined;
    const page = frontPage({
      name: await desk.name(),
      mayWrite: mayWrite(context),
      rows: await rowsOf(desk, shown),
      skipped,
      plan: await desk.plan(),
      older: start > 0,
      ...(last && { olderThan: last.id }),
    });
    return context.html(page);
  });
  app.get('/editions/:id/summary.html', async (context) => {
    const listed = (await desk.editions()).find(({ id }) => id === context.req.param('id'));
    if (!listed) return context.notFound();
    const inspected = await inspect(await desk.build(listed.id));
    const audience = await desk.audience(listed.id);
    const [row] = await rowsOf(desk, [listed]);
    return row
      ? context.html(html`${summary({ ...row, inspected, audience })}`)
      : context.notFound();
  });
  return app;
}

async function rowsOf(desk: Desk, editions: readonly ListedEdition[]) {
  const timeZone = await desk.timeZone();
  const standings = await desk.standings(editions.map(({ id }) => id));
  return Promise.all(
    editions.map(async (listed) => {
      const standing: Standing = standings.get(listed.id) ?? { kind: 'draft' };
      return { listed, run: await desk.run(listed.id), standing, timeZone };
    }),
  );
}

async function inspect(built: Built): Promise<Inspected> {
  if (!built.ok) return built;
  const { build } = built;
  const letter = await build.letter('nobody');
  return {
    ok: true,
    build,
    bytes: Buffer.byteLength(letter.html),
    problems: await build.problems(),
  };
}
