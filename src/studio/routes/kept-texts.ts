import { Hono } from 'hono';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import { keptTextPage, keptTextsPage } from '../pages/kept-texts.ts';
import { storyIn } from './write-form.ts';

/** /editions/<id>/write/kept/: the texts that were kept of a story, and each beside what is there now. */
export function keptTextRoutes(desk: Desk): Hono {
  const app = new Hono();
  const frameOf = async () => ({ name: await desk.name(), timeZone: await desk.timeZone() });
  app.get('/editions/:id/write/kept/', async (context) => {
    const { id, index } = storyIn(context);
    const listed = await desk.stories(id);
    if (!listed?.[index]) return context.notFound();
    const texts = await desk.keptTexts(id, index);
    const parts = { ...(await frameOf()), id, index, texts, mayWrite: mayWrite(context) };
    return context.html(keptTextsPage(parts));
  });
  app.get('/editions/:id/write/kept/:text/', async (context) => {
    const { id, index } = storyIn(context);
    const kept = await desk.keptText(id, index, context.req.param('text'));
    const story = kept && (await desk.storyFile(id, index));
    if (!story) return context.notFound();
    const parts = { ...(await frameOf()), id, index, kept, story, mayWrite: mayWrite(context) };
    return context.html(keptTextPage(parts));
  });
  return app;
}
