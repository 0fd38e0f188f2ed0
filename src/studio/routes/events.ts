import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Live, StudioEvent } from '../live/live.ts';

const PING_MS = 20_000;

/** /events: what happens, as server-sent events; `?edition=` is the one that is looked at. */
export function eventRoutes(live: Live): Hono {
  const app = new Hono();
  app.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      const send = (event: StudioEvent) => {
        void stream.writeSSE({ event: event.kind, data: JSON.stringify(event) });
      };
      const stop = live.listen(context.req.query('edition'), send);
      const ended = new Promise<void>((resolve) => {
        stream.onAbort(resolve);
      });
      const ping = setInterval(() => void stream.write(':\n\n'), PING_MS);
      await stream.write(':\n\n');
      await ended;
      clearInterval(ping);
      stop();
    }),
  );
  return app;
}
