import { Hono } from 'hono';
import type { Site } from '../options.ts';

/** What watches the site, and what crawls it. */
export function healthRoutes({ ports }: Site): Hono {
  const app = new Hono();
  /** Whether the process answers. */
  app.get('/healthz', (context) => context.text('ok\n'));
  /** Whether it can serve readers: the database is there, with the tables of this version. */
  app.get('/readyz', async (context) => {
    try {
      await ports.ready();
      return context.text('ready\n');
    } catch {
      return context.text('The database is not available.\n', 503);
    }
  });
  app.get('/robots.txt', (context) => context.text('User-agent: *\nDisallow: /\n'));
  return app;
}
