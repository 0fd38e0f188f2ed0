import { Hono, type Context } from 'hono';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import { markdownOfferPage, type MarkdownOfferParts } from '../pages/markdown-offer.ts';
import { changeIn, storyIn } from './write-form.ts';

const CHANGED = {
  message: 'The text has changed since this page was opened. Nothing was written.',
  remedy: 'Look at what it becomes now, then turn it into Markdown.',
};

/** /editions/<id>/write/markdown/: shows what a text becomes as Markdown, and writes it. */
export function markdownRoutes(desk: Desk): Hono {
  const app = new Hono();
  const show = async (context: Context, failure?: MarkdownOfferParts['failure']) => {
    const { id, index } = storyIn(context);
    const offer = await desk.offerMarkdown(id, index);
    if (!offer) return context.notFound();
    const frame = { name: await desk.name(), mayWrite: mayWrite(context), index, offer };
    const page = markdownOfferPage({ ...frame, ...(failure && { failure }) });
    return context.html(page, failure ? 422 : 200);
  };
  app.get('/editions/:id/write/markdown/', (context) => show(context));
  app.post('/editions/:id/write/markdown/', async (context) => {
    const { id, index } = storyIn(context);
    const change = await changeIn(context);
    if (!change) return context.text('The version of the text is missing.', 400);
    const saved = await desk.turnIntoMarkdown(id, index, change.base);
    if (!saved) return context.notFound();
    if (saved.kind === 'saved') return context.redirect(`../?story=${saved.story.index}`, 303);
    return show(context, saved.kind === 'changed' ? CHANGED : saved);
  });
  return app;
}
