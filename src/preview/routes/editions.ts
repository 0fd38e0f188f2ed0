import { Hono } from 'hono';
import type { Desk } from '../desk.ts';

export function editionRoutes(desk: Desk, online: boolean): Hono {
  const app = new Hono();
  app.get('/editions/:id/:who/', async (context) =>
    context.text(`${await desk.name()} ${online ? 'online' : ''}`),
  );
  return app;
}
