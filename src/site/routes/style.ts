import { Hono } from 'hono';
import type { Site } from '../options.ts';

/** The style sheet. Its name has a hash of its text, so that a browser may keep it for ever. */
export function styleRoutes({ styleSheet }: Site): Hono {
  const app = new Hono();
  app.get(styleSheet.path, (context) =>
    context.body(styleSheet.css, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  );
  return app;
}
