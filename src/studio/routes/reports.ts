import { Hono } from 'hono';
import type { Desk } from '../desk.ts';
import { reportPage } from '../pages/report.ts';

/** /editions/<id>/report/: what became of an edition's letters. */
export function reportRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/editions/:id/report/', async (context) => {
    const id = context.req.param('id');
    const report = await desk.report(id);
    const listed = (await desk.editions()).some((each) => each.id === id);
    if (!report && !listed) return context.notFound();
    // A run outlives its edition's file.
    const built = listed ? await desk.build(id) : undefined;
    const { subject, timeZone } =
      built?.ok === true
        ? { subject: built.build.edition.subject, timeZone: built.build.config.timeZone }
        : { subject: id, timeZone: 'UTC' };
    const page = reportPage({ name: await desk.name(), id, subject, timeZone, report });
    return context.html(page);
  });
  return app;
}
