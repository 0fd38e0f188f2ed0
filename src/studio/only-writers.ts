import { createMiddleware } from 'hono/factory';
import type { Desk } from './desk.ts';
import { mayWrite } from './guard.ts';
import { onlyWritersPage } from './pages/fault.ts';

/** Shows a page that is of no use without its form only to a browser that may send the form. */
export function onlyWriters(desk: Pick<Desk, 'name'>) {
  return createMiddleware(async (context, next) => {
    if (mayWrite(context)) return next();
    return context.html(onlyWritersPage(await desk.name()), 403);
  });
}
