import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import type { Built, Desk, ListedEdition } from '../desk.ts';
import type { Standing } from '../standing.ts';
import { mayWrite } from '../guard.ts';
import type { Period } from '../pages/archive.ts';
import { frontPage } from '../pages/front.ts';
import { summary, type Inspected } from '../pages/summary.ts';

/** Two weeks of a daily newsletter; what is older is reached by month. */
const NEWEST = 14;
const MOST_OF_MONTH = 60;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const YEAR = /^\d{4}$/;

/** /: the list of the editions, and for each the row that takes a build. */
export function frontRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    const period = periodOf(context);
    const { editions, skipped } = await desk.content();
    const those = editions.filter(
      ({ date }) => period === undefined || date.startsWith(`${period}-`),
    );
    const start = those.findIndex(({ id }) => id === context.req.query('before')) + 1;
    const most = period === undefined ? NEWEST : MOST_OF_MONTH;
    const listed = period?.length === 4 ? those : those.slice(start, start + most);
    const [name, plan] = await Promise.all([desk.name(), desk.plan()]);
    const shown =
      period?.length === 4
        ? ({ kind: 'lines', lines: await linesOf(desk, listed) } as const)
        : ({ kind: 'rows', rows: await rowsOf(desk, listed) } as const);
    const olderThan = those.at(-1) === listed.at(-1) ? undefined : listed.at(-1)?.id;
    const parts = { name, editions, period, shown, skipped, plan, olderThan };
    return context.html(frontPage({ ...parts, mayWrite: mayWrite(context) }));
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

/** Reads the month (`?month=2023-06`) or the year (`?year=2023`) that is asked for. */
function periodOf({ req }: Context): Period | undefined {
  const { month = '', year = '' } = req.query();
  if (MONTH.test(month)) return month;
  return YEAR.test(year) ? year : undefined;
}

async function rowsOf(desk: Desk, editions: readonly ListedEdition[]) {
  const ids = editions.map(({ id }) => id);
  const [timeZone, standings, subjects] = await Promise.all([
    desk.timeZone(),
    desk.standings(ids),
    desk.subjects(ids),
  ]);
  return Promise.all(
    editions.map(async (listed) => {
      const standing: Standing = standings.get(listed.id) ?? { kind: 'draft' };
      const subject = subjects.get(listed.id);
      return { listed, run: await desk.run(listed.id), standing, timeZone, subject };
    }),
  );
}

async function linesOf(desk: Desk, editions: readonly ListedEdition[]) {
  const subjects = await desk.subjects(editions.map(({ id }) => id));
  return editions.map((listed) => ({ listed, subject: subjects.get(listed.id) }));
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
