import { Hono } from 'hono';
import { withPictures } from '../../browser/letter-page.ts';
import type { Desk } from '../desk.ts';
import { letterPolicy } from '../guard.ts';
import { mailboxPage } from '../pages/mailbox.ts';
import { lookOf, type Look } from '../pages/message-tools.ts';
import { messagePage } from '../pages/message.ts';

const VARIANT = /^(?:light|dark|partial|full)(?:-no-pictures)?(?:-no-styles)?\.html$/;

/** /mailbox/: what the built-in mailbox has caught. */
export function mailboxRoutes(desk: Desk, online: boolean): Hono {
  const app = new Hono();
  app.get('/mailbox/', async (context) => {
    const text = context.req.query('q')?.trim() ?? '';
    const caught = await desk.caught(text);
    return context.html(mailboxPage({ name: await desk.name(), text, ...caught }));
  });
  app.post('/mailbox/empty', async (context) => {
    await desk.emptyMailbox();
    return context.redirect('./', 303);
  });
  app.get('/mailbox/:name/', async (context) => {
    const letter = await desk.caughtLetter(context.req.param('name'));
    if (!letter) return context.notFound();
    const look = lookOf(context.req.query());
    const page = messagePage({ name: await desk.name(), letter, look, file: fileOf(look) });
    return context.html(page);
  });
  app.get('/mailbox/:name/message.eml', async (context) => {
    const letter = await desk.caughtLetter(context.req.param('name'));
    if (!letter) return context.notFound();
    return context.body(new Uint8Array(letter.raw), 200, {
      'Content-Type': 'message/rfc822',
      'Content-Disposition': 'attachment; filename="message.eml"',
    });
  });
  app.get('/mailbox/:name/:variant', async (context) => {
    const { name, variant } = context.req.param();
    const letter = VARIANT.test(variant) ? await desk.caughtLetter(name) : undefined;
    if (!letter) return context.notFound();
    return context.html(withPictures(letter.html, letter.pictures), 200, {
      'Content-Security-Policy': letterPolicy(online),
    });
  });
  return app;
}

function fileOf({ mode, pictures, styles }: Look): string {
  return `${mode}${pictures ? '' : '-no-pictures'}${styles ? '' : '-no-styles'}.html`;
}
