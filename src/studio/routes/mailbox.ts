import { Hono } from 'hono';
import type { Desk } from '../desk.ts';
import { letterPolicy, mayWrite } from '../guard.ts';
import type { LetterViews } from '../letter/views.ts';
import { lookOf, MESSAGE_TABS, variantOf } from '../look.ts';
import { mailboxPage } from '../pages/mailbox.ts';
import { messagePage } from '../pages/message.ts';

/** /mailbox/: the messages that the built-in mailbox has caught. */
export function mailboxRoutes(desk: Desk, views: LetterViews, online: boolean): Hono {
  const app = new Hono();
  app.get('/mailbox/', async (context) => {
    const text = context.req.query('q')?.trim() ?? '';
    const caught = await desk.caught(text);
    const [name, timeZone] = await Promise.all([desk.name(), desk.timeZone()]);
    return context.html(
      mailboxPage({ name, mayWrite: mayWrite(context), timeZone, text, ...caught }),
    );
  });
  app.post('/mailbox/empty', async (context) => {
    await desk.emptyMailbox();
    return context.redirect('./', 303);
  });
  app.get('/mailbox/:name/', async (context) => {
    const letter = await desk.caughtLetter(context.req.param('name'));
    if (!letter) return context.notFound();
    const look = lookOf((name) => context.req.query(name), MESSAGE_TABS);
    const [name, timeZone] = await Promise.all([desk.name(), desk.timeZone()]);
    const parts = { name, timeZone, letter, look };
    return context.html(messagePage({ ...parts, mayWrite: mayWrite(context) }));
  });
  app.get('/mailbox/:name/message.eml', async (context) => {
    const letter = await desk.caughtLetter(context.req.param('name'));
    if (!letter) return context.notFound();
    return context.body(new Uint8Array(letter.raw), 200, {
      'Content-Type': 'message/rfc822',
      'Content-Disposition': 'attachment; filename="message.eml"',
    });
  });
  app.get('/mailbox/:name/:file', async (context) => {
    const variant = variantOf(context.req.param('file'));
    const letter = variant && (await desk.caughtLetter(context.req.param('name')));
    if (!letter) return context.notFound();
    const parts = { variant, pictures: letter.pictures, problems: [], online };
    return context.html(await views.view(withoutLinks(letter.html), parts), 200, {
      'Content-Security-Policy': letterPolicy(online),
    });
  });
  return app;
}

/** A <link> may open a connection to anywhere, and no policy prevents that. */
function withoutLinks(html: string): string {
  return html.replace(/<link(?=[\s/>])/gi, '<x-link');
}
