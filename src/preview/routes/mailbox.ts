import { Hono } from 'hono';
import type { Desk } from '../desk.ts';

export function mailboxRoutes(desk: Desk, online: boolean): Hono {
  const app = new Hono();
  app.get('/mailbox/', async (context) =>
    context.text(`${await desk.name()} ${online ? 'online' : ''}`),
  );
  return app;
}
