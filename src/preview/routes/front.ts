import { Hono } from 'hono';
import type { Desk } from '../desk.ts';

export function frontRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/', async (context) => context.text(await desk.name()));
  return app;
}
