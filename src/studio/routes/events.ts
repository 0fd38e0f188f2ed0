import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { StudioEvent } from '../live/events.ts';
import type { Live } from '../live/live.ts';

const PING_MS = 20_000;
/** A page reconnects this long after the studio has stopped. */
const RETRY_MS = 1000;

/** /events: server-sent events about the newsletter, and about the edition of `?edition=`. */
export function eventRoutes(live: Live): Hono {
  const app = new Hono();
  app.get('/events', (context) => {
    // Nobody would read the stream, and it would never end.
    if (context.req.method === 'HEAD')
      return context.body(null, 200, { 'Content-Type': 'text/event-stream' });
    return streamSSE(context, async (stream) => {
      const send = (event: StudioEvent) => {
        void stream.writeSSE({ event: event.kind, data: JSON.stringify(event) });
      };
      const stop = live.listen(context.req.query('edition'), send);
      const ended = new Promise<void>((resolve) => {
        stream.onAbort(resolve);
      });
      const ping = setInterval(() => void stream.write(':\n\n'), PING_MS);
      await stream.write(`retry: ${RETRY_MS}\n\n`);
      await ended;
      clearInterval(ping);
      stop();
    });
  });
  return app;
}
